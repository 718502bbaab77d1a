import { AV_LOG_QUIET, AV_PIX_FMT_YUV420P } from 'node-av/constants';
import { Frame, Log } from 'node-av/lib';
import { check } from './ffmpeg-error.ts';
import { H264Encoder } from './h264-encoder.ts';
import type { PictureSize } from '../media/protocol.ts';
import { smallerBitrateKbps, smallerSize } from '../media/rendition.ts';

/** After what an encoder does at its beginning alone. */
const warmUpPictures = 5;
const measuredPictures = 20;

/**
 * What the processor does for one picture that is encoded in its own size and in smaller ones, in milliseconds of its time.
 *
 * @param heightsPixels those that are no smaller are left out
 * @throws when the encoder refuses a size
 */
export function encodingMilliseconds(full: PictureSize, frameRate: number, bitrateKbps: number, heightsPixels: readonly number[]): number {
  const smaller = heightsPixels.flatMap((height) => smallerSize(full, height) ?? []);
  return [full, ...smaller].reduce(
    (sum, size) => sum + costOf(size, frameRate, size === full ? bitrateKbps : smallerBitrateKbps(bitrateKbps, full, size)),
    0,
  );
}

function costOf(size: PictureSize, frameRate: number, bitrateKbps: number): number {
  const logLevel = Log.getLevel();
  Log.setLevel(AV_LOG_QUIET); // it sums up what it did
  const encoder = new H264Encoder('libx264', size, { frameRate, bitrateKbps, size, allowHardware: false });
  const picture = new Frame();
  try {
    picture.alloc();
    picture.format = AV_PIX_FMT_YUV420P;
    picture.width = size.widthPixels;
    picture.height = size.heightPixels;
    check(picture.getBuffer(0), 'make a picture');
    let before = process.cpuUsage();
    for (let index = 0; index < warmUpPictures + measuredPictures; index += 1) {
      if (index === warmUpPictures) {
        before = process.cpuUsage();
      }
      drawMoment(picture, index);
      encoder.encode(picture, Math.round((index * 1000) / frameRate), index === 0);
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / measuredPictures;
  } finally {
    encoder.close();
    picture.free();
    Log.setLevel(logLevel);
  }
}

/** A room with the noise of a camera, in which a part moves: what is all one colour costs next to nothing. */
function drawMoment(picture: Frame, moment: number): void {
  const [luma] = picture.data ?? [];
  if (luma === undefined) {
    return;
  }
  let random = moment + 1;
  for (let index = 0; index < luma.length; index += 1) {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    const moves = (index >> 4) % 8 === 0 ? moment * 3 : 0;
    luma[index] = 64 + (((index >> 3) + moves) & 0x7f) + (random >>> 29);
  }
}
