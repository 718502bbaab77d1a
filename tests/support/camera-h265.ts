import type { CameraPacket } from '../../main/camera/source.ts';
import { type CameraEncoderOptions, encodeAsCamera } from './camera-encoder.ts';
import { smallJpegs } from './small-jpegs.ts';

interface CameraH265Options {
  widthPixels?: number;
  heightPixels?: number;
  framesPerSecond?: number;
  /** Pictures from one keyframe to the next. */
  keyframeEvery?: number;
  bFrames?: number;
  /** 4:2:0 with eight bits unless it is given. */
  pixelFormat?: CameraEncoderOptions['pixelFormat'];
  /** Other parameters of x265, such as `interlace=1`. */
  parameters?: readonly string[];
  /** The pictures; a moving bar unless they are given. */
  jpegs?: readonly Buffer[];
}

/** What a camera that gives H.265 would give: so many pictures, in decoding order; each differs from the one before. */
export async function cameraH265(count: number, given: CameraH265Options = {}): Promise<CameraPacket[]> {
  const { widthPixels = 320, heightPixels = 180, framesPerSecond = 15, keyframeEvery = 30, bFrames = 0 } = given;
  const { pixelFormat, parameters = [], jpegs = await smallJpegs(16, widthPixels, heightPixels) } = given;
  const packets = encodeAsCamera(count, {
    ...{ encoder: 'libx265', widthPixels, heightPixels, framesPerSecond, keyframeEvery, bFrames, jpegs },
    ...(pixelFormat === undefined ? {} : { pixelFormat }),
    options: {
      preset: 'ultrafast',
      ...(bFrames === 0 ? { tune: 'zerolatency' } : {}),
      crf: '23',
      'x265-params': [
        ...[`keyint=${keyframeEvery}`, `min-keyint=${keyframeEvery}`, 'scenecut=0', 'open-gop=0', 'repeat-headers=1', 'info=0'],
        ...[`bframes=${bFrames}`, 'b-adapt=0', 'pools=none', 'frame-threads=1', 'log-level=none', ...parameters],
      ].join(':'),
    },
  });
  return packets.map((packet) => ({ ...packet, codec: 'h265' }));
}
