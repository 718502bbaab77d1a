import type { LiveStatus } from '../../shared/api.ts';
import type { LiveOptions } from '../../shared/live-options.ts';
import type { Config } from '../../shared/config.ts';
import { withCamera } from './with-camera.ts';

/** A camera as the ways to watch it are told. */
interface OfferedCamera {
  readonly cameraId: string;
  readonly config: Pick<Config, 'recording'>;
  /** Its own H.264 is passed on, with the bit rate that it has. */
  readonly media: { readonly isPassedOn: boolean };
  status(): Pick<LiveStatus, 'resolution' | 'frame_rate'>;
}

/** From the camera to the screen of a Chromium on the same machine, in milliseconds, rounded; a guide for clients that choose, and no promise. */
const typicalDelayMilliseconds = { webrtc: 80, mse: 150, hls: 900, mjpeg: 90 } as const;

/** `GET /live/options` */
export function liveOptions(camera: OfferedCamera): LiveOptions {
  const { resolution, frame_rate } = camera.status();
  const full = { name: 'full', resolution, frame_rate };
  const encoded = [{ ...full, bitrate_kbps: camera.media.isPassedOn ? null : camera.config.recording.bitrate_kbps }];
  return {
    transports: [
      {
        kind: 'webrtc',
        url: withCamera('/live/webrtc', camera),
        typical_delay_ms: typicalDelayMilliseconds.webrtc,
        renditions: encoded,
      },
      {
        kind: 'mse',
        url: withCamera('/live/video', camera),
        typical_delay_ms: typicalDelayMilliseconds.mse,
        renditions: encoded,
      },
      {
        kind: 'hls',
        url: withCamera('/live/hls/index.m3u8', camera),
        typical_delay_ms: typicalDelayMilliseconds.hls,
        renditions: encoded,
      },
      {
        kind: 'mjpeg',
        url: withCamera('/live/stream', camera),
        typical_delay_ms: typicalDelayMilliseconds.mjpeg,
        renditions: [{ ...full, bitrate_kbps: null }],
      },
    ],
  };
}
