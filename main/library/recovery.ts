import type { Logger } from '../system/logger.ts';
import type { JobQueue } from '../system/job-queue.ts';
import { assertMounted } from './mounted-disk.ts';
import { recoverDirectory } from './recover-directory.ts';
import type { RecoveryOptions, RecoveryResult } from './recovery-options.ts';
import type { StorageDirectory } from './storage-directory.ts';

interface RecoveryServiceOptions extends Omit<RecoveryOptions, 'storage'> {
  work: JobQueue;
  logger: Logger;
  /** Recordings may have been found. */
  onSettled: () => void;
}

/** Makes database and files agree: at the start, when a disk comes back, and when the database was lost. */
export class Recovery {
  readonly #options: RecoveryServiceOptions;
  readonly #listeners = new Set<(result: RecoveryResult) => void>();
  #count = 0;
  /** The directory that the database was last made to agree with. */
  #storage: StorageDirectory | null = null;

  constructor(options: RecoveryServiceOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#count > 0;
  }

  /** Called when one has ended in order. Returns the function that ends the subscription. */
  onDone(listener: (result: RecoveryResult) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws the system's error when the directory cannot be read or its disk is not there; nothing is changed then */
  async run(storage: StorageDirectory): Promise<void> {
    const { work, database, signal, onSettled } = this.#options;
    this.#storage = storage;
    this.#count += 1;
    try {
      const result = await work.add(async () => {
        await assertMounted(storage, database);
        return recoverDirectory({ ...this.#options, storage });
      });
      if (!signal.aborted) {
        this.#listeners.forEach((listener) => listener(result));
      }
    } finally {
      this.#count -= 1;
      onSettled();
    }
  }

  /** Tells those who listen of something that was settled without one. */
  tell(result: RecoveryResult): void {
    this.#listeners.forEach((listener) => listener(result));
  }

  /** The database is a new one and knows nothing. */
  again(): void {
    if (this.#storage !== null) {
      this.run(this.#storage).catch((error: unknown) => this.#options.logger.error({ err: error }, 'the database could not be rebuilt'));
    }
  }
}
