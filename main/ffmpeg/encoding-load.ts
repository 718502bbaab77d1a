import { availableParallelism } from 'node:os';
import { AV_LOG_QUIET, AV_PIX_FMT_YUV420P } from 'node-av/constants';
import { Frame, Log } from 'node-av/lib';
import type { PictureSize } from '../media/protocol.ts';
import { check } from './ffmpeg-error.ts';
import { type EncoderName, H264Encoder } from './h264-encoder.ts';

/** One size in which the same pictures are encoded. */
export interface EncodedSize extends PictureSize {
  readonly bitrateKbps: number;
}

export interface EncodingLoad {
  /** What all sizes of one picture take together. */
  readonly cpuMillisecondsPerPicture: number;
  readonly cores: number;
}

const measuredPictures = 20;
/** A room in which something moves, and not noise: the first few pictures fill what the encoder looks back on. */
const stepPixels = 3;

/** What it costs to encode pictures in these sizes, in a process that does nothing else. Throws FFmpeg's error. */
export function encodingLoad(name: EncoderName, sizes: readonly EncodedSize[], frameRate: number): EncodingLoad {
  const logLevel = Log.getLevel();
  Log.setLevel(AV_LOG_QUIET); // it tells of every encoder how it did
  try {
    const milliseconds = sizes.map((size) => costOf(name, size, frameRate)).reduce((sum, each) => sum + each, 0);
    return { cpuMillisecondsPerPicture: milliseconds, cores: availableParallelism() };
  } finally {
    Log.setLevel(logLevel);
  }
}

function costOf(name: EncoderName, { bitrateKbps, ...size }: EncodedSize, frameRate: number): number {
  const pictures = [0, 1, 2, 3].map((step) => paint(size, step * stepPixels));
  const encoder = new H264Encoder(name, size, { frameRate, bitrateKbps, size, allowHardware: true });
  try {
    const before = process.cpuUsage();
    for (let index = 0; index < measuredPictures; index += 1) {
      // There and back again, as a cat does.
      const picture = pictures[[0, 1, 2, 3, 2, 1][index % 6] ?? 0];
      if (picture !== undefined) {
        encoder.encode(picture, Math.round((index * 1000) / frameRate), index === 0);
      }
    }
    encoder.drain();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / measuredPictures;
  } finally {
    encoder.close();
    pictures.forEach((picture) => picture.free());
  }
}

/** Smooth shades with edges in them, which are where the step says. */
function paint({ widthPixels, heightPixels }: PictureSize, offset: number): Frame {
  const picture = new Frame();
  picture.alloc();
  picture.format = AV_PIX_FMT_YUV420P;
  picture.width = widthPixels;
  picture.height = heightPixels;
  check(picture.getBuffer(0), 'make a picture');
  const [light, ...colours] = picture.data ?? [];
  const lineBytes = picture.linesize[0] ?? widthPixels;
  const across = Array.from({ length: widthPixels }, (_none, x) => Math.sin((x + offset) / 37));
  for (let y = 0; light !== undefined && y < heightPixels; y += 1) {
    const down = 60 * Math.cos((y - offset) / 29);
    for (let x = 0; x < widthPixels; x += 1) {
      const shade = 128 + down * (across[x] ?? 0);
      const edge = (((x + 2 * offset) >> 5) ^ (y >> 5)) & 1 ? 24 : 0;
      light[y * lineBytes + x] = Math.max(16, Math.min(235, shade + edge + ((x * 7 + y * 13) % 5)));
    }
  }
  colours.forEach((plane) => plane.fill(128));
  return picture;
}
