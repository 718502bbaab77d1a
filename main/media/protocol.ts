/**
 * What crosses between the main process and the media process, over the
 * fork's IPC channel with `serialization: 'advanced'` (structured clone, so
 * that JPEGs stay bytes). Capture times are the main process's monotonic
 * milliseconds throughout; the media process never reads a clock for them.
 */

/** How pictures become H.264. */
export interface EncoderSettings {
  /** As configured; the real rate follows the capture times. */
  readonly frameRate: number;
  /** Highest bit rate, in kilobits per second. */
  readonly bitrateKbps: number;
  /** Size of the video; null takes that of the first picture. Pictures of another size are scaled. */
  readonly size: PictureSize | null;
  /** Whether a hardware encoder may be tried; not after a crash. */
  readonly allowHardware: boolean;
}

export interface PictureSize {
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/** A piece of a recording: a whole one, or what was written between two crashes. */
export interface RecordingPart {
  readonly path: string;
  /** From the recording's first picture to this part's, in milliseconds of capture time. */
  readonly offsetMilliseconds: number;
}

/** What a video file holds. */
export interface VideoFacts extends PictureSize {
  readonly durationMilliseconds: number;
  readonly sizeBytes: number;
  readonly frameCount: number;
}

/** Main process to media process. */
export type MediaCommand =
  | { type: 'open-recording'; recordingId: string; /** Exists; what it holds is replaced. */ path: string; encoder: EncoderSettings }
  | { type: 'frame'; sequence: number; jpeg: Uint8Array; captureMilliseconds: number }
  /** The last picture is held until `endMilliseconds`. */
  | { type: 'finish-recording'; recordingId: string; endMilliseconds: number }
  /** Joins the parts into one plain MP4 that can be played while it is still being downloaded. */
  | { type: 'finalize'; requestId: number; parts: RecordingPart[]; outputPath: string }
  | { type: 'probe'; requestId: number; path: string };

/** Media process to main process. */
export type MediaReport =
  | { type: 'ready' }
  /** Every frame up to `encodedSequence` went through the encoder, and up to `writtenSequence` into the file. */
  | { type: 'progress'; encodedSequence: number; writtenSequence: number }
  | { type: 'recording-finished'; recordingId: string; /** null when there was no picture. */ facts: VideoFacts | null }
  /** Nothing more can be written; what was written stands. */
  | { type: 'recording-failed'; recordingId: string; code: string; reason: string }
  | { type: 'succeeded'; requestId: number; facts: VideoFacts }
  | { type: 'refused'; requestId: number; code: string; reason: string };
