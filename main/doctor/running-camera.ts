import type { CameraState } from '../../shared/api.ts';
import type { SoundFormat } from '../media/sound/sound-format.ts';
import type { PictureSize } from '../media/protocol.ts';
import type { VideoCodec } from '../mp4/video-codec.ts';
import type { CameraSoundTrial } from './camera-sound-trial.ts';
import type { CameraVideoTrial } from './camera-video-trial.ts';

/** What a camera that gives pictures just now has shown of itself: to ask it once more would take another of its few connections. */
export interface RunningCamera {
  readonly video: CameraVideoTrial;
  /** Null where it was not asked for sound. */
  readonly sound: CameraSoundTrial | null;
}

/** A camera as far as that is seen of it. */
interface SeenCamera {
  readonly camera: { readonly state: CameraState; readonly lastFrame: PictureSize | null };
  readonly media: { readonly passedCodec: VideoCodec | null };
  /** What it says of its own sound; null where it says nothing. */
  readonly ownSound: { readonly given: SoundFormat | { readonly problem: string } | null };
}

/** @returns null for a camera that gives no pictures now */
export function runningCamera({ camera, media, ownSound }: SeenCamera): RunningCamera | null {
  const { state, lastFrame } = camera;
  if (state !== 'live' || lastFrame === null) {
    return null;
  }
  const { widthPixels, heightPixels } = lastFrame;
  const { given } = ownSound;
  const sound = given === null ? null : 'problem' in given ? { reason: given.problem } : { encoding: given.encoding };
  return { video: media.passedCodec === null ? null : { codec: media.passedCodec, widthPixels, heightPixels }, sound };
}
