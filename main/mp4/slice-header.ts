import { BitReader } from './bit-reader.ts';

/** The beginning of a coded slice (ITU-T H.264, 7.3.3). */
export interface SliceHeader {
  /** 0 begins a picture. */
  readonly firstBlock: number;
  /** Predicted from two pictures, of which one is shown later. */
  readonly isBidirectional: boolean;
}

const headerBytes = 16;

/**
 * @param unit a NAL unit of the type 1 or 5
 * @returns null when it is none
 */
export function readSliceHeader(unit: Uint8Array): SliceHeader | null {
  try {
    const reader = new BitReader(unit.subarray(1, 1 + headerBytes));
    const firstBlock = reader.unsigned();
    const type = reader.unsigned();
    return type > 9 ? null : { firstBlock, isBidirectional: type % 5 === 1 };
  } catch {
    return null;
  }
}
