import { readFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import type { Clock } from '../system/clock.ts';

/** What this machine is called, and where it is, on the networks that it is in. */
export interface OwnNames {
  /** Lower case: `localhost`, the host name, with `.local` (RFC 6762), and in the search domains of the network. */
  readonly names: readonly string[];
  /** Every IPv4 and IPv6 address of every interface, loopback too, as the system writes them, without a zone. */
  readonly addresses: readonly string[];
}

/** What the operating system says, replaceable in tests. */
export interface NameSources {
  hostname(): string;
  interfaces(): ReturnType<typeof networkInterfaces>;
  /** Content of `resolv.conf` (resolv.conf(5)); empty without one. */
  resolverConfiguration(): string;
}

export const systemNameSources: NameSources = {
  hostname,
  interfaces: networkInterfaces,
  resolverConfiguration() {
    try {
      return readFileSync('/etc/resolv.conf', 'utf8');
    } catch {
      return '';
    }
  },
};

/** RFC 1123, 2.1, and the underscore that some networks use all the same. */
const validName = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*$/;

function searchDomains(resolverConfiguration: string): string[] {
  return [...resolverConfiguration.matchAll(/^(?:search|domain)[ \t]+(.*)$/gm)].flatMap(([, domains = '']) => domains.trim().split(/\s+/));
}

export function readOwnNames(sources: NameSources = systemNameSources): OwnNames {
  const host = sources.hostname();
  const [label = host] = host.split('.');
  const names = [
    'localhost',
    host,
    `${label}.local`,
    label,
    ...searchDomains(sources.resolverConfiguration()).map((domain) => `${label}.${domain}`),
  ];
  const addresses = Object.values(sources.interfaces()).flatMap((ofInterface = []) =>
    ofInterface.map(({ address }) => address.replace(/%.*$/, '')),
  );
  return {
    names: [...new Set(names.map((name) => name.toLowerCase().replace(/\.$/, '')))].filter((name) => validName.test(name)),
    addresses: [...new Set(['127.0.0.1', '::1', ...addresses])],
  };
}

const freshMilliseconds = 5000;

/** The names and addresses of now, asked of the system every few seconds at most. */
export function createOwnNames(clock: Clock, sources: NameSources = systemNameSources): () => OwnNames {
  let names: OwnNames | null = null;
  let readAtMilliseconds = 0;
  return () => {
    const now = clock.monotonicMilliseconds();
    if (names === null || now - readAtMilliseconds >= freshMilliseconds) {
      names = readOwnNames(sources);
      readAtMilliseconds = now;
    }
    return names;
  };
}
