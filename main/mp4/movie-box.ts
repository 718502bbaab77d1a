import type { VideoFormat } from '../media/protocol.ts';
import { nalUnitType, nalUnitTypes, splitNalUnits } from './annex-b.ts';
import { box, bytes, fullBox, u16, u32 } from './mp4-boxes.ts';

/** Ticks a second: capture times are milliseconds. */
const timescale = 1000;
export const trackId = 1;

interface Movie {
  size: VideoFormat;
  /** The first picture, with its parameter sets. */
  keyframe: Buffer;
  /** 0 where fragments follow. */
  durationMilliseconds: number;
  /** What says where the pictures are (ISO/IEC 14496-12, 8.6 and 8.7). */
  sampleTables: Buffer[];
  extensions: Buffer[];
}

/**
 * The description of a file with one H.264 track (`moov`, ISO/IEC 14496-12, 8.2; -15, 5.3).
 *
 * @throws when the parameter sets are missing
 */
export function movieBox({
  size: { widthPixels, heightPixels, cameraProfile },
  keyframe,
  durationMilliseconds,
  sampleTables,
  extensions,
}: Movie): Buffer {
  const units = splitNalUnits(keyframe);
  const sequenceParameters = units.find((unit) => nalUnitType(unit) === nalUnitTypes.sequenceParameters);
  const pictureParameters = units.find((unit) => nalUnitType(unit) === nalUnitTypes.pictureParameters);
  if (sequenceParameters === undefined || pictureParameters === undefined) {
    throw new Error('the encoder began without parameter sets');
  }
  const sampleEntry = box(
    'avc1',
    bytes(0, 0, 0, 0, 0, 0),
    u16(1), // reserved, data reference
    Buffer.alloc(16),
    u16(widthPixels, heightPixels),
    u32(0x480000, 0x480000, 0),
    u16(1), // 72 dpi, one picture a sample
    Buffer.alloc(32),
    u16(24, 0xffff), // no compressor name, no colour table
    decoderConfiguration(sequenceParameters, pictureParameters),
    ...(cameraProfile === undefined ? [coloursOfJpeg] : []), // a camera's H.264 says by itself what its colours are
  );
  const media = box(
    'mdia',
    fullBox('mdhd', 0, 0, u32(0, 0, timescale, durationMilliseconds), u16(0x55c4, 0)), // language "und"
    fullBox('hdlr', 0, 0, u32(0), Buffer.from('vide'), Buffer.alloc(12), Buffer.from('video\0')),
    box(
      'minf',
      fullBox('vmhd', 0, 1, Buffer.alloc(8)),
      box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))),
      box('stbl', fullBox('stsd', 0, 0, u32(1), sampleEntry), ...sampleTables),
    ),
  );
  return box(
    'moov',
    fullBox(
      'mvhd',
      0,
      0,
      u32(0, 0, timescale, durationMilliseconds, 0x10000),
      u16(0x100, 0),
      Buffer.alloc(8),
      unityMatrix,
      Buffer.alloc(24),
      u32(trackId + 1),
    ),
    box(
      'trak',
      fullBox(
        'tkhd',
        0,
        3,
        u32(0, 0, trackId, 0, durationMilliseconds),
        Buffer.alloc(16),
        unityMatrix,
        u32(widthPixels * 0x10000, heightPixels * 0x10000),
      ),
      media,
    ),
    ...extensions,
  );
}

/** ISO/IEC 23091-2: primaries of BT.709, transfer of sRGB, matrix of BT.601, full range. */
const coloursOfJpeg = box('colr', Buffer.from('nclx'), u16(1, 13, 5), bytes(0x80));

const unityMatrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1). */
function decoderConfiguration(sequenceParameters: Buffer, pictureParameters: Buffer): Buffer {
  const [, profile = 0, compatibility = 0, level = 0] = sequenceParameters;
  const isHighProfile = ![66, 77, 88].includes(profile);
  return box(
    'avcC',
    bytes(1, profile, compatibility, level, 0xff, 0xe1), // four-byte lengths, one sequence parameter set
    u16(sequenceParameters.length),
    sequenceParameters,
    bytes(1),
    u16(pictureParameters.length),
    pictureParameters,
    isHighProfile ? bytes(0xfd, 0xf8, 0xf8, 0) : Buffer.alloc(0), // 4:2:0, 8 bits
  );
}
