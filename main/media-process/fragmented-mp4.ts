import type { PictureSize } from '../media/protocol.ts';
import { nalUnitType, nalUnitTypes, splitNalUnits } from './annex-b.ts';
import { box, bytes, fullBox, u16, u32, u64 } from './mp4-boxes.ts';

/**
 * One H.264 track as fragmented MP4 (ISO/IEC 14496-12, 8.8; -15, 5.3), made in
 * memory: a file of complete fragments can be played whatever happens to its
 * writer, and the same bytes can be served as live segments.
 */

/** Ticks a second: capture times are milliseconds. */
const timescale = 1000;
const trackId = 1;

export interface Sample {
  /** NAL units with their lengths before them. */
  readonly data: Buffer;
  readonly durationMilliseconds: number;
  readonly isKeyframe: boolean;
}

/** A picture as MP4 wants it: each NAL unit after its length (ISO/IEC 14496-15, 5.3.4.2). Parameter sets stay, because a later part may have others. */
export function lengthPrefixed(annexB: Buffer): Buffer {
  return Buffer.concat(
    splitNalUnits(annexB)
      .filter((unit) => nalUnitType(unit) !== nalUnitTypes.accessUnitDelimiter)
      .flatMap((unit) => [u32(unit.length), unit]),
  );
}

/**
 * What comes before the first fragment.
 *
 * @param keyframe the first picture, with its parameter sets
 * @throws when the parameter sets are missing
 */
export function initializationSegment({ widthPixels, heightPixels }: PictureSize, keyframe: Buffer): Buffer {
  const units = splitNalUnits(keyframe);
  const sequenceParameters = units.find((unit) => nalUnitType(unit) === nalUnitTypes.sequenceParameters);
  const pictureParameters = units.find((unit) => nalUnitType(unit) === nalUnitTypes.pictureParameters);
  if (sequenceParameters === undefined || pictureParameters === undefined) {
    throw new Error('the encoder began without parameter sets');
  }
  const sampleEntry = box(
    'avc1',
    bytes(0, 0, 0, 0, 0, 0), u16(1), // reserved, data reference
    Buffer.alloc(16), u16(widthPixels, heightPixels),
    u32(0x480000, 0x480000, 0), u16(1), // 72 dpi, one picture a sample
    Buffer.alloc(32), u16(24, 0xffff), // no compressor name, no colour table
    decoderConfiguration(sequenceParameters, pictureParameters),
    // Colours as in a JPEG (ISO/IEC 23091-2): primaries of BT.709, transfer of sRGB, matrix of BT.601, full range.
    box('colr', Buffer.from('nclx'), u16(1, 13, 5), bytes(0x80)),
  );
  const media = box(
    'mdia',
    fullBox('mdhd', 0, 0, u32(0, 0, timescale, 0), u16(0x55c4, 0)), // language "und"
    fullBox('hdlr', 0, 0, u32(0), Buffer.from('vide'), Buffer.alloc(12), Buffer.from('video\0')),
    box(
      'minf',
      fullBox('vmhd', 0, 1, Buffer.alloc(8)),
      box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))),
      box(
        'stbl',
        fullBox('stsd', 0, 0, u32(1), sampleEntry),
        fullBox('stts', 0, 0, u32(0)),
        fullBox('stsc', 0, 0, u32(0)),
        fullBox('stsz', 0, 0, u32(0, 0)),
        fullBox('stco', 0, 0, u32(0)),
      ),
    ),
  );
  return Buffer.concat([
    box('ftyp', Buffer.from('iso5'), u32(512), Buffer.from('iso5iso6mp41avc1')),
    box(
      'moov',
      fullBox('mvhd', 0, 0, u32(0, 0, timescale, 0, 0x10000), u16(0x100, 0), Buffer.alloc(8), unityMatrix, Buffer.alloc(24), u32(trackId + 1)),
      box(
        'trak',
        fullBox('tkhd', 0, 3, u32(0, 0, trackId, 0, 0), Buffer.alloc(16), unityMatrix, u32(widthPixels * 0x10000, heightPixels * 0x10000)),
        media,
      ),
      box('mvex', fullBox('trex', 0, 0, u32(trackId, 1, 0, 0, 0))),
    ),
  ]);
}

/**
 * One fragment: its table (`moof`) and its pictures (`mdat`).
 *
 * @param number counts the fragments from 1
 * @param decodeTimeMilliseconds of its first picture, from the start of the file
 */
export function fragment(number: number, decodeTimeMilliseconds: number, samples: readonly Sample[]): Buffer {
  const movieFragment = (dataOffset: number): Buffer =>
    box(
      'moof',
      fullBox('mfhd', 0, 0, u32(number)),
      box(
        'traf',
        fullBox('tfhd', 0, flags.defaultBaseIsMoof, u32(trackId)),
        fullBox('tfdt', 1, 0, u64(decodeTimeMilliseconds)),
        fullBox(
          'trun', 0, flags.dataOffset | flags.sampleDuration | flags.sampleSize | flags.sampleFlags,
          u32(samples.length, dataOffset),
          u32(...samples.flatMap(({ data, durationMilliseconds, isKeyframe }) => [durationMilliseconds, data.length, isKeyframe ? syncSample : dependentSample])),
        ),
      ),
    );
  const dataOffset = movieFragment(0).length + 8;
  return Buffer.concat([movieFragment(dataOffset), box('mdat', ...samples.map(({ data }) => data))]);
}

/** ISO/IEC 14496-12, 8.8.7 and 8.8.8. */
const flags = { defaultBaseIsMoof: 0x20000, dataOffset: 0x1, sampleDuration: 0x100, sampleSize: 0x200, sampleFlags: 0x400 } as const;
/** ISO/IEC 14496-12, 8.8.3.1: depends on no other sample; depends on others and is no sync sample. */
const syncSample = 0x02000000;
const dependentSample = 0x01010000;

const unityMatrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1). */
function decoderConfiguration(sequenceParameters: Buffer, pictureParameters: Buffer): Buffer {
  const [, profile = 0, compatibility = 0, level = 0] = sequenceParameters;
  const isHighProfile = ![66, 77, 88].includes(profile);
  return box(
    'avcC',
    bytes(1, profile, compatibility, level, 0xff, 0xe1), // four-byte lengths, one sequence parameter set
    u16(sequenceParameters.length), sequenceParameters,
    bytes(1), u16(pictureParameters.length), pictureParameters,
    isHighProfile ? bytes(0xfd, 0xf8, 0xf8, 0) : Buffer.alloc(0), // 4:2:0, 8 bits
  );
}
