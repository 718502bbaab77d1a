import type { RecordingReason } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { CameraPicture } from '../frames/encoded-frame.ts';
import type { LibraryRecording, Recording } from '../library/recording.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import type { VideoFacts } from '../media/protocol.ts';
import type { FinishedFeed, RecordingFeedOptions } from '../media/recording-feed-options.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { RecordingStorage } from './recording-storage.ts';

/** What recording needs of the other parts. */
export interface RecordingServiceOptions {
  dataDirectory: string;
  cameraId: string;
  config: () => Config;
  clock: Clock;
  bus: EventBus;
  logger: Logger;
  /** What the camera gives, JPEGs or H.264. */
  frames: { follow(listener: (picture: CameraPicture) => void): () => void };
  /** The camera runs as long as something holds it. */
  camera: { acquire(who: string): { release(): void } };
  media: {
    prepareRecording(requestedMilliseconds: number, preRollMilliseconds: number): Promise<number | null>;
    /** Whether the camera's own H.264 is passed on: a recording begins with a keyframe of its, also without pre-roll. */
    readonly isPassedOn: boolean;
    /** The camera's frames from then on are kept for a recording. Returns the function that ends that. */
    expectRecording(fromMilliseconds: number): () => void;
    record(options: Omit<RecordingFeedOptions, 'clock' | 'host'>): {
      /** Whether a picture is in the file for certain. */
      readonly isWritten: boolean;
      finish(endMilliseconds: number, patienceMilliseconds: number): Promise<FinishedFeed>;
      hasten(patienceMilliseconds: number): void;
    };
  };
  library: {
    begin(
      storage: StorageDirectory,
      name: string,
      startedAtMilliseconds: number,
      reason: RecordingReason,
      details?: { preRollSeconds?: number; cameraId?: string },
    ): Promise<LibraryRecording>;
    addPart(recordingId: string, offsetMilliseconds: number): Promise<string>;
    conclude(recordingId: string, lastPart: VideoFacts | null, elapsedMilliseconds: number): Promise<Recording | null>;
    /** `mayBeEmpty`: it is not known to hold a picture. */
    finish(recordingId: string, mayBeEmpty?: boolean): Promise<Recording | null>;
  };
  /** Where recordings go. */
  storage: Pick<RecordingStorage, 'directory' | 'checkRoom' | 'assertRoom' | 'failed' | 'suspect' | 'onFailure'>;
  /** Whether the data directory was deleted under us. */
  isDataGone?: () => Promise<boolean>;
}

/** A recording that is made of what there is already. */
export interface MadeRecording {
  reason: 'rewind' | 'timelapse';
  name: string;
  startedAtMilliseconds: number;
  /** Makes the file, which exists and is empty. null when there is nothing to make it of. */
  write: (path: string) => Promise<VideoFacts | null>;
}

/** A recording as somebody asks for it. */
export interface AskedRecording {
  /** null goes on until it is stopped. */
  readonly durationSeconds: number | null;
  /** Without extension; null for a name made of the time. */
  readonly filename: string | null;
  /** Other than `manual` for one that PetLog makes by itself. */
  readonly reason?: RecordingReason;
  /** As the configuration says where it is left out. */
  readonly preRollMilliseconds?: number;
}

export interface StartedRecording {
  readonly recordingId: string;
  /** Relative to the data directory. */
  readonly path: string;
  readonly durationSeconds: number | null;
  readonly preRollSeconds: number;
}

export interface FinishedRecording {
  readonly recordingId: string;
  readonly path: string;
  readonly durationSeconds: number;
  readonly sizeBytes: number;
}
