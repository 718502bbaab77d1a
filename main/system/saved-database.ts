import { existsSync } from 'node:fs';
import type { DatabaseSync, Session, StatementSync } from 'node:sqlite';
import { PetLogError } from '../../shared/errors.ts';
import { diskReason } from './disk-errors.ts';
import type { Logger } from './logger.ts';
import { PreparedDatabase } from './prepared-database.ts';
import { isLocked, NewerDatabaseError, openSqlite } from './sqlite.ts';
import { copyRows, readCopy, replaceRows, tablesOf } from './sqlite-copy.ts';

export interface SavedDatabaseOptions {
  path: string;
  migrations: readonly string[];
  /** Before SQLite opens the file. May throw. */
  prepareFile(): void;
  /** Tables that are taken over also from a file that is damaged or of a newer PetLog, as far as they can be read. */
  keptTables: readonly string[];
  logger: Logger;
}

/** While PetLog runs, nothing waits for somebody who keeps the file locked. */
const waitMilliseconds = 100;

/**
 * A small database that is worked with in memory and saved with each change,
 * before whoever made it is answered. On a disk that fails, it goes on with what
 * it knows, says so, and saves all of it when the disk can be written again.
 * The file of a newer PetLog is never written.
 */
export class SavedDatabase extends PreparedDatabase {
  readonly #options: SavedDatabaseOptions;
  #disk: DatabaseSync | null = null;
  #session: Session | null = null;
  #problem: PetLogError | null = null;
  #damage: PetLogError | null = null;
  /** Whether the file holds something that is not known here. */
  #isUnread = false;
  #isNewer = false;
  #changeCount = 0;

  constructor(options: SavedDatabaseOptions) {
    super(':memory:');
    this.#options = options;
    options.migrations.forEach((step) => super.exec(step));
    super.exec('PRAGMA foreign_keys = ON;');
    this.#open();
    this.#session = this.createSession();
  }

  /** What is wrong with the file now; its name and the reason are in the sentence. */
  get problem(): PetLogError | null {
    return this.#problem ?? this.#damage;
  }

  /** Whether each change so far is on the disk. */
  get isSaved(): boolean {
    return this.#problem === null;
  }

  /** Whether everything that was saved once is known. */
  get isComplete(): boolean {
    return !this.#isUnread && !this.#isNewer && this.#damage === null;
  }

  /** Grows with each statement that may change something: what was read before and after is the same while this is. */
  get changeCount(): number {
    return this.#changeCount;
  }

  /** Saves what could not be saved. Never throws. */
  retry(): void {
    if (this.#problem === null || this.#isNewer || !this.isOpen) {
      return;
    }
    try {
      this.#disk?.close();
      this.#disk = null;
      const disk = this.#openFile(waitMilliseconds);
      this.#disk = disk;
      if (this.#isUnread) {
        copyRows(disk, this);
      }
      replaceRows(this, disk);
      this.#isUnread = false;
      this.#problem = null;
      this.#begin();
      this.#options.logger.info({ path: this.#options.path }, 'the database can be saved again');
    } catch (error) {
      this.#failed(error);
    }
  }

  override exec(sql: string): void {
    this.#saving(() => super.exec(sql));
  }

  override close(): void {
    this.#session = null;
    this.#disk?.close();
    this.#disk = null;
    super.close();
  }

  protected override prepareAnew(sql: string): StatementSync {
    const statement = super.prepareAnew(sql);
    if (!/^\s*(SELECT|PRAGMA)\b/i.test(sql)) {
      const run = statement.run.bind(statement) as (...values: unknown[]) => ReturnType<StatementSync['run']>;
      const get = statement.get.bind(statement) as (...values: unknown[]) => ReturnType<StatementSync['get']>;
      Object.defineProperties(statement, {
        run: { value: (...values: unknown[]) => this.#saving(() => run(...values)) },
        get: { value: (...values: unknown[]) => this.#saving(() => get(...values)) },
      });
    }
    return statement;
  }

  #saving<Result>(work: () => Result): Result {
    this.#changeCount += 1;
    const result = work();
    if (!this.isTransaction) {
      this.#save();
    }
    return result;
  }

  #save(): void {
    if (this.#session === null || this.#problem !== null) {
      return; // `retry` saves all of it
    }
    const changes = this.#session.changeset();
    if (changes.length === 0) {
      return;
    }
    try {
      if (this.#disk !== null && !this.#disk.applyChangeset(changes)) {
        replaceRows(this, this.#disk); // somebody else wrote there
      }
      this.#begin();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Of what is to be saved next. */
  #begin(): void {
    this.#session?.close();
    this.#session = this.createSession();
  }

  #open(): void {
    const { path, keptTables } = this.#options;
    try {
      const disk = this.#openFile();
      copyRows(disk, this);
      this.#disk = disk;
    } catch (error) {
      this.#failed(error);
      this.#isUnread = existsSync(path) && !this.#isRead(path, this.#isNewer ? keptTables : tablesOf(this));
    }
  }

  #openFile(milliseconds?: number): DatabaseSync {
    const { path, migrations, prepareFile, keptTables, logger } = this.#options;
    const onDamage = (error: unknown, aside: string): void => {
      prepareFile();
      this.#damage = new PetLogError('database_damaged', { path, aside });
      logger.error({ err: error, aside }, this.#damage.message);
      this.#isRead(aside, keptTables);
    };
    prepareFile();
    const disk = openSqlite(path, migrations, onDamage, milliseconds);
    // Foreign keys are minded in memory. What was shut out must not come back by a power cut.
    disk.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;');
    return disk;
  }

  /** Takes over what a file holds that cannot be used as it is. */
  #isRead(path: string, tables: readonly string[]): boolean {
    try {
      readCopy(path, (copy) => copyRows(copy, this, tables), tables === this.#options.keptTables);
      return true;
    } catch (error) {
      this.#options.logger.warn({ err: error, path }, 'nothing could be read of the database');
      return false;
    }
  }

  #failed(error: unknown): void {
    const { path, logger } = this.#options;
    this.#isNewer = error instanceof NewerDatabaseError;
    const problem = this.#isNewer
      ? new PetLogError('database_newer', { path })
      : new PetLogError(
          'database_not_saved',
          { path, reason: isLocked(error) ? 'another program keeps it locked' : diskReason(error) },
          { cause: error },
        );
    if (this.#problem?.message !== problem.message) {
      logger.error({ err: error, path }, problem.message);
    }
    this.#problem = problem;
  }
}
