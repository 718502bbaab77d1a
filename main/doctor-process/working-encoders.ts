import { encodes } from '../ffmpeg/encoder-choice.ts';
import { encodingLoad, type EncodingLoad } from '../ffmpeg/encoding-load.ts';
import { smallerBitrateKbps, smallerSize } from '../media/rendition.ts';
import type { PictureSize } from '../media/protocol.ts';

interface WorkingEncoders {
  readonly hardware: boolean;
  readonly software: boolean;
  /** Of the one that is taken; null where there is none. */
  readonly load: EncodingLoad | null;
}

/**
 * Whether each encoder turns pictures of this size into H.264, and what that costs; the media process takes the first that does.
 *
 * @param heightsPixels of the smaller renditions, each made of the same pictures
 * @param isFullEncoded false where the camera gives H.264 of this size itself, and only the smaller ones are made
 */
export function workingEncoders(
  size: PictureSize,
  frameRate: number,
  bitrateKbps: number,
  heightsPixels: readonly number[],
  isFullEncoded = true,
): WorkingEncoders {
  const settings = { frameRate, bitrateKbps, size, allowHardware: true };
  const hardware = encodes('h264_v4l2m2m', size, settings);
  const software = encodes('libx264', size, settings);
  const smaller = heightsPixels.flatMap((height) => {
    const small = smallerSize(size, height);
    return small === null ? [] : [{ ...small, bitrateKbps: smallerBitrateKbps(bitrateKbps, size, small) }];
  });
  const name = hardware ? 'h264_v4l2m2m' : 'libx264';
  const load =
    hardware || software ? encodingLoad(name, [...(isFullEncoded ? [{ ...size, bitrateKbps }] : []), ...smaller], frameRate) : null;
  return { hardware, software, load };
}
