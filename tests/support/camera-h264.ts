import type { CameraPacket } from '../../main/camera/source.ts';
import { encodeAsCamera } from './camera-encoder.ts';
import { smallJpegs } from './small-jpegs.ts';

interface CameraH264Options {
  widthPixels?: number;
  heightPixels?: number;
  framesPerSecond?: number;
  /** Pictures from one keyframe to the next. */
  keyframeEvery?: number;
  /** Of x264: `baseline`, `main` or `high`. */
  profile?: string;
  bFrames?: number;
  slices?: number;
  /** Other options of x264, such as `level`. */
  options?: Readonly<Record<string, string>>;
  /** The pictures; a moving bar unless they are given. */
  jpegs?: readonly Buffer[];
}

/** What a camera that encodes by itself would give: so many pictures of H.264, in decoding order; each differs from the one before. */
export async function cameraH264(count: number, given: CameraH264Options = {}): Promise<CameraPacket[]> {
  const { widthPixels = 320, heightPixels = 180, framesPerSecond = 15, keyframeEvery = 30, profile = 'baseline', bFrames = 0 } = given;
  const { slices = 1, options = {}, jpegs = await smallJpegs(16, widthPixels, heightPixels) } = given;
  return encodeAsCamera(count, {
    ...{ encoder: 'libx264', widthPixels, heightPixels, framesPerSecond, keyframeEvery, bFrames, jpegs },
    options: {
      preset: 'superfast',
      ...(bFrames === 0 ? { tune: 'zerolatency' } : {}),
      profile,
      crf: '23',
      sc_threshold: '0',
      'x264-params': `slices=${slices}:keyint=${keyframeEvery}:min-keyint=${keyframeEvery}:b-adapt=0`,
      ...options,
    },
  });
}
