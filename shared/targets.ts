import { z } from 'zod';

/** An entry of `security.allowed_targets`, as it is written. */
export interface Target {
  /** A host name in lower case, an address, or a network such as 192.168.1.0/24. */
  readonly host: string;
  /** Null for every port. */
  readonly port: number | null;
}

const addresses = z.union([z.ipv4(), z.ipv6()]);
const networks = z.union([z.cidrv4(), z.cidrv6()]);
const isAddress = (text: string): boolean => addresses.safeParse(text).success;
/** What has no slash is none, which every connection to an entered address asks. */
const isNetwork = (text: string): boolean => text.includes('/') && networks.safeParse(text).success;

/** Null for anything that is not an entry. */
export function readTarget(text: string): Target | null {
  if (isNetwork(text) || (text.includes(':') && isAddress(text))) {
    return { host: text.toLowerCase(), port: null };
  }
  const [, bracketed, name, digits] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = bracketed ?? name;
  const port = digits === undefined ? null : Number(digits);
  const isPort = port === null || (port >= 1 && port <= 65_535);
  return host === undefined || !isPort || (bracketed !== undefined && !isAddress(bracketed))
    ? null
    : { host: host.toLowerCase().replace(/\.$/, ''), port };
}

export const isTarget = (text: string): boolean => readTarget(text) !== null;
