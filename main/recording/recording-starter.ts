import { isAutomatic, type RecordingReason } from '../../shared/api.ts';
import type { PetLogError } from '../../shared/errors.ts';
import { recordingPath } from '../library/recording.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import { Announcement } from './announcement.ts';
import type { RecordingServiceOptions, StartedRecording } from './recording-service-options.ts';
import type { RunningFeed } from './recording-ends.ts';
import { RunningRecording } from './running-recording.ts';

interface RecordingStarterOptions extends Pick<
  RecordingServiceOptions,
  'cameraId' | 'clock' | 'bus' | 'logger' | 'frames' | 'camera' | 'media' | 'library'
> {
  /** Resolves when a recording may begin. Rejects when the disk has no room for it. */
  hasRoom: () => Promise<void>;
  /** Finds out whether the disk is to blame. */
  suspect: (error: unknown) => Promise<PetLogError>;
  /** Nothing more can be written of a recording that runs. */
  onWriteFailed: (recordingId: string, error: Error) => void;
  /** A recording that runs has to end. */
  onOver: (reason: 'duration' | 'camera_lost' | 'video_changed' | 'write_failed') => void;
}

/** A recording as it was asked for, and when. */
export interface RecordingRequest {
  readonly name: string;
  readonly reason: RecordingReason;
  /** How much it has from before, where that is there. */
  readonly preRollMilliseconds: number;
  /** null goes on until it is stopped. */
  readonly durationSeconds: number | null;
  readonly startedMonotonicMilliseconds: number;
  readonly startedAtMicroseconds: number;
}

/** Recordings on their way from the request to the first picture. */
export class RecordingStarter {
  readonly #options: RecordingStarterOptions;

  constructor(options: RecordingStarterOptions) {
    this.#options = options;
  }

  /**
   * Takes frames from the call on; the camera starts when it does not run.
   *
   * @throws PetLogError `storage_full`, `recording_failed`, `privacy`
   */
  async start(request: RecordingRequest, storage: StorageDirectory): Promise<{ running: RunningFeed; started: StartedRecording }> {
    const { name, reason, preRollMilliseconds, durationSeconds, startedMonotonicMilliseconds, startedAtMicroseconds } = request;
    const { cameraId, clock, bus, camera, frames, media, library, hasRoom, suspect, onOver } = this.#options;
    const early: number[] = [];
    let take = (capturedMilliseconds: number): unknown => early.push(capturedMilliseconds);
    const unsubscribe = frames.follow(({ monotonicMilliseconds }) => void take(monotonicMilliseconds));
    const unexpect = media.expectRecording(startedMonotonicMilliseconds);
    let lease: { release(): void } | null = null;
    try {
      await hasRoom();
      lease = camera.acquire('recording');
      const fromMilliseconds = await media.prepareRecording(startedMonotonicMilliseconds, preRollMilliseconds);
      const earliestMilliseconds = this.#beginsWithRequest(request, fromMilliseconds) ? null : fromMilliseconds;
      const preRollSeconds =
        Math.max(0, Math.round(startedMonotonicMilliseconds - (earliestMilliseconds ?? startedMonotonicMilliseconds))) / 1000;
      const { recordingId, absolutePath, ...reserved } = await library.begin(
        storage,
        name,
        Math.round(startedAtMicroseconds / 1000),
        reason,
        { preRollSeconds, cameraId },
      );
      const path = recordingPath(reserved);
      const announcement = new Announcement(() =>
        bus.emit('recording.started', { recording_id: recordingId, recording_path: path, automatic: isAutomatic(reason) }),
      );
      const feed = this.#record(request, recordingId, absolutePath, fromMilliseconds, announcement);
      const recording = new RunningRecording({
        recordingId,
        path,
        reason,
        durationSeconds,
        startedAtMicroseconds,
        startedMonotonicMilliseconds,
        fromMilliseconds,
        clock,
        onDurationReached: () => onOver('duration'),
        onCameraLost: () => onOver('camera_lost'),
      });
      early.forEach((capturedMilliseconds) => recording.frame(capturedMilliseconds));
      take = (capturedMilliseconds) => recording.frame(capturedMilliseconds);
      const { release } = lease;
      const running: RunningFeed = {
        recording,
        feed,
        announcement,
        release: () => {
          unsubscribe();
          release();
        },
      };
      return { running, started: { recordingId, path, durationSeconds, preRollSeconds } };
    } catch (error) {
      unsubscribe();
      lease?.release();
      throw await suspect(error);
    } finally {
      unexpect();
    }
  }

  /**
   * Else it begins with a keyframe at or before what was asked for, so that it has more than that: up to two seconds, or
   * to the distance of the keyframes of a camera whose own H.264 is passed on.
   */
  #beginsWithRequest({ preRollMilliseconds }: RecordingRequest, fromMilliseconds: number | null): boolean {
    return fromMilliseconds === null || (preRollMilliseconds === 0 && !this.#options.media.isPassedOn);
  }

  #record(
    request: RecordingRequest,
    recordingId: string,
    path: string,
    historyMilliseconds: number | null,
    announcement: Announcement,
  ): RunningFeed['feed'] {
    const { media, library, bus, logger, onWriteFailed, onOver } = this.#options;
    const { durationSeconds, startedMonotonicMilliseconds } = request;
    return media.record({
      recordingId,
      path,
      startMilliseconds: startedMonotonicMilliseconds,
      historyMilliseconds,
      beginsWithRequest: this.#beginsWithRequest(request, historyMilliseconds),
      untilMilliseconds: durationSeconds === null ? null : startedMonotonicMilliseconds + durationSeconds * 1000,
      nextPart: (offsetMilliseconds) => library.addPart(recordingId, offsetMilliseconds),
      onBegun: () => announcement.make(),
      onInterrupted: (reason) => {
        logger.warn({ recordingId, reason }, 'the recording was interrupted');
        bus.emit('recording.interrupted', { recording_id: recordingId, reason });
      },
      onVideoChanged: () => onOver('video_changed'),
      onHopeless: () => onOver('write_failed'),
      onFailed: (code, reason) => onWriteFailed(recordingId, Object.assign(new Error(reason), { code })),
    });
  }
}
