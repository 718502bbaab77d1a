import { BitReader } from './bit-reader.ts';

/** What a sequence parameter set says of the pictures (ITU-T H.264, 7.3.2.1). */
export interface SequenceParameters {
  /** 66 is Baseline, 77 Main, 100 High. */
  readonly profile: number;
  /** As in avcC: the bits that follow the profile. */
  readonly constraints: number;
  /** Times ten. */
  readonly level: number;
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** 4:2:0 with eight bits a sample, which every player decodes. */
  readonly isCommonFormat: boolean;
  readonly isInterlaced: boolean;
}

/** With a chroma format and bit depths of their own. */
const highProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);
const largestPixels = 16_384;
const highestLevel = 62;

/**
 * @param unit a NAL unit of the type 7
 * @returns null when it is none that can be understood
 */
export function readSequenceParameters(unit: Uint8Array): SequenceParameters | null {
  try {
    const read = parse(new BitReader(unit.subarray(1)));
    const isPlausible = [read.widthPixels, read.heightPixels].every((pixels) => pixels > 0 && pixels <= largestPixels);
    return isPlausible && read.level <= highestLevel ? read : null;
  } catch {
    return null;
  }
}

function parse(reader: BitReader): SequenceParameters {
  const profile = reader.bits(8);
  const constraints = reader.bits(8);
  const level = reader.bits(8);
  reader.unsigned(); // its number
  const format = highProfiles.has(profile) ? readFormat(reader) : { chroma: 1, depth: 8 };
  reader.unsigned(); // log2_max_frame_num_minus4
  skipPictureOrder(reader);
  reader.unsigned(); // max_num_ref_frames
  reader.bit(); // gaps_in_frame_num_value_allowed_flag
  const widthInBlocks = reader.unsigned() + 1;
  const heightInUnits = reader.unsigned() + 1;
  const isInterlaced = reader.bit() === 0;
  if (isInterlaced) {
    reader.bit(); // mb_adaptive_frame_field_flag
  }
  reader.bit(); // direct_8x8_inference_flag
  const [left, right, top, bottom] =
    reader.bit() === 1 ? [reader.unsigned(), reader.unsigned(), reader.unsigned(), reader.unsigned()] : [0, 0, 0, 0];
  const cropX = format.chroma === 1 || format.chroma === 2 ? 2 : 1;
  const cropY = (format.chroma === 1 ? 2 : 1) * (isInterlaced ? 2 : 1);
  return {
    profile,
    constraints,
    level,
    widthPixels: widthInBlocks * 16 - (left + right) * cropX,
    heightPixels: heightInUnits * 16 * (isInterlaced ? 2 : 1) - (top + bottom) * cropY,
    isCommonFormat: format.chroma === 1 && format.depth === 8,
    isInterlaced,
  };
}

function readFormat(reader: BitReader): { chroma: number; depth: number } {
  const chroma = reader.unsigned();
  if (chroma === 3) {
    reader.bit(); // separate_colour_plane_flag
  }
  const depth = 8 + Math.max(reader.unsigned(), reader.unsigned());
  reader.bit(); // qpprime_y_zero_transform_bypass_flag
  if (reader.bit() === 1) {
    for (let list = 0; list < (chroma === 3 ? 12 : 8); list += 1) {
      if (reader.bit() === 1) {
        skipScalingList(reader, list < 6 ? 16 : 64);
      }
    }
  }
  return { chroma, depth };
}

function skipScalingList(reader: BitReader, size: number): void {
  let last = 8;
  let next = 8;
  for (let index = 0; index < size; index += 1) {
    if (next !== 0) {
      next = (last + reader.signed() + 256) % 256;
    }
    last = next === 0 ? last : next;
  }
}

function skipPictureOrder(reader: BitReader): void {
  const type = reader.unsigned();
  if (type === 0) {
    reader.unsigned(); // log2_max_pic_order_cnt_lsb_minus4
  } else if (type === 1) {
    reader.bit(); // delta_pic_order_always_zero_flag
    reader.signed();
    reader.signed();
    for (let left = Math.min(255, reader.unsigned()); left > 0; left -= 1) {
      reader.signed();
    }
  }
}
