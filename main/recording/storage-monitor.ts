import { constants } from 'node:fs';
import { access, rm, writeFile } from 'node:fs/promises';
import type { Problem } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';
import { type ErrorCode, PetLogError } from '../../shared/errors.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import type { AnsweringDisks } from '../system/answering-disks.ts';
import type { Clock } from '../system/clock.ts';
import type { DiskSpace } from '../system/disk-space.ts';
import { diskReason, isFull, isReadOnly, isTooSlow } from '../system/disk-errors.ts';
import { bytesPerMegabyte } from '../system/units.ts';
import { isMissing } from '../system/is-missing.ts';

export interface StorageMonitorOptions {
  storage: () => StorageDirectory;
  config: () => Config;
  /** Whether anything may be recorded. */
  isWanted(): boolean;
  clock: Clock;
  bus: EventBus;
  diskSpace: (path: string) => Promise<DiskSpace>;
  /** Puts an end to what is asked of a disk that may be gone. */
  disks?: Pick<AnsweringDisks, 'ask'> | undefined;
  /** @throws when the disk of the recordings is not there */
  ensureMounted: (storage: StorageDirectory) => Promise<void>;
  /** Removes what may be removed. */
  makeRoom: () => Promise<void>;
  /** Why nothing more may be recorded although the disk has room. */
  limitReached: () => Promise<PetLogError | null>;
  /** A look at the disk found that nothing can be recorded, perhaps still. */
  onFailure: (error: PetLogError) => void;
  /** The directory works again after it did not. */
  onRestored: () => void;
}

const intervalMilliseconds = 5000;
/** A recording has a file, a sidecar and pictures. */
const leastFiles = 8;
/** Clean-up that takes longer goes on, but nobody waits for it. */
const cleanUpMilliseconds = 10_000;
/** What a recording may be refused for because of its disk, beside the system's errors. */
const diskCodes: readonly ErrorCode[] = ['storage_full', 'storage_limit', 'disk_no_inodes'];

/** Watches the disk of the recordings, and knows what is wrong with it until it is right again. */
export class StorageMonitor {
  readonly #options: StorageMonitorOptions;
  #problem: Problem | null = null;
  #cancel = (): void => {};
  #isClosed = false;

  constructor(options: StorageMonitorOptions) {
    this.#options = options;
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  /** Looks every few seconds from now on. */
  start(): void {
    this.#schedule();
  }

  /**
   * Whether there is room for a recording, or can be made.
   *
   * @throws PetLogError `storage_full`, `storage_limit`, or the system's error when the disk cannot be asked
   */
  async checkRoom(): Promise<void> {
    const { storage, config, diskSpace, makeRoom, limitReached } = this.#options;
    const path = storage().absolutePath;
    const minimumMegabytes = config().recording.min_free_mb;
    const isShort = ({ availableBytes, availableFiles = Infinity }: DiskSpace): boolean =>
      availableBytes < minimumMegabytes * bytesPerMegabyte || availableFiles < leastFiles;
    let space = await diskSpace(path);
    if (isShort(space)) {
      await this.#waitFor(makeRoom());
      space = await diskSpace(path);
    }
    if (isShort(space)) {
      throw space.availableBytes < minimumMegabytes * bytesPerMegabyte
        ? storageFull(path, space.availableBytes, minimumMegabytes)
        : noFiles(path, space.availableBytes);
    }
    const limit = await limitReached();
    if (limit !== null) {
      throw limit;
    }
  }

  /** What went wrong is told on every screen until a check finds everything right. Returns it as PetLog's own error. */
  async failed(error: unknown): Promise<PetLogError> {
    const { storage, config, diskSpace, bus } = this.#options;
    const path = storage().absolutePath;
    const known = await this.#named(error, path);
    if (this.#problem?.code !== known.code && (known.code === 'storage_full' || known.code === 'disk_full')) {
      const space = await diskSpace(path).catch(() => null);
      bus.emit('storage.full', {
        path,
        free_mb: Math.floor((space?.availableBytes ?? 0) / bytesPerMegabyte),
        minimum_mb: config().recording.min_free_mb,
      });
    }
    this.#set(known);
    return known;
  }

  /**
   * A recording could not be made. The disk is asked whether that is its fault, and is left out of it where it works: what runs
   * beside must not end for a name that is too long. Returns PetLog's own error.
   */
  async suspect(error: unknown): Promise<PetLogError> {
    if (error instanceof PetLogError && !diskCodes.includes(error.code)) {
      return error;
    }
    if (error instanceof PetLogError || isFull(error) || isTooSlow(error)) {
      return this.failed(error);
    }
    try {
      await this.#options.ensureMounted(this.#options.storage());
      await this.#checkWriting();
    } catch {
      return this.failed(error);
    }
    return new PetLogError('recording_failed', { reason: diskReason(error) }, { cause: error });
  }

  async #named(error: unknown, path: string): Promise<PetLogError> {
    if (error instanceof PetLogError) {
      return error;
    }
    if (isReadOnly(error)) {
      return new PetLogError('disk_read_only', { path }, { cause: error });
    }
    if (isTooSlow(error)) {
      return new PetLogError('disk_not_answering', { path }, { cause: error });
    }
    if (!isFull(error)) {
      return new PetLogError('recording_failed', { reason: `${diskReason(error)} (${path})` }, { cause: error });
    }
    const minimumMegabytes = this.#options.config().recording.min_free_mb;
    const { availableBytes, availableFiles = Infinity } = await this.#options
      .diskSpace(path)
      .catch((): DiskSpace => ({ availableBytes: 0, totalBytes: 0 }));
    if (availableFiles < leastFiles) {
      return noFiles(path, availableBytes);
    }
    return availableBytes < minimumMegabytes * bytesPerMegabyte
      ? storageFull(path, availableBytes, minimumMegabytes)
      : new PetLogError('disk_full', { path }, { cause: error });
  }

  async #waitFor(work: Promise<void>): Promise<void> {
    const { clock } = this.#options;
    await new Promise<void>((resolve, reject) => {
      const cancel = clock.after(cleanUpMilliseconds, resolve);
      work.then(resolve, reject).finally(cancel);
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  #schedule(): void {
    this.#cancel();
    if (!this.#isClosed) {
      this.#cancel = this.#options.clock.after(intervalMilliseconds, () => void this.#check().finally(() => this.#schedule()));
    }
  }

  async #check(): Promise<void> {
    if (!this.#options.isWanted()) {
      this.#clear();
      return;
    }
    try {
      await this.#options.ensureMounted(this.#options.storage());
      await this.checkRoom();
      await (this.#problem === null ? this.#checkPermission() : this.#checkWriting());
      this.#clear();
    } catch (error) {
      this.#options.onFailure(await this.failed(error));
    }
  }

  /** A directory that does not exist yet is made by the first recording. */
  async #checkPermission(): Promise<void> {
    const { absolutePath } = this.#options.storage();
    try {
      await this.#ask(absolutePath, () => access(absolutePath, constants.W_OK | constants.X_OK));
    } catch (error) {
      if (!isMissing(error)) {
        throw error;
      }
    }
  }

  /** After a failure only a write proves anything. */
  #checkWriting(): Promise<void> {
    const storage = this.#options.storage();
    return this.#ask(storage.absolutePath, async () => {
      await storage.prepare();
      const path = storage.hiddenFile('write-test.tmp');
      await writeFile(path, 'PetLog');
      await rm(path);
    });
  }

  #ask<Value>(directory: string, work: () => Promise<Value>): Promise<Value> {
    return this.#options.disks?.ask(directory, work) ?? work();
  }

  #set(error: PetLogError): void {
    const { clock } = this.#options;
    if (this.#problem?.code !== error.code || this.#problem.message !== error.message) {
      const since = this.#problem?.code === error.code ? this.#problem.since : new Date(clock.nowMicroseconds() / 1000).toISOString();
      this.#problem = { code: error.code, message: error.message, since };
    }
  }

  #clear(): void {
    if (this.#problem !== null && !this.#isClosed) {
      this.#problem = null;
      this.#options.onRestored();
    }
  }
}

function storageFull(path: string, availableBytes: number, minimumMegabytes: number): PetLogError {
  return new PetLogError('storage_full', { freeMegabytes: Math.floor(availableBytes / bytesPerMegabyte), path, minimumMegabytes });
}

const noFiles = (path: string, availableBytes: number): PetLogError =>
  new PetLogError('disk_no_inodes', { path, freeMegabytes: Math.floor(availableBytes / bytesPerMegabyte) });
