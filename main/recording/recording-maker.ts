import { truncate } from 'node:fs/promises';
import type { PetLogError } from '../../shared/errors.ts';
import { recordingPath, type Recording } from '../library/recording.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import type { MadeRecording, RecordingServiceOptions } from './recording-service-options.ts';

interface RecordingMakerOptions extends Pick<RecordingServiceOptions, 'cameraId' | 'library' | 'bus' | 'logger'> {
  /** Finds out whether the disk is to blame. */
  suspect: (error: unknown) => Promise<PetLogError>;
}

/** Makes recordings of what there is already. */
export class RecordingMaker {
  readonly #options: RecordingMakerOptions;
  readonly #making = new Set<Promise<unknown>>();

  constructor(options: RecordingMakerOptions) {
    this.#options = options;
  }

  /**
   * It is there as a whole or not at all.
   *
   * @returns null when there was nothing to make it of
   * @throws PetLogError `storage_full`, `recording_failed`
   */
  async make(made: MadeRecording, storage: StorageDirectory): Promise<Recording | null> {
    const making = this.#make(made, storage);
    this.#making.add(making);
    try {
      return await making;
    } finally {
      this.#making.delete(making);
    }
  }

  /** Resolves when those on their way are made. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#making);
  }

  async #make({ reason, name, startedAtMilliseconds, write }: MadeRecording, storage: StorageDirectory): Promise<Recording | null> {
    const { cameraId, library, bus, logger } = this.#options;
    let path: string | null = null;
    try {
      const { recordingId, absolutePath, ...reserved } = await library.begin(storage, name, startedAtMilliseconds, reason, { cameraId });
      path = absolutePath;
      const facts = await write(absolutePath).catch(async (error: unknown) => {
        await truncate(absolutePath, 0).catch(() => {});
        await library.conclude(recordingId, null, 0);
        throw error;
      });
      const concluded = await library.conclude(recordingId, facts, facts?.durationMilliseconds ?? 0);
      if (concluded === null) {
        return null;
      }
      const finished = (await library.finish(recordingId)) ?? concluded;
      bus.emit('recording.finished', {
        recording_id: recordingId,
        recording_path: recordingPath(reserved),
        duration_seconds: finished.durationMilliseconds / 1000,
        size_bytes: finished.sizeBytes,
        reason,
        automatic: false,
      });
      return finished;
    } catch (error) {
      logger.error({ err: error, path }, 'the recording could not be made');
      throw await this.#options.suspect(error);
    }
  }
}
