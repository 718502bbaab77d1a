import { BlockList, isIPv6 } from 'node:net';

const mapped = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/** An address as sockets tell it, without what says that it is one of IPv4, and without its interface. */
export const plainAddress = (address: string): string => address.replace(mapped, '').replace(/%.*$/, '');

/**
 * Where the picture of a home goes: nowhere but to the one that asked, by the connection that it proved itself with.
 *
 * @param askedFor what it says
 * @param remoteAddress of its connection
 * @returns the address to be sent to, with its interface where it needs one; null where it is another
 */
export function sendAddress(askedFor: string, remoteAddress: string | undefined): string | null {
  if (remoteAddress === undefined) {
    return null;
  }
  const [asked, remote] = [plainAddress(askedFor), plainAddress(remoteAddress)];
  return isSame(asked, remote) ? remoteAddress.replace(mapped, '') : null;
}

/** One of IPv6 may be written in several ways. */
function isSame(one: string, other: string): boolean {
  if (!isIPv6(one) || !isIPv6(other)) {
    return one === other;
  }
  const list = new BlockList();
  list.addAddress(one, 'ipv6');
  return list.check(other, 'ipv6');
}
