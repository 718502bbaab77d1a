import { constants } from 'node:fs';
import { access, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../shared/api.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { AnsweringDisks } from './answering-disks.ts';
import type { Clock } from './clock.ts';
import { diskReason, isFull, isReadOnly, isTooSlow } from './disk-errors.ts';
import type { DiskSpace } from './disk-space.ts';
import type { Logger } from './logger.ts';
import { bytesPerMegabyte } from './units.ts';
import { isMissing } from './is-missing.ts';

/** Something that is kept in the data directory, and goes on while it cannot be saved. */
export interface Saver {
  /** What is wrong with its file. */
  readonly problems: readonly PetLogError[];
  /** Saves what could not be saved. Never throws. */
  retry(): void;
}

export interface DataDiskOptions {
  dataDirectory: string;
  disks: Pick<AnsweringDisks, 'ask'>;
  diskSpace: (path: string) => Promise<DiskSpace>;
  clock: Clock;
  logger: Logger;
}

const intervalMilliseconds = 5000;
/** Less holds no change of a database. */
const leastBytes = 256 * 1024;
const leastFiles = 4;

/** Watches the disk of the data directory, and whoever keeps something there: what is wrong is a problem until it is right again. */
export class DataDisk {
  readonly #options: DataDiskOptions;
  readonly #savers = new Set<Saver>();
  readonly #since = new Map<string, string>();
  #identity: string | null = null;
  #error: PetLogError | null = null;
  #cancel = (): void => {};
  #isClosed = false;

  private constructor(options: DataDiskOptions) {
    this.#options = options;
  }

  /** Looks at once, and every few seconds from then on. Never rejects. */
  static async open(options: DataDiskOptions): Promise<DataDisk> {
    const disk = new DataDisk(options);
    disk.#identity = await disk.#readIdentity().catch(() => null);
    await disk.check();
    disk.#schedule();
    return disk;
  }

  add(saver: Saver): () => void {
    this.#savers.add(saver);
    return () => void this.#savers.delete(saver);
  }

  /** What is wrong now. A disk that takes nothing is the reason of all else that is not saved. */
  get problems(): readonly Problem[] {
    const ofSavers = [...this.#savers]
      .flatMap(({ problems }) => problems)
      .filter(({ code }) => this.#error === null || code !== 'database_not_saved');
    const errors = this.#error === null ? ofSavers : [this.#error, ...ofSavers];
    const now = new Date(this.#options.clock.nowMicroseconds() / 1000).toISOString();
    for (const message of this.#since.keys()) {
      if (!errors.some((error) => error.message === message)) {
        this.#since.delete(message);
      }
    }
    return errors.map(({ code, message }) => {
      const since = this.#since.get(message) ?? now;
      this.#since.set(message, since);
      return { code, message, since };
    });
  }

  /** Whether the directory that PetLog started with is not there any more. Asks the disk. */
  async isGone(): Promise<boolean> {
    try {
      return this.#identity !== null && (await this.#readIdentity()) !== this.#identity;
    } catch (error) {
      return isMissing(error);
    }
  }

  /** Looks now. Never rejects. */
  async check(): Promise<void> {
    const before = this.#error;
    this.#error = await this.#find();
    if (this.#error !== null && this.#error.message !== before?.message) {
      this.#options.logger.error({ code: this.#error.code }, this.#error.message);
    }
    if (this.#error === null && !this.#isClosed) {
      this.#savers.forEach((saver) => saver.retry());
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  #schedule(): void {
    if (!this.#isClosed) {
      this.#cancel = this.#options.clock.after(intervalMilliseconds, () => void this.check().finally(() => this.#schedule()));
    }
  }

  async #find(): Promise<PetLogError | null> {
    const { dataDirectory: path, disks, diskSpace } = this.#options;
    if (await this.isGone()) {
      return new PetLogError('data_directory_gone', { path });
    }
    let availableBytes = 0;
    try {
      await disks.ask(path, () => access(path, constants.W_OK | constants.X_OK));
      const space = await diskSpace(path);
      ({ availableBytes } = space);
      if ((space.availableFiles ?? Infinity) < leastFiles) {
        return this.#noFiles(availableBytes);
      }
      if (availableBytes < leastBytes) {
        return new PetLogError('disk_full', { path });
      }
      if (this.#error !== null) {
        await disks.ask(path, () => this.#write());
      }
      return null;
    } catch (error) {
      return this.#named(error, availableBytes);
    }
  }

  #named(error: unknown, availableBytes: number): PetLogError {
    const { dataDirectory: path } = this.#options;
    if (isTooSlow(error)) {
      return new PetLogError('disk_not_answering', { path }, { cause: error });
    }
    if (isReadOnly(error)) {
      return new PetLogError('disk_read_only', { path }, { cause: error });
    }
    if (isFull(error)) {
      return availableBytes < leastBytes ? new PetLogError('disk_full', { path }, { cause: error }) : this.#noFiles(availableBytes);
    }
    return new PetLogError('database_not_saved', { path, reason: diskReason(error) }, { cause: error });
  }

  #noFiles(availableBytes: number): PetLogError {
    return new PetLogError('disk_no_inodes', {
      path: this.#options.dataDirectory,
      freeMegabytes: Math.floor(availableBytes / bytesPerMegabyte),
    });
  }

  /** After a failure only a write proves anything. */
  async #write(): Promise<void> {
    const path = join(this.#options.dataDirectory, '.write-test.tmp');
    await writeFile(path, 'PetLog');
    await rm(path);
  }

  /** A directory that was made anew under the same name is another one. */
  async #readIdentity(): Promise<string> {
    const { dataDirectory, disks } = this.#options;
    const { dev, ino } = await disks.ask(dataDirectory, () => stat(dataDirectory));
    return `${dev}:${ino}`;
  }
}
