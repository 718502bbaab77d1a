import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { localUrl, networkUrls } from '../../../main/system/network-addresses.ts';

const address = (family: 'IPv4' | 'IPv6', text: string, internal = false): NetworkInterfaceInfo => {
  const common = { address: text, netmask: '', mac: '', internal, cidr: null };
  return family === 'IPv4' ? { ...common, family } : { ...common, family, scopeid: 0 };
};

const interfaces = {
  lo: [address('IPv4', '127.0.0.1', true), address('IPv6', '::1', true)],
  docker0: [address('IPv4', '172.17.0.1')],
  wlan0: [address('IPv6', '2001:db8::5'), address('IPv6', 'fe80::1'), address('IPv4', '192.168.1.20')],
};

describe('network addresses', () => {
  test('on all IPv4 networks: real interfaces before virtual ones, with the real port', () => {
    expect(networkUrls('0.0.0.0', 8123, interfaces)).toEqual(['http://192.168.1.20:8123', 'http://172.17.0.1:8123']);
  });

  test('on all networks: IPv6 after IPv4, in brackets, nothing link-local', () => {
    expect(networkUrls('::', 80, interfaces)).toEqual(['http://192.168.1.20:80', 'http://[2001:db8::5]:80', 'http://172.17.0.1:80']);
  });

  test.each([
    ['192.168.1.20', ['http://192.168.1.20:8000']],
    ['camera.local', ['http://camera.local:8000']],
    ['127.0.0.1', []],
    ['127.5.5.5', []],
    ['localhost', []],
    ['::1', []],
  ])('on %s alone: %j', (host, urls) => {
    expect(networkUrls(host, 8000, interfaces)).toEqual(urls);
  });

  test('without a network there is none', () => {
    expect(networkUrls('0.0.0.0', 8000, { lo: interfaces.lo })).toEqual([]);
  });

  test.each([
    ['0.0.0.0', 'http://127.0.0.1:8000'],
    ['::', 'http://[::1]:8000'],
    ['127.0.0.1', 'http://127.0.0.1:8000'],
    ['192.168.1.20', 'http://192.168.1.20:8000'],
  ])('this machine reaches a server on %s at %s', (host, url) => {
    expect(localUrl(host, 8000)).toBe(url);
  });
});
