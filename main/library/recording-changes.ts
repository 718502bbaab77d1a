import type { RecordingInfo } from '../../shared/api.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Logger } from '../system/logger.ts';
import type { LibraryDatabase } from './library-database.ts';
import { recordingInfo } from './recording-info.ts';
import type { Recording } from './recording.ts';
import type { RecordingsInProgress } from './recordings-in-progress.ts';
import { markRemoved, removeRemains } from './remove-recording.ts';
import { readSidecar, writeSidecar } from './sidecar.ts';
import type { StorageDirectory } from './storage-directory.ts';

interface RecordingChangesOptions {
  database: LibraryDatabase;
  inProgress: RecordingsInProgress;
  find: (recordingId: string) => Recording | null;
  storageOf: (recording: Recording) => StorageDirectory;
  ensureMounted: (storage: StorageDirectory) => Promise<void>;
  logger: Logger;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Changes recordings that are over, on the disk first and then in the database. Whoever calls is alone with the recording. */
export class RecordingChanges {
  readonly #options: RecordingChangesOptions;

  constructor(options: RecordingChangesOptions) {
    this.#options = options;
  }

  /** @throws PetLogError `recording_not_found`, `recording_in_progress`, `recording_failed`; nothing is changed then */
  async setKept(recordingId: string, isKept: boolean): Promise<RecordingInfo> {
    const { database, inProgress, storageOf, ensureMounted } = this.#options;
    const recording = this.#whenOver(recordingId);
    const storage = storageOf(recording);
    const changed: Recording = { ...recording, isKept };
    try {
      await ensureMounted(storage);
      await storage.prepare();
      const active = inProgress.find(recordingId);
      if (active === null) {
        const sidecar = await readSidecar(storage.sidecar(recordingId), storage.relativePath);
        await writeSidecar(storage.sidecar(recordingId), { recording: changed, furtherParts: sidecar?.furtherParts ?? [] });
        database.write((table) => table.put(changed));
      } else {
        await inProgress.save({ ...active, recording: changed });
      }
    } catch (error) {
      throw new PetLogError('recording_failed', { reason: messageOf(error) }, { cause: error });
    }
    return recordingInfo(changed);
  }

  /** @throws PetLogError `recording_not_found`, `recording_in_progress`, `recording_not_removed`; nothing is changed then */
  async remove(recordingId: string): Promise<Recording> {
    const { database, inProgress, storageOf, ensureMounted, logger } = this.#options;
    const recording = this.#whenOver(recordingId);
    const storage = storageOf(recording);
    try {
      await ensureMounted(storage);
      await markRemoved(recording, storage);
    } catch (error) {
      throw new PetLogError('recording_not_removed', { reason: messageOf(error) }, { cause: error });
    }
    inProgress.forget(recordingId);
    database.write((table) => table.remove(recordingId));
    await removeRemains(recordingId, storage).catch((error: unknown) => {
      logger.warn({ err: error, recordingId }, 'something of a removed recording is left until the next start');
    });
    return recording;
  }

  #whenOver(recordingId: string): Recording {
    const recording = this.#options.find(recordingId);
    if (recording === null) {
      throw new PetLogError('recording_not_found', { id: recordingId });
    }
    if (recording.state === 'writing') {
      throw new PetLogError('recording_in_progress', { id: recordingId });
    }
    return recording;
  }
}
