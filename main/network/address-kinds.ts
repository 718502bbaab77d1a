import { isIPv4 } from 'node:net';
import { createAddressList } from './addresses.ts';

/** What an address is for, where people do not enter it for a device of their network or a server on the internet. */
export type SpecialKind = 'loopback' | 'link_local' | 'multicast' | 'metadata' | 'reserved';

/** Every network also as it is written inside IPv6: mapped (RFC 4291, 2.5.5.2), and behind NAT64 (RFC 6052), which lead to the same machines. */
function withinIpv6(network: string): string[] {
  const [address = '', bits = '32'] = network.split('/');
  return isIPv4(address) ? ['::ffff:', '64:ff9b::'].map((prefix) => `${prefix}${address}/${96 + Number(bits)}`) : [];
}

/** As `createAddressList`, also for IPv4 addresses that are written as IPv6. */
export const addressListInAnyForm = (networks: readonly string[]): ((address: string) => boolean) =>
  createAddressList([...networks, ...networks.flatMap(withinIpv6)]);

const kinds: readonly (readonly [SpecialKind, (address: string) => boolean])[] = [
  // Before link-local, which holds the best known of them. They hand out the keys of a machine in a cloud.
  [
    'metadata',
    addressListInAnyForm([
      '169.254.169.254',
      '169.254.170.2',
      '100.100.100.200',
      '168.63.129.16',
      '192.0.0.192',
      'fd00:ec2::254',
      'fd20:ce::254',
    ]),
  ],
  ['loopback', addressListInAnyForm(['127.0.0.0/8', '0.0.0.0/8', '::1', '::'])],
  ['link_local', addressListInAnyForm(['169.254.0.0/16', 'fe80::/10'])],
  ['multicast', addressListInAnyForm(['224.0.0.0/4', '255.255.255.255', 'ff00::/8'])],
  // Of no use to anybody, or a way to write another address: 6to4, Teredo, site-local and IPv4-compatible addresses.
  ['reserved', addressListInAnyForm(['192.0.0.0/24', '240.0.0.0/4', '2002::/16', '2001::/32', '64:ff9b:1::/48', 'fec0::/10', '::/96'])],
];

/** Null for the addresses of devices and servers: of the local network, of a tunnel, of the internet. */
export function specialKind(address: string): SpecialKind | null {
  return kinds.find(([, holds]) => holds(address))?.[0] ?? null;
}
