import { stat } from 'node:fs/promises';
import type { RecordingInfo } from '../../shared/api.ts';
import type { RecordingChange } from '../../shared/recording-change.ts';
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
  async change(recordingId: string, { kept, name, note }: RecordingChange): Promise<RecordingInfo> {
    const change = (recording: Recording): Recording => ({
      ...recording,
      isKept: kept ?? recording.isKept,
      name: name?.normalize() ?? recording.name,
      note: note?.normalize() ?? recording.note,
    });
    return recordingInfo(await this.#save(this.#whenOver(recordingId), change));
  }

  /**
   * The clock was wrong when it began, and by how much is known now. Nothing when it is not there any more.
   *
   * @throws PetLogError `recording_failed`; nothing is changed then
   */
  async correctTime(recordingId: string, behindMilliseconds: number): Promise<void> {
    const recording = this.#options.find(recordingId);
    if (recording !== null) {
      await this.#save(recording, (before) => ({
        ...before,
        startedAtMilliseconds: recording.startedAtMilliseconds + behindMilliseconds,
        clock: 'synchronized',
      }));
    }
  }

  /** Of one that is being written it changes what that is by then. */
  async #save(recording: Recording, change: (recording: Recording) => Recording): Promise<Recording> {
    const { database, inProgress, storageOf, ensureMounted } = this.#options;
    const { recordingId } = recording;
    const storage = storageOf(recording);
    const changed = change(recording);
    try {
      await ensureMounted(storage);
      await storage.prepare();
      const sidecar = await readSidecar(storage.sidecar(recordingId), storage.relativePath);
      const active = inProgress.find(recordingId);
      if (active === null) {
        await writeSidecar(storage.sidecar(recordingId), { recording: changed, furtherParts: sidecar?.furtherParts ?? [] });
        database.put(changed);
      } else {
        await inProgress.save({ ...active, recording: change(active.recording) });
      }
    } catch (error) {
      throw new PetLogError('recording_failed', { reason: messageOf(error) }, { cause: error });
    }
    return changed;
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

  /**
   * Makes sure that the file is the one that PetLog wrote. Somebody may have put another one in its place: it is theirs from then on.
   *
   * @throws PetLogError `recording_not_found`, `recording_in_progress`, `recording_not_removed`
   */
  async assertOwn(recordingId: string): Promise<void> {
    const { database, storageOf } = this.#options;
    const recording = this.#whenOver(recordingId);
    const storage = storageOf(recording);
    const found = await stat(storage.file(recording.filename)).catch(() => null);
    const isOther = found !== null && recording.state === 'finished' && found.size !== recording.sizeBytes;
    if (found !== null && isOther) {
      const imported: Recording = { ...recording, reason: 'imported', sizeBytes: found.size };
      await writeSidecar(storage.sidecar(recordingId), { recording: imported, furtherParts: [] }).catch((error: unknown) =>
        this.#options.logger.warn({ err: error, recordingId }, 'it could not be noted that somebody replaced a recording'),
      );
      database.put(imported);
    }
    if (isOther || recording.reason === 'imported') {
      throw new PetLogError('recording_not_removed', { reason: 'PetLog did not record it' });
    }
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
