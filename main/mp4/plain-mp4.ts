import type { VideoFormat } from '../media/protocol.ts';
import { movieBox } from './movie-box.ts';
import { box, fullBox, u32 } from './mp4-boxes.ts';

export interface PlainSample {
  readonly sizeBytes: number;
  readonly durationMilliseconds: number;
  readonly isKeyframe: boolean;
}

/**
 * What comes before the pictures of a plain MP4 file with its tables first, so
 * that players know at once how long it is and where everything is (ISO/IEC
 * 14496-12, 8.6 and 8.7). The pictures follow without anything in between.
 *
 * @param keyframe the first picture, with its parameter sets
 * @throws when the parameter sets are missing, or a file with 32-bit offsets cannot hold the pictures
 */
export function plainHeader(size: VideoFormat, keyframe: Buffer, samples: readonly PlainSample[]): Buffer {
  const contentBytes = samples.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const durationMilliseconds = samples.reduce((sum, sample) => sum + sample.durationMilliseconds, 0);
  const keyframes = samples.flatMap(({ isKeyframe }, index) => (isKeyframe ? [index + 1] : []));
  const type = box('ftyp', Buffer.from('isom'), u32(512), Buffer.from('isomiso2avc1mp41'));
  const movie = (contentOffset: number): Buffer =>
    movieBox({
      size,
      keyframe,
      durationMilliseconds,
      sampleTables: [
        fullBox('stts', 0, 0, u32(samples.length), table(samples.flatMap((sample) => [1, sample.durationMilliseconds]))),
        fullBox('stss', 0, 0, u32(keyframes.length), table(keyframes)),
        fullBox('stsc', 0, 0, u32(1, 1, samples.length, 1)), // one chunk holds all
        fullBox('stsz', 0, 0, u32(0, samples.length), table(samples.map(({ sizeBytes }) => sizeBytes))),
        fullBox('stco', 0, 0, u32(1, contentOffset)),
      ],
      extensions: [],
    });
  const contentOffset = type.length + movie(0).length + 8;
  if (contentOffset + contentBytes > 0xffffffff) {
    throw new Error('the clip is larger than 4 GB');
  }
  return Buffer.concat([type, movie(contentOffset), u32(8 + contentBytes), Buffer.from('mdat')]);
}

/** As `u32`, for any number of values. */
function table(values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => buffer.writeUInt32BE(value, index * 4));
  return buffer;
}
