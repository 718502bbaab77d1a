import type { CameraSource } from '../source.ts';
import { HttpSource } from './http.ts';
import type { NetworkAccess, NetworkSourceDependencies } from './network-camera.ts';
import { RtspSource } from './rtsp.ts';

/** How the addresses of cameras on the network begin. */
export const networkSchemes = ['rtsp://', 'rtsps://', 'http://', 'https://', 'petlog+http://', 'petlog+https://'] as const;

const noAccess: NetworkAccess = { username: '', password: '', certificateFingerprint: null };

/** Whether a source is an address on the network; upper and lower case are the same in a scheme (RFC 3986, 3.1). */
export const isNetworkAddress = (source: string): boolean => networkSchemes.some((scheme) => source.toLowerCase().startsWith(scheme));

/** @param address for which `isNetworkAddress` is true */
export function networkSource(address: string, access = noAccess, dependencies: NetworkSourceDependencies): CameraSource {
  const scheme = /^[^:]*/.exec(address)?.[0].toLowerCase() ?? '';
  const normal = scheme + address.slice(scheme.length);
  return scheme.startsWith('rtsp') ? new RtspSource(normal, access, dependencies) : new HttpSource(normal, access, dependencies);
}
