import type { AnsweringDisks } from '../system/answering-disks.ts';
import type { LibraryDatabase } from './library-database.ts';
import { assertMounted } from './mounted-disk.ts';
import type { StorageDirectory } from './storage-directory.ts';

/** The disks of the directories of recordings: each may be gone, or answer nothing. */
export class LibraryDisks {
  readonly #disks: Pick<AnsweringDisks, 'ask'> | undefined;
  readonly #database: LibraryDatabase;

  /** @param disks without them, a disk has all the time that it takes */
  constructor(disks: Pick<AnsweringDisks, 'ask'> | undefined, database: LibraryDatabase) {
    this.#disks = disks;
    this.#database = database;
  }

  /** Does what belongs to a directory. Rejects with what the work does, or once its disk has not answered for too long. */
  ask<Value>({ absolutePath }: StorageDirectory, work: () => Promise<Value>): Promise<Value> {
    return this.#disks?.ask(absolutePath, work) ?? work();
  }

  /** @throws Error with the code `ENOTMOUNTED`, or the system's error */
  ensureMounted(storage: StorageDirectory): Promise<void> {
    return this.ask(storage, () => assertMounted(storage, this.#database));
  }
}
