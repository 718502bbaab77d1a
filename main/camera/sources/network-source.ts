import type { CameraSource } from '../source.ts';
import { HttpSource } from './http.ts';
import type { NetworkAccess, NetworkSourceDependencies } from './network-camera.ts';
import { RtspSource } from './rtsp.ts';

const noAccess: NetworkAccess = { username: '', password: '', certificateFingerprint: null };

/** @param address of a camera on the network, as the configuration allows it */
export function networkSource(address: string, access = noAccess, dependencies: NetworkSourceDependencies): CameraSource {
  return /^rtsps?:/.test(address) ? new RtspSource(address, access, dependencies) : new HttpSource(address, access, dependencies);
}
