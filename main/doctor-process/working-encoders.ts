import type { PictureSize } from '../media/protocol.ts';
import { encodes } from '../ffmpeg/encoder-choice.ts';
import { encodingMilliseconds } from '../ffmpeg/encoding-cost.ts';

interface WorkingEncoders {
  readonly hardware: boolean;
  readonly software: boolean;
  /** Of the processor's time for each picture, in all sizes; null where it does not encode them. */
  readonly softwareMilliseconds: number | null;
}

/**
 * Whether each encoder turns pictures of this size into H.264; the media process takes the first that does.
 *
 * @param heightsPixels of the smaller sizes that the live video has too
 */
export function workingEncoders(
  size: PictureSize,
  frameRate: number,
  bitrateKbps: number,
  heightsPixels: readonly number[],
): WorkingEncoders {
  const settings = { frameRate, bitrateKbps, size, allowHardware: true };
  const hardware = encodes('h264_v4l2m2m', size, settings);
  const software = encodes('libx264', size, settings);
  const softwareMilliseconds = software && !hardware ? encodingMilliseconds(size, frameRate, bitrateKbps, heightsPixels) : null;
  return { hardware, software, softwareMilliseconds };
}
