import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../shared/config.ts';
import { Announcer } from '../announcing/announcer.ts';
import { announcedName, type Announcement } from '../announcing/announcement.ts';
import { Avahi } from '../announcing/avahi.ts';
import { multicastDnsGroup } from '../camera/discovery/petlog-search.ts';
import { readOwnLinks } from '../network/own-networks.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';

interface OpenAnnouncingOptions {
  readonly settings: { readonly current: Config; onChange(listener: () => void): () => void };
  readonly petlogId: string;
  readonly address: { readonly port: number; readonly httpsPort: number | null };
  readonly version: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

/** Whether nobody else could come: those that are told would find nothing. */
const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');
const everyNetwork: readonly string[] = ['0.0.0.0', '::'];

/** Tells the local network where this PetLog is, as long as others can come and `server.announce` is true. */
export function openAnnouncing({ settings, petlogId, address, version, clock, logger, resources }: OpenAnnouncingOptions): void {
  // As the server was started; what changes here counts from the next start.
  const { host, base_path: basePath } = settings.current.server;
  if (isLoopback(host)) {
    return;
  }
  const wanted = (): Announcement | null =>
    settings.current.server.announce
      ? {
          name: announcedName(hostname()),
          port: address.port,
          texts: [
            `id=${petlogId}`,
            `v=${version}`,
            ...(address.httpsPort === null ? [] : [`https=${address.httpsPort}`]),
            `path=${basePath === '' ? '/' : basePath}`,
          ],
          address: isIP(host) === 0 || everyNetwork.includes(host) ? null : host,
        }
      : null;
  const announcer = new Announcer({
    wanted,
    openSystemResponder: (onChange) => Avahi.watch({ clock, interfaceIndexOf, onChange }),
    async publishOurselves(announcement) {
      const { OwnResponder } = await import('../announcing/own-responder.ts');
      return new OwnResponder(announcement, {
        clock,
        group: multicastDnsGroup,
        hostname,
        links: readOwnLinks,
        onFault: (error) => logger.warn({ err: error }, 'this PetLog could not be announced on the network'),
      });
    },
    logger,
  });
  resources.add('announcer', () => announcer.close());
  resources.add(
    'announced settings',
    settings.onChange(() => announcer.follow()),
  );
}

const interfacesDirectory = '/sys/class/net';
function interfaceWith(address: string): string | undefined {
  return Object.entries(networkInterfaces()).find(([, addresses = []]) => addresses.some((one) => one.address === address))?.[0];
}

async function interfaceIndexOf(address: string): Promise<number | undefined> {
  const name = interfaceWith(address);
  return name === undefined ? undefined : Number(await readFile(join(interfacesDirectory, name, 'ifindex'), 'utf8'));
}
