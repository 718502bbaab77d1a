import { isIP } from 'node:net';
import { isPrivateAddress } from './addresses.ts';
import type { OwnNames } from './own-names.ts';

/** Endings of names that no public authority signs: mDNS (RFC 6762), `home.arpa` (RFC 8375), `internal` (ICANN 2024), and what routers use. */
export const homeDomains: readonly string[] = ['local', 'home.arpa', 'lan', 'internal', 'localhost'];

/** A dNSName constraint also stands for every name below it (RFC 5280, 4.2.1.10). */
export const isWithin = (name: string, domains: readonly string[]): boolean =>
  domains.some((domain) => name === domain || name.endsWith(`.${domain}`));

/** What an authority of this home may sign for beside the addresses: the domains of every home, and names of this machine that are in none of them. */
export function domainsFor({ names }: OwnNames): string[] {
  const further = names.filter((name) => isIP(name) === 0 && !isWithin(name, homeDomains));
  return [
    ...homeDomains,
    ...further.filter(
      (name) =>
        !isWithin(
          name,
          further.filter((other) => other !== name),
        ),
    ),
  ];
}

/** Addresses of the internet are left out: a home's authority does not vouch for them. Link-local IPv6 has no place in a URL. */
export const certifiableAddresses = (addresses: readonly string[]): string[] =>
  addresses.filter((address) => isPrivateAddress(address) && !/^fe[89ab]/i.test(address));
