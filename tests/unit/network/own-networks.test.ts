import type { NetworkInterfaceInfo } from 'node:os';
import type { Request, Response } from 'express';
import { describe, expect, it } from 'vitest';
import { createOnLinkCheck, type NetworkSources, readOwnLinks } from '../../../main/network/own-networks.ts';
import { requireLocalAddress } from '../../../main/server/network/local-network-rule.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const ofInterface = (cidr: string): NetworkInterfaceInfo => {
  const [address = ''] = cidr.split('/');
  const base = { address, netmask: '', mac: '', internal: false, cidr };
  return address.includes(':') ? { ...base, family: 'IPv6', scopeid: 0 } : { ...base, family: 'IPv4' };
};

/** As the kernel writes it: target, its bits, source, its bits, gateway, metric, references, uses, flags, interface. */
const route = (target: string, bits: number, gateway = '0'.repeat(32)): string =>
  `${target} ${bits.toString(16).padStart(2, '0')} ${'0'.repeat(32)} 00 ${gateway} 00000100 00000001 00000000 00000001     eth0`;
const routes = [
  route('20010db8000100020000000000000000', 64),
  route('20010db8ffff00000000000000000000', 64, 'fe800000000000000000000000000001'),
  route('20010db8777700000000000000000000', 64),
  route('0'.repeat(32), 0),
  route('20000000000000000000000000000000', 3),
].join('\n');

const sources = (cidrs: string[], ipv6Routes = ''): NetworkSources => ({
  interfaces: () => ({ eth0: cidrs.map(ofInterface) }),
  ipv6Routes: () => ipv6Routes,
});

/** `let in`, or the code of the refusal, where everyone on the local network is let in. */
function answerTo(address: string, networks: NetworkSources): string {
  const rule = requireLocalAddress({
    isLocalOnly: () => true,
    ownNames: () => ({ names: [], addresses: [] }),
    isOnLink: createOnLinkCheck(new ManualClock(), networks),
  });
  try {
    let answer = 'nothing';
    void rule({ ip: address, socket: {} } as Request, {} as Response, () => (answer = 'let in'));
    return answer;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('a neighbour with an address of the internet', () => {
  it.each([
    ['on the network of an address', '2001:db8:5:6::99', sources(['2001:db8:5:6::1/64'])],
    ['on the link of an address that DHCPv6 gave', '2001:db8:1:2::99', sources(['2001:db8:1:2::1234/128'], routes)],
    ['on a network of public IPv4 addresses', '203.0.113.9', sources(['203.0.113.2/28'])],
    ['over IPv6 that maps IPv4', '::ffff:203.0.113.9', sources(['203.0.113.2/28'])],
  ])('is local: %s', (_what, address, networks) => {
    expect(answerTo(address, networks)).toBe('let in');
  });

  it.each([
    ['beside the network', '2001:db8:5:7::99', sources(['2001:db8:5:6::1/64'])],
    ['behind a router', '2001:db8:ffff::1', sources(['2001:db8:1:2::1234/128'], routes)],
    ['behind a tunnel to where we are not', '2001:db8:7777::1', sources(['2001:db8:1:2::1234/128'], routes)],
    ['behind a line that leads to the whole internet', '2606:4700::1', sources(['2001:db8:1:2::1234/128'], routes)],
    ['on a network that is the internet', '2606:4700::1', sources(['2001:db8:1:2::1/3'])],
    ['on a line whose network is everything', '8.8.8.8', sources(['203.0.113.2/0'])],
    ['beside the IPv4 network', '203.0.113.19', sources(['203.0.113.2/28'])],
  ])('is not: %s', (_what, address, networks) => {
    expect(answerTo(address, networks)).toBe('not_local');
  });

  it('is looked for again after a few seconds', async () => {
    const clock = new ManualClock();
    let cidrs: string[] = [];
    const isOnLink = createOnLinkCheck(clock, { interfaces: () => ({ eth0: cidrs.map(ofInterface) }), ipv6Routes: () => '' });
    expect(isOnLink('2001:db8:5:6::99')).toBe(false);
    cidrs = ['2001:db8:5:6::1/64'];
    expect(isOnLink('2001:db8:5:6::99')).toBe(false);
    await clock.advance(6000);
    expect(isOnLink('2001:db8:5:6::99')).toBe(true);
  });
});

it("is asked in each of our IPv4 networks, and in nobody else's", () => {
  const cidrs = ['192.168.1.7/24', '10.9.0.3/32', '100.64.0.1/3', '2001:db8:5:6::1/64', 'fe80::1/64'];
  const loopback = { ...ofInterface('127.0.0.1/8'), internal: true };
  expect(readOwnLinks({ interfaces: () => ({ eth0: cidrs.map(ofInterface), lo: [loopback] }) })).toEqual([
    { address: '192.168.1.7', network: '192.168.1.7/24' },
    { address: '10.9.0.3', network: '10.9.0.3/32' },
  ]);
});
