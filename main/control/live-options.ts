import type { LiveStatus } from '../../shared/api.ts';
import type { LiveOptions } from '../../shared/live-options.ts';
import { fullRendition, type LiveRendition } from '../live/renditions.ts';
import { withCamera } from './with-camera.ts';

/** A camera as the ways to watch it are told. */
interface OfferedCamera {
  readonly cameraId: string;
  readonly renditions: { readonly all: readonly LiveRendition[] };
  status(): Pick<LiveStatus, 'resolution' | 'frame_rate'>;
}

/** From the camera to the screen of a Chromium on the same machine, in milliseconds, rounded; a guide for clients that choose, and no promise. */
const typicalDelayMilliseconds = { webrtc: 80, mse: 150, hls: 900, mjpeg: 90 } as const;

/** `GET /live/options` */
export function liveOptions(camera: OfferedCamera): LiveOptions {
  const { resolution, frame_rate } = camera.status();
  const all = camera.renditions.all.map(({ name, widthPixels, heightPixels, bitrateKbps, codec, h265 }) => ({
    name,
    resolution: [widthPixels, heightPixels] as [number, number],
    frame_rate,
    bitrate_kbps: bitrateKbps,
    codec,
    ...(h265 === undefined ? {} : { codec_string: h265 }),
  }));
  return {
    transports: [
      {
        kind: 'webrtc',
        url: withCamera('/live/webrtc', camera),
        typical_delay_ms: typicalDelayMilliseconds.webrtc,
        renditions: all,
      },
      {
        kind: 'mse',
        url: withCamera('/live/video', camera),
        typical_delay_ms: typicalDelayMilliseconds.mse,
        renditions: all,
      },
      {
        kind: 'hls',
        url: withCamera('/live/hls/index.m3u8', camera),
        typical_delay_ms: typicalDelayMilliseconds.hls,
        renditions: all,
      },
      {
        kind: 'mjpeg',
        url: withCamera('/live/stream', camera),
        typical_delay_ms: typicalDelayMilliseconds.mjpeg,
        renditions: [{ name: fullRendition, resolution, frame_rate, bitrate_kbps: null, codec: 'mjpeg' }],
      },
    ],
  };
}
