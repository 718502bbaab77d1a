import { isIP } from 'node:net';
import type { Config } from '../../shared/config.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { Certificates } from './certificates.ts';
import { EnteredAddresses } from './entered-address.ts';
import { openCertificates } from './open-certificates.ts';
import { createOwnNames, type OwnNames } from './own-names.ts';
import { Trust } from './trust.ts';
import { reachableUrls } from './reachable-urls.ts';

/** What PetLog is called on the network, and how others reach it. */
export interface Network {
  readonly ownNames: () => OwnNames;
  /** Of HTTPS; null where it is off. */
  readonly certificates: Certificates | null;
  /** SHA-256 of the certificate of HTTPS, `AB:CD:...`; null without HTTPS. */
  readonly certificateFingerprint: string | null;
  /** How devices come to trust the certificate. */
  readonly trust: Trust;
  /** Looks up what people enter, of cameras and servers. */
  readonly entered: EnteredAddresses;
  /** URLs for other devices, the best first: https where that is on. Empty without a network. */
  urls(): string[];
  /** Says where the server listens by now. */
  listensAt(ports: { port: number; httpsPort: number | null }): void;
  close(): Promise<void>;
}

interface NetworkDependencies {
  config(): Config;
  dataDirectory: string;
  clock: Clock;
  logger: Logger;
}

/** @throws StartupError when HTTPS is on and there is no certificate for it */
export async function openNetwork({ config, dataDirectory, clock, logger }: NetworkDependencies): Promise<Network> {
  const { server, security } = config();
  const systemNames = createOwnNames(clock);
  const ownNames = (): OwnNames => withNames(systemNames(), [server.host]);
  const certifiedNames = (): OwnNames =>
    withNames(
      ownNames(),
      config().security.allowed_hosts.map((host) => host.replace(/:\d+$/, '')),
    );
  let ports: { port: number; httpsPort: number | null } = { port: server.port, httpsPort: null };
  const opened = security.https ? await openCertificates(security, { dataDirectory, ownNames: certifiedNames, clock, logger }) : null;
  const certificates = opened?.certificates ?? null;
  const trust = new Trust({ opened, httpsPort: () => ports.httpsPort });
  const entered = new EnteredAddresses({
    allowedTargets: () => config().security.allowed_targets,
    ownPorts: () => [ports.port, ...(ports.httpsPort === null ? [] : [ports.httpsPort])],
    ownAddresses: () => systemNames().addresses,
  });
  return {
    ownNames,
    certificates,
    trust,
    entered,
    get certificateFingerprint() {
      return certificates?.fingerprint ?? null;
    },
    urls: () =>
      reachableUrls({ host: server.host, ...ports, certifiedHosts: certificates?.isOwn === true ? config().security.allowed_hosts : [] }),
    listensAt: (listening) => (ports = { port: listening.port, httpsPort: listening.httpsPort }),
    close: async () => certificates?.close(),
  };
}

/** Adds host names, not addresses. */
function withNames({ names, addresses }: OwnNames, further: readonly string[]): OwnNames {
  const added = further.filter((host) => /^[a-z0-9_.-]+$/i.test(host) && isIP(host) === 0).map((host) => host.toLowerCase());
  return { names: [...new Set([...names, ...added])], addresses };
}
