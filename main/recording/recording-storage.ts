import type { Problem } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';
import type { PetLogError } from '../../shared/errors.ts';
import type { EventBus } from '../events/event-bus.ts';
import { StorageDirectory } from '../library/storage-directory.ts';
import type { AnsweringDisks } from '../system/answering-disks.ts';
import type { Clock } from '../system/clock.ts';
import type { DiskSpace } from '../system/disk-space.ts';
import type { Logger } from '../system/logger.ts';
import { StorageMonitor } from './storage-monitor.ts';

export interface RecordingStorageOptions {
  dataDirectory: string;
  config: () => Config;
  /** Calls back with the keys that have other values. Returns the function that ends that. */
  onSettingsChanged(listener: (changedKeys: readonly string[]) => void): () => void;
  /** Whether any camera may record; where none may, its disk is of no interest. */
  isWanted(): boolean;
  clock: Clock;
  bus: EventBus;
  logger: Logger;
  library: {
    ensureMounted(storage: StorageDirectory): Promise<void>;
    recover(storage: StorageDirectory): Promise<void>;
  };
  cleanUp: {
    /** Removes what may be removed. */
    run(): Promise<void>;
    /** Why nothing more may be recorded although the disk has room. */
    limitReached(): Promise<PetLogError | null>;
  };
  diskSpace: (path: string) => Promise<DiskSpace>;
  /** Puts an end to what is asked of a disk that may be gone. */
  disks?: Pick<AnsweringDisks, 'ask'>;
}

/** Where the recordings of all cameras go, and what is wrong with that place now. */
export class RecordingStorage {
  readonly #options: RecordingStorageOptions;
  readonly #monitor: StorageMonitor;
  readonly #failureListeners = new Set<(error: PetLogError) => void>();
  readonly #unsubscribe: () => void;
  #directory: StorageDirectory;

  constructor(options: RecordingStorageOptions) {
    this.#options = options;
    this.#directory = this.#configured();
    const { clock, bus, config, diskSpace, disks, cleanUp, library, isWanted } = options;
    this.#monitor = new StorageMonitor({
      storage: () => this.#directory,
      config,
      isWanted,
      clock,
      bus,
      diskSpace,
      disks,
      makeRoom: () => cleanUp.run(),
      limitReached: () => cleanUp.limitReached(),
      ensureMounted: (storage) => library.ensureMounted(storage),
      onFailure: (error) => this.#failureListeners.forEach((listener) => listener(error)),
      onRestored: () => void this.recover(),
    });
    this.#unsubscribe = options.onSettingsChanged((keys) => {
      if (keys.includes('camera.storage_path')) {
        this.#directory = this.#configured();
        void this.recover();
      }
    });
  }

  /** A recording that has begun stays where it is. */
  get directory(): StorageDirectory {
    return this.#directory;
  }

  /** What is wrong with the disk now. */
  get problems(): readonly Problem[] {
    return this.#monitor.problem === null ? [] : [this.#monitor.problem];
  }

  /** Called when nothing can be recorded, for whoever records. Returns the function that ends the subscription. */
  onFailure(listener: (error: PetLogError) => void): () => void {
    this.#failureListeners.add(listener);
    return () => this.#failureListeners.delete(listener);
  }

  /** Repairs what the last run left behind, and begins to watch the disk. Never rejects: what is wrong becomes a problem. */
  async recover(): Promise<void> {
    this.#monitor.start();
    try {
      await this.#options.library.recover(this.#directory);
    } catch (error) {
      this.#options.logger.error({ err: error }, 'the recordings could not be checked');
      await this.#monitor.failed(error);
    }
  }

  /** @throws PetLogError `storage_full`, `storage_limit`, or the system's error when the disk cannot be asked */
  checkRoom(): Promise<void> {
    return this.#monitor.checkRoom();
  }

  /** @throws PetLogError as `checkRoom`, told on every screen */
  async assertRoom(): Promise<void> {
    try {
      await this.#monitor.checkRoom();
    } catch (error) {
      throw await this.#monitor.failed(error);
    }
  }

  /** Something could not be written. Returns it as PetLog's own error, which is told on every screen until it is right again. */
  failed(error: unknown): Promise<PetLogError> {
    return this.#monitor.failed(error);
  }

  /** A recording could not be made; finds out whether the disk is to blame. Returns PetLog's own error. */
  suspect(error: unknown): Promise<PetLogError> {
    return this.#monitor.suspect(error);
  }

  close(): void {
    this.#unsubscribe();
    this.#monitor.close();
  }

  #configured(): StorageDirectory {
    return new StorageDirectory(this.#options.dataDirectory, this.#options.config().camera.storage_path);
  }
}
