import type { PictureSize } from '../media/protocol.ts';
import { encodes } from '../ffmpeg/encoder-choice.ts';

/** Whether each encoder turns pictures of this size into H.264; the media process takes the first that does. */
export function workingEncoders(size: PictureSize, frameRate: number, bitrateKbps: number): { hardware: boolean; software: boolean } {
  const settings = { frameRate, bitrateKbps, size, allowHardware: true };
  return { hardware: encodes('h264_v4l2m2m', size, settings), software: encodes('libx264', size, settings) };
}
