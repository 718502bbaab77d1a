import type { VideoFormat } from '../media/protocol.ts';
import { splitNalUnits } from './annex-b.ts';
import { samplesOfFrame, type SoundRun } from '../media/sound/sound-frame.ts';
import { movieBox, sampleEntryTypes, soundTrackId, trackId } from './movie-box.ts';
import { box, fullBox, table, u32, u64 } from './mp4-boxes.ts';
import { codecOf, nalUnitSyntax, type VideoCodec } from './video-codec.ts';

/**
 * One track of H.264 or H.265, and perhaps one of sound, as fragmented MP4 (ISO/IEC 14496-12, 8.8; -15, 5.3 and 8.3), made in
 * memory: a file of complete fragments can be played whatever happens to its
 * writer, and the same bytes can be served as live segments.
 */

export interface Sample {
  /** NAL units with their lengths before them. */
  readonly data: Buffer;
  readonly durationMilliseconds: number;
  readonly isKeyframe: boolean;
}

/**
 * A picture as MP4 wants it: each NAL unit after its length (ISO/IEC 14496-15, 5.3.4.2). Parameter sets of H.264 stay,
 * because a later part may have others; those of H.265 stand at the beginning alone (8.4.1.1, for `hvc1`).
 */
export const lengthPrefixed = (annexB: Buffer, codec: VideoCodec = 'h264'): Buffer =>
  Buffer.concat(unitsInMp4(annexB, codec).flatMap((unit) => [u32(unit.length), unit]));

/** How long that becomes. */
export const lengthPrefixedBytes = (annexB: Buffer, codec: VideoCodec = 'h264'): number =>
  unitsInMp4(annexB, codec).reduce((sum, unit) => sum + 4 + unit.length, 0);

function unitsInMp4(annexB: Buffer, codec: VideoCodec): Buffer[] {
  const { typeOf, isLeftOut, parameterSets } = nalUnitSyntax[codec];
  const leavesOut = codec === 'h264' ? isLeftOut : (type: number): boolean => isLeftOut(type) || parameterSets.includes(type);
  return splitNalUnits(annexB).filter((unit) => !leavesOut(typeOf(unit)));
}

/**
 * What comes before the first fragment.
 *
 * @param keyframe the first picture, with its parameter sets
 * @param hasSound a track of sound is beside the pictures
 * @throws when the parameter sets are missing
 */
export function initializationSegment(size: VideoFormat, keyframe: Buffer, hasSound = false): Buffer {
  const noSamples = [
    fullBox('stts', 0, 0, u32(0)),
    fullBox('stsc', 0, 0, u32(0)),
    fullBox('stsz', 0, 0, u32(0, 0)),
    fullBox('stco', 0, 0, u32(0)),
  ];
  return Buffer.concat([
    box('ftyp', Buffer.from('iso5'), u32(512), Buffer.from(`iso5iso6mp41${sampleEntryTypes[codecOf(size)]}`)),
    movieBox({
      size,
      keyframe,
      durationMilliseconds: 0,
      sampleTables: noSamples,
      sound: hasSound ? { beginSamples: 0, durationSamples: 0, sampleTables: noSamples } : null,
      extensions: [
        box(
          'mvex',
          fullBox('trex', 0, 0, u32(trackId, 1, 0, 0, 0)),
          ...(hasSound ? [fullBox('trex', 0, 0, u32(soundTrackId, 1, samplesOfFrame, 0, 0))] : []),
        ),
      ],
    }),
  ]);
}

/**
 * One fragment: its table (`moof`) and its pictures, and what was heard of the time (`mdat`).
 *
 * @param number counts the fragments from 1
 * @param decodeTimeMilliseconds of its first picture, from the start of the file
 * @param sound what belongs to it; for a file that began with such a track
 */
export function fragment(
  number: number,
  decodeTimeMilliseconds: number,
  samples: readonly Sample[],
  sound: SoundRun | null = null,
): Buffer {
  const pictureBytes = samples.reduce((sum, { data }) => sum + data.length, 0);
  const movieFragment = (dataOffset: number): Buffer =>
    box(
      'moof',
      fullBox('mfhd', 0, 0, u32(number)),
      box(
        'traf',
        fullBox('tfhd', 0, flags.defaultBaseIsMoof, u32(trackId)),
        fullBox('tfdt', 1, 0, u64(decodeTimeMilliseconds)),
        fullBox(
          'trun',
          0,
          flags.dataOffset | flags.sampleDuration | flags.sampleSize | flags.sampleFlags,
          u32(samples.length, dataOffset),
          u32(
            ...samples.flatMap(({ data, durationMilliseconds, isKeyframe }) => [
              durationMilliseconds,
              data.length,
              isKeyframe ? syncSample : dependentSample,
            ]),
          ),
        ),
      ),
      ...(sound === null ? [] : [soundFragment(sound, dataOffset + pictureBytes)]),
    );
  const dataOffset = movieFragment(0).length + 8;
  return Buffer.concat([movieFragment(dataOffset), box('mdat', ...samples.map(({ data }) => data), ...(sound?.frames ?? []))]);
}

/** Frames of sound are all of one length, and none needs another. */
function soundFragment({ decodeTimeSamples, frames }: SoundRun, dataOffset: number): Buffer {
  return box(
    'traf',
    fullBox('tfhd', 0, flags.defaultBaseIsMoof, u32(soundTrackId)),
    fullBox('tfdt', 1, 0, u64(decodeTimeSamples)),
    fullBox('trun', 0, flags.dataOffset | flags.sampleSize, u32(frames.length, dataOffset), table(frames.map(({ length }) => length))),
  );
}

/** ISO/IEC 14496-12, 8.8.7 and 8.8.8. */
const flags = { defaultBaseIsMoof: 0x20000, dataOffset: 0x1, sampleDuration: 0x100, sampleSize: 0x200, sampleFlags: 0x400 } as const;
/** ISO/IEC 14496-12, 8.8.3.1: depends on no other sample; depends on others and is no sync sample. */
const syncSample = 0x02000000;
const dependentSample = 0x01010000;
