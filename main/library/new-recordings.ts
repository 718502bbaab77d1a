import type { RecordingReason } from '../../shared/api.ts';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import type { VideoFacts } from '../media/protocol.ts';
import type { Clock } from '../system/clock.ts';
import type { JobQueue } from '../system/job-queue.ts';
import type { KeyedLock } from '../system/keyed-lock.ts';
import type { LibraryDisks } from './library-disks.ts';
import type { LibraryRecording, Recording } from './recording.ts';
import type { RecordingsInProgress } from './recordings-in-progress.ts';
import type { StorageDirectory } from './storage-directory.ts';
import { UnlistedRecordings } from './unlisted-recordings.ts';

interface NewRecordingsOptions {
  readonly inProgress: RecordingsInProgress;
  readonly disks: LibraryDisks;
  readonly locks: KeyedLock;
  /** What may read and write gigabytes, one after the other. */
  readonly work: JobQueue;
  readonly clock: Clock;
  /** Aborted when the library closes: what is not plain yet stays so until the next start. */
  readonly signal: AbortSignal;
  /** A recording may be finished. */
  readonly onSettled: () => void;
}

/** The way of a recording from the file that is reserved for it to one plain MP4 in the list. */
export class NewRecordings {
  readonly #options: NewRecordingsOptions;
  readonly #unlisted: UnlistedRecordings;

  constructor(options: NewRecordingsOptions) {
    this.#options = options;
    const { inProgress, work, clock } = options;
    this.#unlisted = new UnlistedRecordings({ inProgress, work, clock, onListed: (recordingId) => void this.finish(recordingId) });
  }

  /**
   * Reserves the file of a new recording.
   *
   * @param name without extension; a name that exists gets a number
   * @param details how much of it is from before it was asked for
   * @throws the system's error when the directory cannot be written
   */
  async begin(
    storage: StorageDirectory,
    name: string,
    startedAtMilliseconds: number,
    reason: RecordingReason,
    { preRollSeconds = 0, cameraId = mainCameraId }: { preRollSeconds?: number; cameraId?: string } = {},
  ): Promise<LibraryRecording> {
    const { inProgress, disks } = this.#options;
    await disks.ensureMounted(storage);
    let isAwaited = true;
    const beginning = async (): Promise<Recording> => {
      const begun = await inProgress.begin(storage, name, startedAtMilliseconds, reason, {
        cameraId,
        preRollMilliseconds: Math.round(preRollSeconds * 1000),
      });
      if (!isAwaited) {
        await inProgress.conclude(begun.recordingId, null, 0); // the disk came back after whoever asked was told that it did not answer
      }
      return begun;
    };
    const recording = await disks.ask(storage, beginning).catch((error: unknown) => {
      isAwaited = false;
      throw error;
    });
    return { ...recording, absolutePath: storage.file(recording.filename), isBeingWritten: true };
  }

  /**
   * Makes an empty file for what follows a crash of the media process.
   *
   * @returns its path
   * @throws the system's error
   */
  addPart(recordingId: string, offsetMilliseconds: number): Promise<string> {
    return this.#options.inProgress.addPart(recordingId, offsetMilliseconds);
  }

  /**
   * The recording is over: it is listed from now on, with what is known about it, and can be played.
   *
   * @param lastPart what its last file holds, when that was closed in order
   * @returns null when it holds no picture; nothing is left of it then
   * @throws PetLogError `recording_failed` when somebody removed its file while it was written
   */
  async conclude(recordingId: string, lastPart: VideoFacts | null, elapsedMilliseconds: number): Promise<Recording | null> {
    const concluded = await this.#options.inProgress.conclude(recordingId, lastPart, elapsedMilliseconds);
    this.#unlisted.retry();
    return concluded;
  }

  /**
   * Turns a concluded recording into one plain MP4, after those before it.
   * When that fails, it stays as it is, and the next start tries again.
   *
   * @returns the recording as it is then; null when it was removed meanwhile
   */
  finish(recordingId: string, mayBeEmpty = false): Promise<Recording | null> {
    const { inProgress, locks, work, signal, onSettled } = this.#options;
    return work
      .add(() => locks.run(recordingId, () => inProgress.finish(recordingId, mayBeEmpty, () => signal.aborted)))
      .finally(() => onSettled());
  }

  /** Lists no more of those that the list could not take. */
  close(): void {
    this.#unlisted.close();
  }
}
