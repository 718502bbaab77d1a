import type { VideoFormat } from '../media/protocol.ts';
import { samplesOfFrame } from '../media/sound/sound-frame.ts';
import { movieBox, sampleEntryTypes, type SoundTrackOfMovie } from './movie-box.ts';
import { box, fullBox, table, u32 } from './mp4-boxes.ts';
import { codecOf } from './video-codec.ts';

export interface PlainSample {
  readonly sizeBytes: number;
  readonly durationMilliseconds: number;
  readonly isKeyframe: boolean;
}

/** Sound between the pictures. */
export interface PlainSound {
  /** Where the first frame is heard, in samples from the first picture. */
  readonly beginSamples: number;
  /** So many pictures, then these frames, and so on. */
  readonly chunks: readonly { readonly pictureCount: number; readonly frameBytes: readonly number[] }[];
}

/**
 * What comes before the pictures of a plain MP4 file with its tables first, so
 * that players know at once how long it is and where everything is (ISO/IEC
 * 14496-12, 8.6 and 8.7). Pictures and sound follow without anything in between.
 *
 * @param keyframe the first picture, with its parameter sets
 * @param sound null for pictures alone
 * @throws when the parameter sets are missing, or a file with 32-bit offsets cannot hold the pictures
 */
export function plainHeader(size: VideoFormat, keyframe: Buffer, samples: readonly PlainSample[], sound: PlainSound | null = null): Buffer {
  const chunks = sound?.chunks ?? [{ pictureCount: samples.length, frameBytes: [] }]; // one chunk holds all
  const durationMilliseconds = samples.reduce((sum, sample) => sum + sample.durationMilliseconds, 0);
  const keyframes = samples.flatMap(({ isKeyframe }, index) => (isKeyframe ? [index + 1] : []));
  const type = box('ftyp', Buffer.from('isom'), u32(512), Buffer.from(`isomiso2${sampleEntryTypes[codecOf(size)]}mp41`));
  const { pictureOffsets, soundOffsets, contentBytes } = placesOf(samples, chunks);
  const movie = (contentOffset: number): Buffer =>
    movieBox({
      size,
      keyframe,
      durationMilliseconds,
      sampleTables: [
        fullBox('stts', 0, 0, u32(samples.length), table(samples.flatMap((sample) => [1, sample.durationMilliseconds]))),
        fullBox('stss', 0, 0, u32(keyframes.length), table(keyframes)),
        chunkSizes(chunks.map(({ pictureCount }) => pictureCount)),
        fullBox('stsz', 0, 0, u32(0, samples.length), table(samples.map(({ sizeBytes }) => sizeBytes))),
        chunkOffsets(pictureOffsets.map((offset) => contentOffset + offset)),
      ],
      sound:
        sound === null
          ? null
          : soundTables(
              sound,
              soundOffsets.map((offset) => contentOffset + offset),
            ),
      extensions: [],
    });
  const contentOffset = type.length + movie(0).length + 8;
  if (contentOffset + contentBytes > 0xffffffff) {
    throw new Error('the clip is larger than 4 GB');
  }
  return Buffer.concat([type, movie(contentOffset), u32(8 + contentBytes), Buffer.from('mdat')]);
}

/** From the beginning of the content. A chunk of sound that is empty has no place. */
function placesOf(
  samples: readonly PlainSample[],
  chunks: PlainSound['chunks'],
): { pictureOffsets: number[]; soundOffsets: number[]; contentBytes: number } {
  const pictureOffsets: number[] = [];
  const soundOffsets: number[] = [];
  let at = 0;
  let sample = 0;
  for (const { pictureCount, frameBytes } of chunks) {
    pictureOffsets.push(at);
    at += samples.slice(sample, sample + pictureCount).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    sample += pictureCount;
    if (frameBytes.length > 0) {
      soundOffsets.push(at);
      at += frameBytes.reduce((sum, bytes) => sum + bytes, 0);
    }
  }
  return { pictureOffsets, soundOffsets, contentBytes: at };
}

const chunkSizes = (counts: readonly number[]): Buffer =>
  fullBox('stsc', 0, 0, u32(counts.length), table(counts.flatMap((count, index) => [index + 1, count, 1])));

const chunkOffsets = (offsets: readonly number[]): Buffer => fullBox('stco', 0, 0, u32(offsets.length), table(offsets));

function soundTables({ beginSamples, chunks }: PlainSound, offsets: readonly number[]): SoundTrackOfMovie {
  const filled = chunks.map(({ frameBytes }) => frameBytes).filter(({ length }) => length > 0);
  const frames = filled.flat();
  return {
    beginSamples,
    durationSamples: frames.length * samplesOfFrame,
    sampleTables: [
      fullBox('stts', 0, 0, u32(1, frames.length, samplesOfFrame)),
      chunkSizes(filled.map(({ length }) => length)),
      fullBox('stsz', 0, 0, u32(0, frames.length), table(frames)),
      chunkOffsets(offsets),
    ],
  };
}
