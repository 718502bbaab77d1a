import { BitReader } from './bit-reader.ts';
import { nalUnitSyntax } from './video-codec.ts';

/** What a sequence parameter set of H.265 says of the pictures (ITU-T H.265, 7.3.2.2). */
export interface H265SequenceParameters {
  readonly id: number;
  /** General profile, tier, compatibility, constraints and level, as hvcC has them: 12 bytes (7.3.3; ISO/IEC 14496-15, 8.3.3.1). */
  readonly profileTierLevel: Buffer;
  /** 1 is Main. */
  readonly profile: number;
  readonly temporalLayers: number;
  readonly isTemporalIdNested: boolean;
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** 4:2:0 with eight bits a sample. */
  readonly isCommonFormat: boolean;
  readonly isInterlaced: boolean;
  /** Pictures may be shown in another order than that in which they come. */
  readonly isReordered: boolean;
}

const profileTierLevelBytes = 12;
const largestPixels = 16_384;

/**
 * @param unit a NAL unit of the type 33
 * @returns null when it is none that can be understood
 */
export function readH265SequenceParameters(unit: Uint8Array): H265SequenceParameters | null {
  try {
    const read = parse(new BitReader(unit.subarray(nalUnitSyntax.h265.headerBytes)));
    return [read.widthPixels, read.heightPixels].every((pixels) => pixels > 0 && pixels <= largestPixels) ? read : null;
  } catch {
    return null;
  }
}

function parse(reader: BitReader): H265SequenceParameters {
  reader.bits(4); // sps_video_parameter_set_id
  const highestLayer = reader.bits(3);
  const isTemporalIdNested = reader.bit() === 1;
  const profileTierLevel = Buffer.from(Array.from({ length: profileTierLevelBytes }, () => reader.bits(8)));
  skipLayers(reader, highestLayer);
  const id = reader.unsigned();
  const chroma = reader.unsigned();
  if (chroma === 3) {
    reader.bit(); // separate_colour_plane_flag
  }
  const [codedWidth, codedHeight] = [reader.unsigned(), reader.unsigned()];
  const [left, right, top, bottom] =
    reader.bit() === 1 ? [reader.unsigned(), reader.unsigned(), reader.unsigned(), reader.unsigned()] : [0, 0, 0, 0];
  const depth = 8 + Math.max(reader.unsigned(), reader.unsigned());
  reader.unsigned(); // log2_max_pic_order_cnt_lsb_minus4
  const [general = 0, , , , , constraints = 0] = profileTierLevel;
  return {
    id,
    profileTierLevel,
    profile: general & 0x1f,
    temporalLayers: highestLayer + 1,
    isTemporalIdNested,
    widthPixels: codedWidth - (left + right) * (chroma === 1 || chroma === 2 ? 2 : 1),
    heightPixels: codedHeight - (top + bottom) * (chroma === 1 ? 2 : 1),
    isCommonFormat: chroma === 1 && depth === 8,
    // general_interlaced_source_flag without general_progressive_source_flag
    isInterlaced: (constraints & 0xc0) === 0x40,
    isReordered: mostReordered(reader, highestLayer) > 0,
  };
}

/** What is said of the lower temporal layers in `profile_tier_level` (7.3.3). */
function skipLayers(reader: BitReader, highestLayer: number): void {
  const layers = Array.from({ length: highestLayer }, () => ({ hasProfile: reader.bit() === 1, hasLevel: reader.bit() === 1 }));
  if (highestLayer > 0) {
    reader.bits(2 * (8 - highestLayer));
  }
  for (const { hasProfile, hasLevel } of layers) {
    for (let bits = (hasProfile ? 88 : 0) + (hasLevel ? 8 : 0); bits > 0; bits -= 8) {
      reader.bits(8);
    }
  }
}

/** `sps_max_num_reorder_pics` of the highest temporal layer, which stands last. */
function mostReordered(reader: BitReader, highestLayer: number): number {
  const told = reader.bit() === 1 ? highestLayer + 1 : 1;
  let reordered = 0;
  for (let layer = 0; layer < told; layer += 1) {
    reader.unsigned(); // sps_max_dec_pic_buffering_minus1
    reordered = reader.unsigned();
    reader.unsigned(); // sps_max_latency_increase_plus1
  }
  return reordered;
}
