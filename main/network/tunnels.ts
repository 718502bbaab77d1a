import { networkInterfaces } from 'node:os';
import type { RemoteAccess } from '../../shared/trust.ts';
import { createAddressList } from './addresses.ts';

type Tunnel = RemoteAccess['tunnels'][number];
type Kind = Tunnel['kind'];

/** Addresses that Tailscale gives (100.64.0.0/10 is also that of some providers, whence the name of the interface). */
const kinds: readonly (readonly [Kind, RegExp])[] = [
  ['tailscale', /^tailscale\d+$/],
  ['wireguard', /^wg/],
];

/** Private networks that lead here from elsewhere, as the system names their interfaces. */
export function readTunnels(interfaces = networkInterfaces()): Tunnel[] {
  return Object.entries(interfaces).flatMap(([name, addresses = []]) => {
    const kind = kinds.find(([, pattern]) => pattern.test(name))?.[0];
    const [first] = addresses.filter(({ address }) => !/^fe[89ab]/i.test(address));
    return kind === undefined || first === undefined ? [] : [{ kind, interface: name, address: first.address }];
  });
}

const tailscaleNetworks = createAddressList(['100.64.0.0/10', 'fd7a:115c:a1e0::/48']);

/** Which of them an address is in. It says where somebody is, and nothing of what they may. */
export function tunnelOf(address: string | null, interfaces = networkInterfaces()): Kind | null {
  if (address === null) {
    return null;
  }
  for (const { kind, interface: name } of readTunnels(interfaces)) {
    const networks = (interfaces[name] ?? []).flatMap(({ cidr }) => (cidr === null ? [] : [cidr]));
    if (createAddressList(networks)(address) || (kind === 'tailscale' && tailscaleNetworks(address))) {
      return kind;
    }
  }
  return null;
}
