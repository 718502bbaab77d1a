import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { readTunnels, tunnelOf } from '../../../main/network/tunnels.ts';

const ipv4 = (address: string, bits: number): NetworkInterfaceInfo => ({
  address,
  netmask: '',
  family: 'IPv4',
  mac: '',
  internal: false,
  cidr: `${address}/${bits}`,
});
const interfaces = { eth0: [ipv4('192.168.1.20', 24)], tailscale0: [ipv4('100.101.1.2', 32)], wg0: [ipv4('10.8.0.1', 24)] };

it('finds the private networks that lead here, and which one somebody came through', () => {
  expect(readTunnels(interfaces)).toEqual([
    { kind: 'tailscale', interface: 'tailscale0', address: '100.101.1.2' },
    { kind: 'wireguard', interface: 'wg0', address: '10.8.0.1' },
  ]);
  expect(tunnelOf('100.70.3.4', interfaces)).toBe('tailscale');
  expect(tunnelOf('10.8.0.7', interfaces)).toBe('wireguard');
  expect(tunnelOf('192.168.1.9', interfaces)).toBeNull();
  expect(tunnelOf(null, interfaces)).toBeNull();
  // Without Tailscale, the same address is that of a provider's customer.
  expect(tunnelOf('100.70.3.4', { eth0: interfaces.eth0 })).toBeNull();
});
