/** What a player is told of, and asks for, of a live stream by HLS (RFC 8216bis). */

/** With what the segments of a stretch begin: another one when size or decoder change. */
export interface HlsInitialization {
  readonly number: number;
  readonly bytes: Buffer;
  /** As MIME types name what plays it (RFC 6381). */
  readonly codec: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/** Some pictures, as they are sent before their segment is whole. */
export interface HlsPart {
  /** Counts the parts of all segments, so that the next one has its name before anybody knows which segment it is of. */
  readonly number: number;
  readonly bytes: Buffer;
  readonly durationMilliseconds: number;
  /** Begins with a keyframe. */
  readonly isIndependent: boolean;
}

/** The parts from one keyframe up to the next. */
export interface HlsSegment {
  /** Counts them, as in `EXT-X-MEDIA-SEQUENCE`. */
  readonly sequence: number;
  readonly initialization: HlsInitialization;
  /** What came before has other times, or needs another decoder. */
  readonly isDiscontinuous: boolean;
  /** When its first picture was captured, by the wall clock. */
  readonly startsAtMicroseconds: number;
  readonly parts: readonly HlsPart[];
}

export const durationOf = ({ parts }: HlsSegment): number => parts.reduce((sum, { durationMilliseconds }) => sum + durationMilliseconds, 0);

export const bytesOf = ({ parts }: HlsSegment): number => parts.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** How a stream is cut, which does not change while somebody plays it. */
export interface HlsRhythm {
  /** What parts last: each but the last of a segment. */
  readonly partMilliseconds: number;
  /** What segments last at most, rounded to whole seconds. */
  readonly targetSeconds: number;
  /** So much of the newest is told of. */
  readonly listedMilliseconds: number;
  /** Each segment begins with a keyframe. */
  readonly hasIndependentSegments: boolean;
}

/** What the playlists of a moment are made of. */
export interface HlsListing {
  readonly rhythm: HlsRhythm;
  /** Oldest first. */
  readonly whole: readonly HlsSegment[];
  /** Is being made; null where it has no part yet. */
  readonly current: HlsSegment | null;
  /** Discontinuities of the segments that are not told of any more. */
  readonly discontinuitySequence: number;
  /** Of the segment that is being made, or is next. */
  readonly nextSequence: number;
  readonly nextPartNumber: number;
}
