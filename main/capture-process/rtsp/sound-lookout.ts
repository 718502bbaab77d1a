import type { Clock } from '../../system/clock.ts';
import type { RtspTarget } from '../request.ts';
import { audioOf } from './audio-media.ts';
import { RtspConnection } from './rtsp-connection.ts';
import { readSdp } from './sdp.ts';

/**
 * Whether a camera that had no sound to take has some by now: asked over a connection of its own, as not every camera bears
 * to be asked while it plays. Never rejects.
 */
export async function hasSoundByNow(target: RtspTarget, clock: Clock): Promise<boolean> {
  let connection: RtspConnection | null = null;
  try {
    connection = await RtspConnection.open({ target, clock, onInterleaved: () => {}, onEnd: () => {} });
    const { body } = await connection.request('DESCRIBE', target.url, { Accept: 'application/sdp' });
    return 'format' in audioOf(readSdp(body).media);
  } catch {
    return false;
  } finally {
    connection?.end();
  }
}
