import type { Clock } from '../system/clock.ts';
import type { MediaCommand, RecordingPart, VideoFacts } from './protocol.ts';

/** What a recording needs of its camera's video; the feed gives it. */
export interface RecordingFeedHost {
  send(command: MediaCommand): void;
  /** The process was given something to do. */
  watch(): void;
  /** Frames may go on, or the recording may be opened. */
  changed(): void;
  /** The encoder cannot follow: frames of a recording that ended then are left out, as far as they still wait. */
  leaveOutFramesUntil(endMilliseconds: number): void;
  /** This recording needs the process no more. */
  over(): void;
}

export interface RecordingFeedOptions {
  recordingId: string;
  /** An existing, empty file for the first part. */
  path: string;
  /** When it was asked for: its first frame is of then or later. */
  startMilliseconds: number;
  /** Where in the history it begins; null when with a picture that comes. */
  historyMilliseconds: number | null;
  /** Of those pictures; null where there is none. */
  pastFormat?: string | null;
  /** Whether its first picture stands for the time since it was asked for, as without pre-roll. */
  beginsWithRequest: boolean;
  /** When it ends by itself, where that is known. */
  untilMilliseconds: number | null;
  clock: Clock;
  host: RecordingFeedHost;
  /** Makes an empty file for a further part after a crash. */
  nextPart: (offsetMilliseconds: number) => Promise<string>;
  /** A first picture is in the file, where a kill cannot take it. Called once for each life of the process. */
  onBegun?: () => void;
  /** The process died or hung, and the recording goes on as soon as it is back. */
  onInterrupted: (reason: string) => void;
  /** Nothing more can be written; `finish` still closes what there is. */
  onFailed: (code: string, reason: string) => void;
  /** The camera's H.264 is another from now on, and cannot be in the same file: `finish` closes what there is. Called once. */
  onVideoChanged?: () => void;
  /** The process dies again and again before anything is written: `finish` tells. May be called more than once. */
  onHopeless?: () => void;
}

export interface FinishedFeed {
  /** In order; what a crash left behind may be empty or end in the middle of a fragment. */
  parts: RecordingPart[];
  /** Of the last part, when it was closed in order. */
  lastPart: VideoFacts | null;
  /** Why nothing is known to be in the file; null when there is something. */
  emptyReason: string | null;
}
