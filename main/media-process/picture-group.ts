import type { EncodedPacket, VideoFormat } from '../media/protocol.ts';
import { keyframeIntervalMilliseconds } from '../media/keyframe-interval.ts';

/** Pictures further apart than this have a gap between them. After it there is always a keyframe. */
export const gapMilliseconds = keyframeIntervalMilliseconds;

/** What is kept of a packet. */
export type Picture = Omit<EncodedPacket, 'sequence'>;

/** A keyframe and the pictures up to the next one, wherever they are. */
export interface PictureGroup {
  readonly size: VideoFormat;
  /** Capture times of its first and its last picture. */
  readonly firstMilliseconds: number;
  readonly lastMilliseconds: number;
  readonly sizeBytes: number;
  /**
   * All its pictures; of a group that still grows, those that are there.
   *
   * @throws GroupGoneError
   */
  packets(): Promise<readonly Picture[]>;
  /**
   * The same without the pictures themselves.
   *
   * @throws GroupGoneError
   */
  samples(): Promise<readonly SampleFacts[]>;
  /** Keeps it from being removed until the function that it returns is called. */
  hold(): () => void;
}

/** A picture as it is in an MP4 file. */
export interface SampleFacts {
  readonly captureMilliseconds: number;
  readonly sampleBytes: number;
}

/** The history has dropped it, or its disk is gone. */
export class GroupGoneError extends Error {
  override readonly name = 'GroupGoneError';
}

export const isSameFormat = (a: VideoFormat | undefined, b: VideoFormat | undefined): boolean =>
  a?.widthPixels === b?.widthPixels &&
  a?.heightPixels === b?.heightPixels &&
  a?.cameraProfile === b?.cameraProfile &&
  a?.codec === b?.codec &&
  a?.parameterSets === b?.parameterSets;
