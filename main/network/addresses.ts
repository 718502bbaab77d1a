import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * An IP address in the form that everything compares: without a zone, and IPv4
 * as IPv4 also where it came over IPv6 (`::ffff:192.168.1.2`, RFC 4291, 2.5.5.2).
 * Null for anything else.
 */
export function plainAddress(text: string | undefined): string | null {
  const address = (text ?? '').replace(/%.*$/, '');
  if (isIPv6(address)) {
    const parsed = ipaddr.IPv6.parse(address);
    return parsed.isIPv4MappedAddress() ? parsed.toIPv4Address().toString() : address;
  }
  return isIP(address) === 0 ? null : address;
}

/** Whether an address is one of these, or in one of these networks (`192.168.1.0/24`). */
export function createAddressList(networks: readonly string[]): (address: string | undefined) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    if (bits === undefined) {
      list.addAddress(address, family);
    } else {
      list.addSubnet(address, Number(bits), family);
    }
  }
  return (text) => {
    const address = plainAddress(text);
    return address !== null && list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  };
}

/** Networks that the internet does not route (IANA special-purpose registries). */
export const privateNetworks: readonly string[] = [
  '10.0.0.0/8', // RFC 1918
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8', // loopback, RFC 1122
  '169.254.0.0/16', // link-local, RFC 3927
  '100.64.0.0/10', // shared by a provider's or a tunnel's customers, RFC 6598
  '::1/128',
  'fe80::/10', // link-local, RFC 4291
  'fc00::/7', // unique local, RFC 4193
];

/** Whether an address is in one of them. */
export const isPrivateAddress = createAddressList(privateNetworks);
