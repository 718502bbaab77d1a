import { existsSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { PetLogError } from '../../shared/errors.ts';
import { diskReason } from './disk-errors.ts';
import { identifyProcess, isRunning } from './process-identity.ts';
import { isDamage, isLocked, moveAside } from './sqlite.ts';
import { StartupError } from './startup-error.ts';

/** Others that start at the same time are done before that. */
const patienceMilliseconds = 5000;

const Owner = z.object({ pid: z.int(), startTicks: z.int(), bootId: z.string(), since: z.string() });

/**
 * Claims a data directory for this process. The claim names the process by id
 * and start time, so that one left behind by a killed process counts for nothing.
 * It stands in a small database, because a transaction is what makes looking
 * and claiming one step, also for several processes that start together. Where
 * nothing can be written, looking has to do.
 */
export class DataDirectoryLock {
  readonly #directory: string;
  readonly #path: string;
  #database: DatabaseSync | null = null;
  #problem: PetLogError | null = null;
  #damage: PetLogError | null = null;

  private constructor(directory: string) {
    this.#directory = directory;
    this.#path = join(directory, 'lock.db');
  }

  /** @throws StartupError when a running process has the directory, or when there is no such directory */
  static acquire(directory: string, now: Date = new Date(), waitMilliseconds = patienceMilliseconds): DataDirectoryLock {
    const lock = new DataDirectoryLock(directory);
    lock.#acquire(now, waitMilliseconds);
    return lock;
  }

  /** Why the claim is not written down, or what was wrong with its file. */
  get problem(): PetLogError | null {
    return this.#problem ?? this.#damage;
  }

  /** Writes down a claim that could not be. Never throws. */
  retry(now: Date = new Date()): void {
    if (this.#problem === null) {
      return;
    }
    try {
      this.#acquire(now, 0);
    } catch (error) {
      this.#failed(error); // somebody else has it by now: both go on, and are told
    }
  }

  /** Gives the directory up. Call it once, last of all. */
  release(): void {
    try {
      this.#database?.exec('DELETE FROM owner');
    } catch {
      // A process that is gone has nothing, whatever is written there.
    }
    this.#database?.close();
    this.#database = null;
  }

  #acquire(now: Date, waitMilliseconds: number): void {
    try {
      this.#database = this.#claim(now, waitMilliseconds);
      this.#problem = null;
    } catch (error) {
      const owner = error instanceof StartupError ? null : readDataDirectoryOwner(this.#directory);
      if (owner !== null) {
        throw takenBy(owner, this.#directory);
      }
      if (error instanceof StartupError || !existsSync(this.#directory)) {
        throw error instanceof StartupError
          ? error
          : new StartupError(
              `The data directory ${this.#directory} cannot be claimed: ${diskReason(error)}; choose another with --data-dir.`,
              { cause: error },
            );
      }
      this.#failed(error);
    }
  }

  /** A damaged file is moved aside, unless it is one that a running PetLog has open. */
  #claim(now: Date, waitMilliseconds: number): DatabaseSync {
    try {
      return claim(this.#path, this.#directory, now, waitMilliseconds);
    } catch (error) {
      if (!isDamage(error)) {
        throw error;
      }
      const [pid] = processesWithOpen(this.#path);
      if (pid !== undefined) {
        throw new StartupError(
          `Process ${pid} uses the data directory ${this.#directory}, whose lock.db is damaged; stop it, or choose another directory with --data-dir.`,
          { cause: error },
        );
      }
      const aside = moveAside(this.#path);
      this.#damage = new PetLogError('database_damaged', { path: this.#path, aside });
      return claim(this.#path, this.#directory, now, waitMilliseconds);
    }
  }

  #failed(error: unknown): void {
    const reason = isLocked(error) ? 'another program keeps it locked' : diskReason(error);
    this.#problem = new PetLogError('database_not_saved', { path: this.#path, reason }, { cause: error });
  }
}

/** The running process that has the directory; null when none has, or when this user may not look. Changes nothing. */
export function readDataDirectoryOwner(directory: string): { readonly pid: number; readonly since: string } | null {
  const path = join(directory, 'lock.db');
  // Also where somebody keeps it locked, or where reading would leave a file behind on a read-only disk (SQLite, "immutable").
  const immutable = pathToFileURL(path);
  immutable.searchParams.set('immutable', '1');
  for (const place of [path, immutable]) {
    try {
      const database = new DatabaseSync(place, { readOnly: true, timeout: 500 });
      try {
        const owner = Owner.parse(database.prepare('SELECT * FROM owner').get());
        return isRunning(owner) ? owner : null;
      } finally {
        database.close();
      }
    } catch {
      // Perhaps the other way.
    }
  }
  return null;
}

function claim(path: string, directory: string, now: Date, waitMilliseconds: number): DatabaseSync {
  const self = identifyProcess(process.pid);
  if (self === undefined) {
    throw new StartupError('PetLog runs on Linux only: /proc does not know this process.');
  }
  const database = new DatabaseSync(path, { timeout: waitMilliseconds });
  try {
    database.exec('BEGIN IMMEDIATE');
    database.exec(
      'CREATE TABLE IF NOT EXISTS owner (pid INTEGER NOT NULL, startTicks INTEGER NOT NULL, bootId TEXT NOT NULL, since TEXT NOT NULL) STRICT',
    );
    const owner = Owner.safeParse(database.prepare('SELECT * FROM owner').get());
    if (owner.success && isRunning(owner.data)) {
      throw takenBy(owner.data, directory);
    }
    database.exec('DELETE FROM owner');
    database.prepare('INSERT INTO owner VALUES (?, ?, ?, ?)').run(self.pid, self.startTicks, self.bootId, now.toISOString());
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const takenBy = ({ pid, since }: { pid: number; since: string }, directory: string): StartupError =>
  new StartupError(
    `Another PetLog (process ${pid}, since ${since}) uses the data directory ${directory}; stop it, or choose another directory with --data-dir.`,
  );

/** Other processes that have the file open, as far as this user may see them; proc_pid_fd(5). */
function processesWithOpen(path: string): number[] {
  const target = realpathSync(path);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => {
      try {
        return readdirSync(`/proc/${pid}/fd`).some((name) => linkOf(`/proc/${pid}/fd/${name}`) === target);
      } catch {
        return false;
      }
    });
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
