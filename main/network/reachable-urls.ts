import { networkInterfaces } from 'node:os';
import { networkUrls } from '../system/network-addresses.ts';

interface Reachable {
  /** Address that the server listens on, as configured. */
  host: string;
  port: number;
  /** Null where HTTPS is off. */
  httpsPort: number | null;
  /** Names that a certificate of one's own is for, with a port or without; empty for a certificate that names addresses. */
  certifiedHosts: readonly string[];
}

/** URLs at which other devices find PetLog, the best first: over HTTPS where it is on. */
export function reachableUrls({ host, port, httpsPort, certifiedHosts }: Reachable, interfaces = networkInterfaces()): string[] {
  if (httpsPort === null) {
    return networkUrls(host, port, interfaces);
  }
  const addresses = networkUrls(host, httpsPort, interfaces, 'https');
  // Nobody on the network finds a name where nothing listens for the network.
  const names = addresses.length === 0 ? [] : certifiedHosts.map((name) => `https://${/:\d+$/.test(name) ? name : `${name}:${httpsPort}`}`);
  return [...names, ...addresses];
}
