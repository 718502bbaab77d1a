import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** Bridges and tunnels of containers and virtual machines: other devices rarely get in there. */
const isVirtual = (name: string): boolean => /^(docker|br-|veth|virbr|lxc|lxd|vnet|podman|cni)/.test(name);

const wildcards: readonly string[] = ['0.0.0.0', '::'];

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

/** URL of a host name or an address, with an IPv6 address in brackets (RFC 3986, 3.2.2). */
export function httpUrl(host: string, port: number, scheme: 'http' | 'https' = 'http'): string {
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** URL at which this machine itself reaches a server that listens on `host`. */
export function localUrl(host: string, port: number): string {
  return httpUrl(host === '::' ? '::1' : wildcards.includes(host) ? '127.0.0.1' : host, port);
}

/**
 * URLs at which other devices on the network find a server, the most useful
 * first: IPv4 before IPv6, real interfaces before virtual ones. Empty without a
 * network, and for a server that only this machine can reach.
 *
 * @param host address the server listens on, as configured
 * @param port its real port
 */
export function networkUrls(
  host: string,
  port: number,
  interfaces: Interfaces = networkInterfaces(),
  scheme: 'http' | 'https' = 'http',
): string[] {
  if (isLoopback(host)) {
    return [];
  }
  if (!wildcards.includes(host)) {
    return [httpUrl(host, port, scheme)];
  }
  return Object.entries(interfaces)
    .flatMap(([name, addresses = []]) => addresses.map((address) => ({ ...address, name })))
    .filter(({ internal, family, address }) => !internal && (family === 'IPv4' || host !== '0.0.0.0') && !isLinkLocal(address))
    .map(({ name, family, address }) => ({
      url: httpUrl(address, port, scheme),
      rank: Number(isVirtual(name)) * 2 + Number(family === 'IPv6'),
    }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ url }) => url);
}

/** IPv6 link-local addresses (fe80::/10) need a zone, which differs on each device and has no place in a URL. */
function isLinkLocal(address: string): boolean {
  return /^fe[89ab][0-9a-f]:/i.test(address);
}
