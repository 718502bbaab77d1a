import type { z } from 'zod';
import { type CurrentRecording, isAutomatic, type RecordingReason } from '../../shared/api.ts';
import { type ErrorCode, PetLogError } from '../../shared/errors.ts';
import { defaultRecordingName, recordingPath, type Recording } from '../library/recording.ts';
import type {
  AskedRecording,
  FinishedRecording,
  MadeRecording,
  RecordingServiceOptions,
  StartedRecording,
} from './recording-service-options.ts';
import { RecordingEnds, type Haste, type RunningFeed } from './recording-ends.ts';
import { RecordingMaker } from './recording-maker.ts';
import { RecordingStarter, type RecordingRequest } from './recording-starter.ts';

/** Why a recording ended, beside what `stop` was told; `replaced`: a person wants one of their own instead of that which ran by itself. */
type EndReason = 'duration' | 'replaced' | 'camera_lost' | 'video_changed' | 'storage_full' | 'write_failed' | 'shutdown';

/** Of a disk that has no room. */
const fullCodes: readonly ErrorCode[] = ['storage_full', 'storage_limit', 'disk_full', 'disk_no_inodes'];

/** Starts and ends one camera's recordings, one at a time. */
export class RecordingService {
  readonly #options: RecordingServiceOptions;
  readonly #unsubscribe: () => void;
  readonly #starter: RecordingStarter;
  readonly #ends: RecordingEnds;
  #running: RunningFeed | null = null;
  /** The file that is just being reserved. */
  #startingPath: string | null = null;
  #startingReason: RecordingReason = 'manual';
  #starting: Promise<unknown> = Promise.resolve();
  readonly #maker: RecordingMaker;
  readonly #overListeners = new Set<(over: { reason: string; isAutomatic: boolean }) => void>();
  #isClosed = false;

  constructor(options: RecordingServiceOptions) {
    this.#options = options;
    const { storage } = options;
    this.#ends = new RecordingEnds(options);
    this.#starter = new RecordingStarter({
      ...options,
      hasRoom: async () => {
        await this.#ends.feedsEnded; // the frames of one would overtake those of the other
        await storage.checkRoom();
      },
      suspect: (error) => storage.suspect(error),
      onWriteFailed: (recordingId, error) => void this.#failed(recordingId, error),
      onOver: (reason) => this.#endInBackground(reason),
    });
    this.#maker = new RecordingMaker({ ...options, suspect: (error) => storage.suspect(error) });
    this.#unsubscribe = storage.onFailure((error) => this.#endFor(error));
  }

  /** For `current_recording` of the status. */
  get current(): z.infer<typeof CurrentRecording> | null {
    return this.#running?.recording.current ?? null;
  }

  /** Whether a recording is about to begin. */
  get isStarting(): boolean {
    return this.#startingPath !== null;
  }

  /** Calls back at once when a recording is over, with why. Returns the function that ends that. */
  onOver(listener: (over: { reason: string; isAutomatic: boolean }) => void): () => void {
    this.#overListeners.add(listener);
    return () => this.#overListeners.delete(listener);
  }

  /**
   * Begins a recording; the camera starts when it does not run. Resolves, and tells by an event, when the first picture is on the disk.
   * One that runs by itself ends for one that a person wants.
   *
   * @throws PetLogError `already_recording`, `storage_disabled`, `storage_full`, `recording_failed`, `shutting_down`
   */
  async start({ durationSeconds, filename, reason = 'manual', preRollMilliseconds }: AskedRecording): Promise<StartedRecording> {
    const { clock, config } = this.#options;
    if (!isAutomatic(reason)) {
      if (this.isStarting && isAutomatic(this.#startingReason)) {
        await this.#starting;
      }
      this.#replaceAutomatic();
    }
    const takenBy = this.#running?.recording.path ?? this.#startingPath;
    if (takenBy !== null) {
      throw new PetLogError('already_recording', { path: takenBy });
    }
    this.#assertEnabled();
    const startedMonotonicMilliseconds = clock.monotonicMilliseconds();
    const startedAtMicroseconds = clock.nowMicroseconds();
    const name = filename ?? defaultRecordingName(startedAtMicroseconds / 1000);
    this.#startingPath = recordingPath({ directory: this.#options.storage.directory.relativePath, filename: `${name}.mp4` });
    this.#startingReason = reason;
    const starting = this.#begin({
      name,
      reason,
      preRollMilliseconds: preRollMilliseconds ?? config().recording.pre_roll_seconds * 1000,
      durationSeconds,
      startedMonotonicMilliseconds,
      startedAtMicroseconds,
    }).finally(() => (this.#startingPath = null));
    this.#starting = starting.catch(() => {});
    const { running, started } = await starting;
    await running.announcement.made;
    return started;
  }

  /**
   * Makes a recording of what there is already, beside one that may be running. It is there as a whole or not at all.
   *
   * @returns null when there was nothing to make it of
   * @throws PetLogError `storage_disabled`, `storage_full`, `recording_failed`, `shutting_down`
   */
  async save(made: MadeRecording): Promise<Recording | null> {
    await this.assertRoom();
    return this.#maker.make(made, this.#options.storage.directory);
  }

  /** @throws PetLogError `storage_disabled`, `storage_full`, `recording_failed`, `shutting_down` */
  async assertRoom(): Promise<void> {
    this.#assertEnabled();
    await this.#options.storage.assertRoom();
  }

  /**
   * Ends the recording. What it says is what there is after five seconds; with nothing in the file by then, as of a media process that is
   * only just starting, hangs or crashes, it says so when that is settled.
   *
   * @throws PetLogError `not_recording`, or `recording_failed` when it holds no picture
   */
  async stop(reason: string): Promise<FinishedRecording> {
    return this.#end(reason, 'usual');
  }

  /**
   * Ends a recording that runs or is about to, if there is one; null when there is none, or nothing of it. What goes wrong is told by an
   * event. Afterwards, within a few seconds, no recording needs the camera.
   */
  async endAny(reason: string): Promise<FinishedRecording | null> {
    await this.#starting;
    const finished = (await this.#beginEnd(reason, 'usual')?.soon.catch(() => null)) ?? null;
    await this.#ends.cameraReleased;
    return finished;
  }

  /** Finishes a running recording: at once, or within 3 s when the media process is just starting or hangs. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribe();
    await this.#starting;
    if (this.#running !== null) {
      await this.#end('shutdown' satisfies EndReason, 'shutdown').catch(() => {});
    }
    await this.#ends.close();
    await this.#maker.close();
  }

  #assertEnabled(): void {
    if (this.#isClosed) {
      throw new PetLogError('shutting_down');
    }
    if (!this.#options.config().camera.enable_storage) {
      throw new PetLogError('storage_disabled');
    }
  }

  #replaceAutomatic(): void {
    if (this.#running !== null && isAutomatic(this.#running.recording.reason)) {
      this.#endInBackground('replaced');
    }
  }

  async #begin(request: RecordingRequest): Promise<{ running: RunningFeed; started: StartedRecording }> {
    const begun = await this.#starter.start(request, this.#options.storage.directory);
    this.#running = begun.running;
    return begun;
  }

  async #failed(recordingId: string, error: Error): Promise<void> {
    const { logger, bus, storage } = this.#options;
    logger.error({ err: error, recordingId }, 'the recording cannot be written any more');
    const announcement = this.#running?.recording.recordingId === recordingId ? this.#running.announcement : null;
    const known = await storage.failed(error);
    this.#endFor(known);
    announcement?.fail(known);
    bus.emit('recording.failed', { recording_id: recordingId, code: known.code, reason: known.message });
  }

  /** Nothing more can be written. */
  #endFor({ code }: PetLogError): void {
    this.#endInBackground(fullCodes.includes(code) ? 'storage_full' : 'write_failed');
  }

  #endInBackground(reason: EndReason): void {
    if (this.#running === null) {
      return;
    }
    this.#end(reason, 'usual').catch((error: unknown) => this.#options.logger.warn({ err: error }, 'the recording could not be finished'));
  }

  async #end(reason: string, haste: Haste): Promise<FinishedRecording> {
    const end = this.#beginEnd(reason, haste);
    if (end === null) {
      throw new PetLogError('not_recording');
    }
    return (await end.soon) ?? end.settled;
  }

  /** null when there is none. */
  #beginEnd(reason: string, haste: Haste): ReturnType<RecordingEnds['begin']> | null {
    const running = this.#running;
    if (running === null) {
      return null;
    }
    this.#running = null;
    this.#overListeners.forEach((listener) => listener({ reason, isAutomatic: isAutomatic(running.recording.reason) }));
    return this.#ends.begin(running, reason, haste);
  }
}
