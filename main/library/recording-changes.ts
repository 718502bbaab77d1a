import { stat } from 'node:fs/promises';
import type { RecordingInfo } from '../../shared/api.ts';
import type { RecordingChange } from '../../shared/recording-change.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { KeyedLock } from '../system/keyed-lock.ts';
import type { Logger } from '../system/logger.ts';
import type { LibraryDatabase } from './library-database.ts';
import type { LibraryDisks } from './library-disks.ts';
import { eventIdsOf, type RecordedEvents } from './recorded-events.ts';
import { recordingInfo } from './recording-info.ts';
import type { PictureState, Recording } from './recording.ts';
import type { RecordingsInProgress } from './recordings-in-progress.ts';
import { markRemoved, removeRemains } from './remove-recording.ts';
import { readSidecar, writeSidecar } from './sidecar.ts';
import type { StorageDirectory } from './storage-directory.ts';

interface RecordingChangesOptions {
  database: LibraryDatabase;
  inProgress: RecordingsInProgress;
  disks: LibraryDisks;
  /** Whoever changes a recording is alone with it. */
  locks: KeyedLock;
  /** What happened while something was recorded. */
  events: RecordedEvents | undefined;
  find: (recordingId: string) => Recording | null;
  storageOf: (recording: Recording) => StorageDirectory;
  logger: Logger;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Changes recordings that are over, on the disk first and then in the database, one change of each at a time. */
export class RecordingChanges {
  readonly #options: RecordingChangesOptions;

  constructor(options: RecordingChangesOptions) {
    this.#options = options;
  }

  /**
   * Names a recording, writes a note about it, keeps it from clean-up or no longer: all of it or nothing.
   *
   * @throws PetLogError `recording_not_found`, `recording_in_progress`, `recording_failed`
   */
  change(recordingId: string, { kept, name, note }: RecordingChange): Promise<RecordingInfo> {
    const { locks, events } = this.#options;
    return locks.run(recordingId, async () => {
      const recording = this.#whenOver(recordingId);
      const eventIds = eventIdsOf(events, recording);
      const changed = await this.#save(recording, (before) => ({
        ...before,
        isKept: kept ?? before.isKept,
        name: name?.normalize() ?? before.name,
        note: note?.normalize() ?? before.note,
      }));
      return recordingInfo(changed, eventIds);
    });
  }

  /**
   * The clock was wrong when these began, and by how many milliseconds each was behind is known now.
   *
   * @returns the ids of those whose times changed
   */
  async correctTimes(behindMilliseconds: ReadonlyMap<string, number>): Promise<string[]> {
    const { locks, logger } = this.#options;
    const corrected: string[] = [];
    for (const [recordingId, behind] of behindMilliseconds) {
      try {
        await locks.run(recordingId, () => this.#correctTime(recordingId, behind));
        corrected.push(recordingId);
      } catch (error) {
        logger.warn({ err: error, recordingId }, 'the time of a recording could not be corrected');
      }
    }
    return corrected;
  }

  /**
   * Does what belongs to the pictures of a recording while nobody can remove it, and notes what that made of them;
   * nothing when it is not there any more.
   */
  changePictures(recordingId: string, work: (storage: StorageDirectory) => Promise<PictureState>): Promise<void> {
    const { database, locks, find, storageOf } = this.#options;
    return locks.run(recordingId, async () => {
      const recording = find(recordingId);
      if (recording !== null) {
        const state = await work(storageOf(recording));
        database.write((table) => table.setPictures(recordingId, state));
      }
    });
  }

  /**
   * Removes a recording: its file and all that belongs to it, or nothing.
   *
   * @returns what it was
   * @throws PetLogError `recording_not_found`, `recording_in_progress`, `recording_not_removed`
   */
  remove(recordingId: string): Promise<Recording> {
    return this.#options.locks.run(recordingId, () => this.#remove(recordingId));
  }

  /**
   * As `remove`, for clean-up: only what PetLog recorded, unless others' videos may go too.
   *
   * @returns what it was
   * @throws PetLogError `recording_not_found`, `recording_in_progress`, `recording_not_removed`
   */
  cleanUp(recordingId: string, mayBeImported: boolean): Promise<Recording> {
    return this.#options.locks.run(recordingId, async () => {
      if (!mayBeImported) {
        await this.#assertOwn(recordingId);
      }
      return this.#remove(recordingId);
    });
  }

  /** @throws PetLogError `recording_failed`; nothing is changed then */
  async #correctTime(recordingId: string, behindMilliseconds: number): Promise<void> {
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
    const { database, inProgress, storageOf, disks } = this.#options;
    const { recordingId } = recording;
    const storage = storageOf(recording);
    const changed = change(recording);
    try {
      await disks.ensureMounted(storage);
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

  async #remove(recordingId: string): Promise<Recording> {
    const { database, inProgress, storageOf, disks, logger } = this.#options;
    const recording = this.#whenOver(recordingId);
    const storage = storageOf(recording);
    try {
      await disks.ensureMounted(storage);
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
  async #assertOwn(recordingId: string): Promise<void> {
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
