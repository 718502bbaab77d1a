import { spawn } from 'node:child_process';
import type { Config } from '../../shared/config.ts';
import { PacketPreparation } from '../camera/packet-preparation.ts';
import { accessOf } from '../camera/sources/network-camera.ts';
import { RtspSource } from '../camera/sources/rtsp.ts';
import type { PictureSize } from '../media/protocol.ts';
import { codecOf, type VideoCodec } from '../mp4/video-codec.ts';
import type { EnteredAddresses } from '../network/entered-address.ts';
import type { Clock } from '../system/clock.ts';
import { tryCamera } from './camera-trial.ts';

/** What a camera on the network gives; null where it did not show that in time. */
export type CameraVideoTrial = (PictureSize & { readonly codec: VideoCodec }) | null;

/** What is found out is measured next, and both have the time of one check. */
const patienceMilliseconds = 3500;

/** Asks a camera that speaks RTSP for its first picture, and leaves it again. Never rejects. */
export function tryCameraVideo(
  { settings }: { readonly settings: Config['camera'] },
  addresses: Pick<EnteredAddresses, 'resolve'>,
  clock: Clock,
  environment: NodeJS.ProcessEnv,
): Promise<CameraVideoTrial> {
  const source = new RtspSource(settings.source, accessOf(settings), { spawn, clock, environment, addresses });
  return tryCamera<CameraVideoTrial>({
    clock,
    patienceMilliseconds,
    late: null,
    start(answer) {
      const preparation = new PacketPreparation({
        clock,
        onFrame: (frame) => answer({ codec: codecOf(frame), widthPixels: frame.widthPixels, heightPixels: frame.heightPixels }),
        onRefused: () => answer(null), // the camera is lost then, and its own check says why
      });
      return source.start(settings, {
        frame: () => {},
        packet: (packet) => preparation.push(packet),
        ended: () => answer(null),
      });
    },
  });
}
