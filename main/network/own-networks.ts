import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Clock } from '../system/clock.ts';
import { createAddressList } from './addresses.ts';

/** What the operating system says, replaceable in tests. */
export interface NetworkSources {
  interfaces(): ReturnType<typeof networkInterfaces>;
  /** Content of `/proc/net/ipv6_route`; empty without one. */
  ipv6Routes(): string;
}

export const systemNetworkSources: NetworkSources = {
  interfaces: networkInterfaces,
  ipv6Routes() {
    try {
      return readFileSync('/proc/net/ipv6_route', 'utf8');
    } catch {
      return '';
    }
  },
};

/** What is wider is no link but a way out: a tunnel or a dialled line takes the whole internet. */
const shortestPrefix = { ipv4: 8, ipv6: 48 } as const;
const noGateway = '0'.repeat(32);

/** `20010db8...` as `2001:db8:...`. */
const ipv6Of = (digits: string): string => (digits.match(/.{4}/g) ?? []).join(':');

/**
 * Networks that begin at this machine without a router in between. An address
 * that a DHCPv6 server gave is one of its own network alone (RFC 8415): the
 * routes know on which link it is. A route to where this machine has no address
 * is somebody else's network behind a tunnel.
 */
export function readOwnNetworks({ interfaces, ipv6Routes }: NetworkSources = systemNetworkSources): string[] {
  const own = Object.values(interfaces()).flatMap((addresses = []) => addresses.filter(({ internal }) => !internal));
  const ofAddresses = own.flatMap(({ cidr }) => (cidr === null ? [] : [cidr]));
  const ofRoutes = ipv6Routes()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([target, , , , gateway]) => target?.length === 32 && gateway === noGateway)
    .map(([target = '', bits = '0']) => `${ipv6Of(target)}/${parseInt(bits, 16)}`)
    .filter(isLink);
  return [...ofAddresses.filter(isLink), ...ofRoutes.filter((network) => own.some(({ address }) => createAddressList([network])(address)))];
}

/** An IPv4 address of this machine and the network that it is in, for what is asked of everybody there. */
export interface OwnLink {
  readonly address: string;
  /** In CIDR notation. */
  readonly network: string;
}

export function readOwnLinks({ interfaces }: Pick<NetworkSources, 'interfaces'> = systemNetworkSources): OwnLink[] {
  return Object.values(interfaces())
    .flatMap((addresses = []) => addresses)
    .flatMap(({ address, cidr, internal }) =>
      internal || cidr === null || !isIPv4(address) || !isLink(cidr) ? [] : [{ address, network: cidr }],
    );
}

function isLink(network: string): boolean {
  const [address = '', bits] = network.split('/');
  return Number(bits) >= (isIPv4(address) ? shortestPrefix.ipv4 : shortestPrefix.ipv6);
}

const freshMilliseconds = 5000;

/** Whether an address is on a network that this machine is in, as the system says every few seconds at most. */
export function createOnLinkCheck(clock: Clock, sources: NetworkSources = systemNetworkSources): (address: string) => boolean {
  let isOnLink: ((address: string) => boolean) | null = null;
  let readAtMilliseconds = 0;
  return (address) => {
    const now = clock.monotonicMilliseconds();
    if (isOnLink === null || now - readAtMilliseconds >= freshMilliseconds) {
      isOnLink = createAddressList(readOwnNetworks(sources));
      readAtMilliseconds = now;
    }
    return isOnLink(address);
  };
}
