import type { Clock } from '../system/clock.ts';
import { partsOf, sizeOfParts } from './finish-recording.ts';
import type { KeyedLock } from '../system/keyed-lock.ts';
import type { LibraryDatabase } from './library-database.ts';
import { assertMounted } from './mounted-disk.ts';
import type { Recording } from './recording.ts';
import type { RecoveryResult } from './recovery-options.ts';
import { removeRemains } from './remove-recording.ts';
import { readSidecar } from './sidecar.ts';
import { StorageDirectory } from './storage-directory.ts';

interface RemovedOutsideOptions {
  dataDirectory: string;
  database: LibraryDatabase;
  locks: KeyedLock;
  clock: Clock;
  isActive: (recordingId: string) => boolean;
  /** Some are gone. */
  onGone: (result: RecoveryResult) => void;
}

/** A disk that takes longer answers nothing to anybody; who asked gets what is known. */
const patienceMilliseconds = 1000;

/** Finds recordings whose files somebody removed from the directory while PetLog runs, when somebody asks for them. */
export class RemovedOutside {
  readonly #options: RemovedOutsideOptions;
  /** One look at a time: on a disk that hangs, each would hold up a thread for ever. */
  #looking: Promise<void> | null = null;

  constructor(options: RemovedOutsideOptions) {
    this.#options = options;
  }

  /** Takes those of them from the list whose files are gone. Resolves within a second; never rejects. */
  async look(recordingIds: readonly string[]): Promise<void> {
    if (this.#looking === null) {
      this.#looking = this.#look(recordingIds)
        .catch(() => {}) // the disk is not there, or cannot be asked: nothing is known of the files
        .finally(() => (this.#looking = null));
    }
    const looking = this.#looking;
    await new Promise<void>((resolve) => {
      const cancel = this.#options.clock.after(patienceMilliseconds, resolve);
      void looking.then(() => {
        cancel();
        resolve();
      });
    });
  }

  async #look(recordingIds: readonly string[]): Promise<void> {
    const { database, locks, dataDirectory, onGone } = this.#options;
    const gone = new Map<string, number>();
    for (const recordingId of recordingIds) {
      const recording = database.read((table) => table.find(recordingId));
      const storage = recording === null ? null : new StorageDirectory(dataDirectory, recording.directory);
      if (
        recording !== null &&
        storage !== null &&
        (await this.#isGone(recording, storage)) &&
        (await locks.run(recordingId, () => this.#forget(recordingId, storage)))
      ) {
        gone.set(storage.absolutePath, (gone.get(storage.absolutePath) ?? 0) + 1);
      }
    }
    gone.forEach((count, path) => onGone({ path, found: 0, repaired: 0, gone: count }));
  }

  async #isGone(recording: Recording, storage: StorageDirectory): Promise<boolean> {
    if (this.#options.isActive(recording.recordingId) || (await storage.hasFile(recording.filename))) {
      return false;
    }
    await assertMounted(storage, this.#options.database);
    const sidecar = await readSidecar(storage.sidecar(recording.recordingId), storage.relativePath);
    return sidecar === null || (await sizeOfParts(partsOf(sidecar, storage))) === 0;
  }

  /** Somebody may have changed it while this waited. */
  async #forget(recordingId: string, storage: StorageDirectory): Promise<boolean> {
    const { database } = this.#options;
    const recording = database.read((table) => table.find(recordingId));
    if (recording === null || !(await this.#isGone(recording, storage))) {
      return false;
    }
    database.write((table) => table.remove(recordingId));
    await removeRemains(recordingId, storage);
    return true;
  }
}
