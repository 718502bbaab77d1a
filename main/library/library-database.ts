import type { PetLogError } from '../../shared/errors.ts';
import type { FallbackDatabase } from '../system/fallback-database.ts';
import type { Logger } from '../system/logger.ts';
import type { Clock } from '../system/clock.ts';
import { isDamage, isReadOnly, moveAside } from '../system/sqlite.ts';
import { openDatabase } from './database.ts';
import { RecordingTable } from './recording-table.ts';
import type { Recording } from './recording.ts';

/** The database while PetLog runs. It may break at any time; what is in it can always be made again. */
export class LibraryDatabase {
  readonly #path: string;
  readonly #logger: Logger;
  readonly #onReplaced: () => void;
  readonly #clock: Clock;
  readonly #openedMilliseconds: number;
  readonly #file: FallbackDatabase;
  #table: RecordingTable;
  /** Of earlier starts. */
  #savedRunningMilliseconds: number;
  #problem: string | null = null;

  /**
   * @param onReplaced it broke while it was open, and a new one knows nothing yet
   */
  constructor(path: string, clock: Clock, logger: Logger, onReplaced: () => void) {
    this.#path = path;
    this.#logger = logger;
    this.#onReplaced = onReplaced;
    this.#clock = clock;
    this.#openedMilliseconds = clock.monotonicMilliseconds();
    this.#file = openDatabase(path, logger);
    this.#table = new RecordingTable(this.#file.current);
    this.#savedRunningMilliseconds = this.#table.runningMilliseconds;
  }

  /**
   * How long PetLog has run with this library, over all its starts. No setting of the system's clock changes it; what was not saved is
   * lost with a killed process, and counted again.
   */
  get runningMilliseconds(): number {
    return Math.round(this.#savedRunningMilliseconds + this.#clock.monotonicMilliseconds() - this.#openedMilliseconds);
  }

  saveRunningTime(): void {
    this.write((table) => table.putRunningTime(this.runningMilliseconds));
  }

  /** Adds or replaces, as `write`. */
  put(...recordings: readonly Recording[]): void {
    this.write((table) => table.put(this.runningMilliseconds, ...recordings));
  }

  /** `connected`, or what is wrong. */
  get status(): string {
    try {
      this.#table.count({ fromMilliseconds: 0, toMilliseconds: 0 });
      return this.#problem ?? (this.#file.isInMemory ? this.#file.problem?.message : null) ?? 'connected';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Whether it can be asked and written, if only in memory. */
  get isUsable(): boolean {
    return this.status === 'connected' || (this.#problem === null && this.#file.isInMemory);
  }

  /** What is wrong with its file. */
  get fileProblem(): PetLogError | null {
    return this.#file.problem;
  }

  /** Uses the file again where that could not be; it is brought up to date from the recordings. Never throws. */
  retry(): void {
    if (this.#file.retry(() => {})) {
      this.#table = new RecordingTable(this.#file.current);
      this.#savedRunningMilliseconds = this.#table.runningMilliseconds;
      this.#onReplaced();
    }
  }

  /** @throws sqlite's error */
  read<Result>(work: (table: RecordingTable) => Result): Result {
    try {
      return work(this.#table);
    } catch (error) {
      if (!isDamage(error)) {
        throw error;
      }
      this.#replace(error);
      return work(this.#table);
    }
  }

  /** Tries to, on a disk that became read-only in memory. The files have it anyway, and the next start brings it into the database. */
  write(work: (table: RecordingTable) => void): void {
    try {
      this.read(work);
      this.#problem = null;
    } catch (error) {
      if (isReadOnly(error) && !this.#file.isInMemory) {
        this.#file.leave(error);
        this.#table = new RecordingTable(this.#file.current);
        this.write(work);
        return;
      }
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#logger.error({ err: error }, 'the database could not be written');
    }
  }

  close(): void {
    this.saveRunningTime();
    this.#file.close();
  }

  #replace(error: unknown): void {
    this.#logger.error({ err: error }, 'the database is damaged; it is made anew');
    this.#file.replace(() => moveAside(this.#path));
    this.#table = new RecordingTable(this.#file.current);
    this.#onReplaced();
  }
}
