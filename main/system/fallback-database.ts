import { PetLogError } from '../../shared/errors.ts';
import { diskReason } from './disk-errors.ts';
import type { Logger } from './logger.ts';
import type { PreparedDatabase } from './prepared-database.ts';
import { isLocked, NewerDatabaseError, openInMemory } from './sqlite.ts';
import { copyRows, readCopy } from './sqlite-copy.ts';

export interface FallbackDatabaseOptions {
  path: string;
  migrations: readonly string[];
  /** Opens the file, or begins a new one where it is damaged, which it tells. May throw. */
  open(onDamage: (error: unknown, aside: string) => void, waitMilliseconds?: number): PreparedDatabase;
  logger: Logger;
}

/** While PetLog runs, nothing waits for somebody who keeps the file locked. */
const waitMilliseconds = 100;

/**
 * A database file or, while that cannot be used, one in memory with what could
 * be read of it: on a read-only disk, or where the file is locked or of a newer
 * PetLog. Says which, until the file can be used.
 */
export class FallbackDatabase {
  readonly #options: FallbackDatabaseOptions;
  #current: PreparedDatabase;
  #problem: PetLogError | null = null;
  #damage: PetLogError | null = null;
  #isNewer = false;
  #isRead = false;

  constructor(options: FallbackDatabaseOptions) {
    this.#options = options;
    try {
      this.#current = this.#open();
    } catch (error) {
      this.#failed(error);
      this.#current = openInMemory(options.migrations);
      if (!this.#isNewer) {
        this.#read(this.#current);
      }
    }
  }

  /** Another one after `retry` or `replace` said so. */
  get current(): PreparedDatabase {
    return this.#current;
  }

  /** What is wrong with the file now; its name and the reason are in the sentence. */
  get problem(): PetLogError | null {
    return this.#problem ?? this.#damage;
  }

  /** Whether the one in memory began with what is in the file. */
  get isRead(): boolean {
    return this.#isRead;
  }

  get isInMemory(): boolean {
    return this.#problem !== null;
  }

  /** Goes on in memory, as the file cannot be written any more. */
  leave(error: unknown): void {
    this.#failed(error);
    const memory = openInMemory(this.#options.migrations);
    this.#isRead = false;
    try {
      copyRows(this.#current, memory);
      this.#isRead = true;
    } catch (reason) {
      this.#options.logger.warn({ err: reason, path: this.#options.path }, 'nothing could be read of the database');
    }
    this.#close();
    this.#current = memory;
  }

  /**
   * Tries the file again when it could not be used.
   *
   * @param takeOver gets the one in memory and the file before it counts; throws when that cannot be written
   * @returns whether the file is in use again
   */
  retry(takeOver: (memory: PreparedDatabase, file: PreparedDatabase) => void): boolean {
    if (this.#problem === null || this.#isNewer || !this.#current.isOpen) {
      return false;
    }
    let file: PreparedDatabase | null = null;
    try {
      file = this.#open(waitMilliseconds);
      takeOver(this.#current, file);
    } catch (error) {
      file?.close();
      this.#failed(error);
      return false;
    }
    this.#close();
    this.#current = file;
    this.#problem = null;
    this.#options.logger.info({ path: this.#options.path }, 'the database can be used again');
    return true;
  }

  /**
   * The file broke while it was open. A new one is begun; where that cannot be, one in memory.
   *
   * @param moveAside the broken one
   */
  replace(moveAside: () => string): void {
    this.#close();
    try {
      const aside = moveAside();
      this.#current = this.#open();
      this.#damage = new PetLogError('database_damaged', { path: this.#options.path, aside });
      this.#problem = null;
    } catch (error) {
      this.#failed(error);
      this.#current = openInMemory(this.#options.migrations);
      this.#isRead = false;
    }
  }

  close(): void {
    this.#close();
  }

  #open(milliseconds?: number): PreparedDatabase {
    const { path, open, logger } = this.#options;
    return open((error, aside) => {
      this.#damage = new PetLogError('database_damaged', { path, aside });
      logger.error({ err: error, aside }, this.#damage.message);
    }, milliseconds);
  }

  #read(memory: PreparedDatabase): void {
    try {
      readCopy(this.#options.path, (copy) => copyRows(copy, memory));
      this.#isRead = true;
    } catch (error) {
      this.#options.logger.warn({ err: error, path: this.#options.path }, 'nothing could be read of the database');
    }
  }

  #close(): void {
    if (this.#current.isOpen) {
      this.#current.close();
    }
  }

  #failed(error: unknown): void {
    const { path, logger } = this.#options;
    this.#isNewer = error instanceof NewerDatabaseError;
    const reason = isLocked(error) ? 'another program keeps it locked' : diskReason(error);
    const problem = this.#isNewer
      ? new PetLogError('database_newer', { path })
      : new PetLogError('database_not_saved', { path, reason }, { cause: error });
    if (this.#problem?.message !== problem.message) {
      logger.error({ err: error, path }, problem.message);
    }
    this.#problem = problem;
  }
}
