import type { VideoFormat } from '../media/protocol.ts';
import { audioSpecificConfig, samplesPerSecond } from '../media/sound/sound-frame.ts';
import { nalUnitType, nalUnitTypes, splitNalUnits } from './annex-b.ts';
import { h265DecoderConfiguration } from './h265-configuration.ts';
import { box, bytes, fullBox, u16, u32 } from './mp4-boxes.ts';
import { codecOf, type VideoCodec } from './video-codec.ts';

/** Ticks a second: capture times are milliseconds. */
const timescale = 1000;
export const trackId = 1;
export const soundTrackId = 2;
/** What a track of pictures is of; also the brand of such files. */
export const sampleEntryTypes: Readonly<Record<VideoCodec, string>> = { h264: 'avc1', h265: 'hvc1' };

/** A track of sound beside the pictures. */
export interface SoundTrackOfMovie {
  /** Where it begins, from the first picture. */
  readonly beginSamples: number;
  /** 0 where fragments follow. */
  readonly durationSamples: number;
  /** What says where the frames are. */
  readonly sampleTables: readonly Buffer[];
}

interface Movie {
  size: VideoFormat;
  /** The first picture, with its parameter sets. */
  keyframe: Buffer;
  /** 0 where fragments follow. */
  durationMilliseconds: number;
  /** What says where the pictures are (ISO/IEC 14496-12, 8.6 and 8.7). */
  sampleTables: Buffer[];
  /** null without sound. */
  sound: SoundTrackOfMovie | null;
  extensions: Buffer[];
}

/**
 * The description of a file with one track of H.264 or H.265, and perhaps one of sound (`moov`, ISO/IEC 14496-12, 8.2; -15, 5.3 and 8.3).
 *
 * @throws when the parameter sets are missing
 */
export function movieBox({ size, keyframe, durationMilliseconds, sampleTables, sound, extensions }: Movie): Buffer {
  const { widthPixels, heightPixels, cameraProfile } = size;
  const codec = codecOf(size);
  const sampleEntry = box(
    sampleEntryTypes[codec],
    bytes(0, 0, 0, 0, 0, 0),
    u16(1), // reserved, data reference
    Buffer.alloc(16),
    u16(widthPixels, heightPixels),
    u32(0x480000, 0x480000, 0),
    u16(1), // 72 dpi, one picture a sample
    Buffer.alloc(32),
    u16(24, 0xffff), // no compressor name, no colour table
    codec === 'h265' ? box('hvcC', h265DecoderConfiguration(keyframe)) : h264DecoderConfiguration(keyframe),
    ...(cameraProfile === undefined ? [coloursOfJpeg] : []), // a camera's video says by itself what its colours are
  );
  const media = mediaBox({
    ticksPerSecond: timescale,
    durationTicks: durationMilliseconds,
    handler: 'vide',
    handlerName: 'video',
    header: fullBox('vmhd', 0, 1, Buffer.alloc(8)),
    sampleEntry,
    sampleTables,
  });
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
      u32((sound === null ? trackId : soundTrackId) + 1),
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
    ...(sound === null ? [] : [soundTrackBox(sound)]),
    ...extensions,
  );
}

/** The track of sound (`trak`; the sample entry by ISO/IEC 14496-14, 5.6). */
function soundTrackBox({ beginSamples, durationSamples, sampleTables }: SoundTrackOfMovie): Buffer {
  const [beginTicks, durationTicks] = [beginSamples, durationSamples].map((samples) =>
    Math.round((samples * timescale) / samplesPerSecond),
  ) as [number, number];
  const sampleEntry = box(
    'mp4a',
    bytes(0, 0, 0, 0, 0, 0),
    u16(1), // reserved, data reference
    Buffer.alloc(8),
    u16(1, 16, 0, 0), // one channel, 16 bits
    u32(samplesPerSecond * 0x10000),
    elementaryStream,
  );
  return box(
    'trak',
    fullBox(
      'tkhd',
      0,
      3,
      u32(0, 0, soundTrackId, 0, beginTicks + durationTicks),
      Buffer.alloc(8),
      u16(0, 0, 0x100, 0), // full volume
      unityMatrix,
      u32(0, 0),
    ),
    // Nothing is heard up to then (ISO/IEC 14496-12, 8.6.6).
    ...(beginTicks === 0 ? [] : [box('edts', fullBox('elst', 0, 0, u32(2, beginTicks, 0xffffffff, 0x10000, durationTicks, 0, 0x10000)))]),
    mediaBox({
      ticksPerSecond: samplesPerSecond,
      durationTicks: durationSamples,
      handler: 'soun',
      handlerName: 'sound',
      header: fullBox('smhd', 0, 0, Buffer.alloc(4)),
      sampleEntry,
      sampleTables,
    }),
  );
}

interface Media {
  ticksPerSecond: number;
  durationTicks: number;
  handler: 'vide' | 'soun';
  /** For people. */
  handlerName: string;
  /** `vmhd` or `smhd`. */
  header: Buffer;
  sampleEntry: Buffer;
  sampleTables: readonly Buffer[];
}

/** What a track is of, in this file (`mdia`, ISO/IEC 14496-12, 8.4). */
function mediaBox({ ticksPerSecond, durationTicks, handler, handlerName, header, sampleEntry, sampleTables }: Media): Buffer {
  return box(
    'mdia',
    fullBox('mdhd', 0, 0, u32(0, 0, ticksPerSecond, durationTicks), u16(0x55c4, 0)), // language "und"
    fullBox('hdlr', 0, 0, u32(0), Buffer.from(handler), Buffer.alloc(12), Buffer.from(`${handlerName}\0`)),
    box(
      'minf',
      header,
      box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))),
      box('stbl', fullBox('stsd', 0, 0, u32(1), sampleEntry), ...sampleTables),
    ),
  );
}

/** A descriptor whose content is shorter than 128 bytes (ISO/IEC 14496-1, 8.3.3). */
const descriptor = (tag: number, ...content: Buffer[]): Buffer => {
  const joined = Buffer.concat(content);
  return Buffer.concat([bytes(tag, joined.length), joined]);
};

/** What decodes the sound (`esds`, ISO/IEC 14496-14, 5.6; ISO/IEC 14496-1, 7.2.6): object type AAC, audio stream. */
const elementaryStream = fullBox(
  'esds',
  0,
  0,
  descriptor(
    3,
    u16(0),
    bytes(0),
    descriptor(4, bytes(0x40, 0x15, 0, 0, 0), u32(0, 0), descriptor(5, audioSpecificConfig)),
    descriptor(6, bytes(2)),
  ),
);

/** ISO/IEC 23091-2: primaries of BT.709, transfer of sRGB, matrix of BT.601, full range. */
const coloursOfJpeg = box('colr', Buffer.from('nclx'), u16(1, 13, 5), bytes(0x80));

const unityMatrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/**
 * AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1).
 *
 * @throws when the parameter sets are missing
 */
function h264DecoderConfiguration(keyframe: Buffer): Buffer {
  const units = splitNalUnits(keyframe);
  const sequenceParameters = units.find((unit) => nalUnitType(unit) === nalUnitTypes.sequenceParameters);
  const pictureParameters = units.find((unit) => nalUnitType(unit) === nalUnitTypes.pictureParameters);
  if (sequenceParameters === undefined || pictureParameters === undefined) {
    throw new Error('the encoder began without parameter sets');
  }
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
