/** What a camera encodes with, and how its NAL units are told apart (ITU-T H.264, 7.3.1 and table 7-1; H.265, 7.3.1.2 and table 7-1). */
export type VideoCodec = 'h264' | 'h265';

/** H.264 where nothing is said, as everything that PetLog encodes is. */
export const codecOf = ({ codec }: { readonly codec?: VideoCodec | undefined }): VideoCodec => codec ?? 'h264';

/** How people call it. */
export const codecNames: Readonly<Record<VideoCodec, string>> = { h264: 'H.264', h265: 'H.265' };

interface NalUnitSyntax {
  /** Of a unit, before what it holds. */
  readonly headerBytes: number;
  typeOf(unit: Uint8Array): number;
  /** A part of a picture. */
  isSlice(type: number): boolean;
  /** A slice of a picture that needs no other one. */
  isKeyframeSlice(type: number): boolean;
  /** In the order in which they are needed. */
  readonly parameterSets: readonly number[];
  /** That of them which says what the pictures are like. */
  readonly sequenceParameters: number;
  /** Says where pictures begin, or fills a gap: of no use in a file, or where pictures come one by one. */
  isLeftOut(type: number): boolean;
  /** Belongs to the picture before it. */
  isSuffix(type: number): boolean;
}

export const nalUnitSyntax: Readonly<Record<VideoCodec, NalUnitSyntax>> = {
  h264: {
    headerBytes: 1,
    typeOf: (unit) => (unit[0] ?? 0) & 0x1f,
    isSlice: (type) => type >= 1 && type <= 5,
    isKeyframeSlice: (type) => type === 5,
    parameterSets: [7, 8],
    sequenceParameters: 7,
    isLeftOut: (type) => type === 9 || type === 12,
    isSuffix: () => false,
  },
  h265: {
    headerBytes: 2,
    typeOf: (unit) => ((unit[0] ?? 0) >> 1) & 0x3f,
    isSlice: (type) => type <= 31,
    isKeyframeSlice: (type) => type >= 16 && type <= 23,
    parameterSets: [32, 33, 34],
    sequenceParameters: 33,
    // Delimiters, ends of sequences and streams, filler.
    isLeftOut: (type) => type >= 35 && type <= 38,
    // Supplements, and what may stand before or behind them.
    isSuffix: (type) => (type >= 36 && type <= 38) || type === 40,
  },
};
