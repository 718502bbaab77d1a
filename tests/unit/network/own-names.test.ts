import { describe, expect, it } from 'vitest';
import { createOwnNames, type NameSources, readOwnNames } from '../../../main/network/own-names.ts';
import { ManualClock } from '../../support/manual-clock.ts';

type Interfaces = ReturnType<NameSources['interfaces']>;

const interfacesOf = (...addresses: string[]): Interfaces => ({
  wlan0: addresses.map((address) => ({ address, family: 'IPv4', netmask: '', mac: '', internal: false, cidr: null })),
});

const sources = (hostname: string, addresses: string[] = [], resolverConfiguration = ''): NameSources => ({
  hostname: () => hostname,
  interfaces: () => interfacesOf(...addresses),
  resolverConfiguration: () => resolverConfiguration,
});

describe("the machine's own names", () => {
  it('are localhost, the host name, with .local and in the search domains, in lower case', () => {
    const resolverConfiguration = '# made by\nnameserver 192.168.1.1\nsearch fritz.box Home.Arpa.\ndomain lan\n';
    expect(readOwnNames(sources('RaspberryPi', [], resolverConfiguration)).names).toEqual([
      'localhost',
      'raspberrypi',
      'raspberrypi.local',
      'raspberrypi.fritz.box',
      'raspberrypi.home.arpa',
      'raspberrypi.lan',
    ]);
  });

  it.each([
    ['cat.example.com', ['localhost', 'cat.example.com', 'cat.local', 'cat']],
    ['localhost', ['localhost', 'localhost.local']],
    ['my_pi', ['localhost', 'my_pi', 'my_pi.local']],
    ['bad name', ['localhost']],
    ['', ['localhost']],
  ])('of a host called %j are %j', (hostname, names) => {
    expect(readOwnNames(sources(hostname)).names).toEqual(names);
  });

  it('come with every address, without zones', () => {
    expect(readOwnNames(sources('pi', ['192.168.1.20', 'fe80::1%wlan0', '127.0.0.1'])).addresses).toEqual([
      '127.0.0.1',
      '::1',
      '192.168.1.20',
      'fe80::1',
    ]);
  });

  it('are asked for again after a few seconds', async () => {
    const clock = new ManualClock();
    let address = '192.168.1.20';
    const names = createOwnNames(clock, { ...sources('pi'), interfaces: () => interfacesOf(address) });
    expect(names().addresses).toContain('192.168.1.20');
    address = '192.168.1.21';
    expect(names().addresses).toContain('192.168.1.20');
    await clock.advance(6000);
    expect(names().addresses).toContain('192.168.1.21');
  });
});
