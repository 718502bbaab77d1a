import { hostOf } from '../../../shared/config/camera-source.ts';
import type { EnteredAddresses } from '../../network/entered-address.ts';
import type { Credentials } from '../../remote/login.ts';
import type { Clock } from '../../system/clock.ts';
import { askForStream } from './onvif-stream.ts';

interface FindStreamOptions {
  readonly credentials: Credentials;
  readonly addresses: Pick<EnteredAddresses, 'resolve'>;
  readonly clock: Clock;
  /** Where an ONVIF camera that was found can be asked. */
  onvifServiceOf(address: string): string | undefined;
}

/** The camera itself has to be asked for a picture afterwards. */
const patienceMilliseconds = 4000;

/**
 * The address of a camera's video where only the camera is known: an RTSP
 * address without a path. ONVIF cameras tell it to those they know, at the
 * address that they announced or at the usual one (ONVIF "Core Specification",
 * 5.1.1).
 *
 * @returns null where the address has a path, nobody says who asks, or the camera does not tell
 */
export async function findStream(source: string, options: FindStreamOptions): Promise<string | null> {
  const { credentials, addresses, clock } = options;
  const asked = /^rtsps?:\/\/[^/?#]+\/?$/.test(source) ? hostOf(source) : null;
  if (asked === null || (credentials.username === '' && credentials.password === '')) {
    return null;
  }
  const { host } = asked;
  const service = options.onvifServiceOf(host) ?? `http://${host}/onvif/device_service`;
  const end = new AbortController();
  const cancel = clock.after(patienceMilliseconds, () => end.abort());
  try {
    return await askForStream({ address: host, service }, { addresses, clock, credentials, signal: end.signal });
  } finally {
    cancel();
  }
}
