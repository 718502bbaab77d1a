import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { identifyProcess, isRunning } from './process-identity.ts';
import { StartupError } from './startup-error.ts';

const Owner = z.object({ pid: z.int(), startTicks: z.int(), bootId: z.string(), since: z.string() });

/**
 * Claims a data directory for this process. The claim names the process by id
 * and start time, so that one left behind by a killed process counts for nothing.
 * It stands in a small database, because a transaction is what makes looking
 * and claiming one step, also for several processes that start together.
 */
export class DataDirectoryLock {
  readonly #database: DatabaseSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** @throws StartupError when a running process has the directory, or when the claim cannot be written */
  static acquire(directory: string, now: Date = new Date()): DataDirectoryLock {
    const path = join(directory, 'lock.db');
    const database = openDatabase(path);
    try {
      claim(database, directory, now);
    } catch (error) {
      database.close();
      throw error instanceof StartupError ? error : cannotLock(path, error);
    }
    return new DataDirectoryLock(database);
  }

  /** Gives the directory up. Call it once, last of all. */
  release(): void {
    this.#database.exec('DELETE FROM owner');
    this.#database.close();
  }
}

/** The running process that has the directory; null when none has, or when this user may not look. Changes nothing. */
export function readDataDirectoryOwner(directory: string): { readonly pid: number; readonly since: string } | null {
  try {
    const database = new DatabaseSync(join(directory, 'lock.db'), { readOnly: true, timeout: 1000 });
    try {
      const owner = Owner.parse(database.prepare('SELECT * FROM owner').get());
      return isRunning(owner) ? owner : null;
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

function openDatabase(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: 5000 });
  } catch (error) {
    throw cannotLock(path, error);
  }
}

function claim(database: DatabaseSync, directory: string, now: Date): void {
  const self = identifyProcess(process.pid);
  if (self === undefined) {
    throw new StartupError('PetLog runs on Linux only: /proc does not know this process.');
  }
  database.exec('BEGIN IMMEDIATE');
  database.exec('CREATE TABLE IF NOT EXISTS owner (pid INTEGER NOT NULL, startTicks INTEGER NOT NULL, bootId TEXT NOT NULL, since TEXT NOT NULL) STRICT');
  const owner = Owner.safeParse(database.prepare('SELECT * FROM owner').get());
  if (owner.success && isRunning(owner.data)) {
    throw new StartupError(
      `Another PetLog (process ${owner.data.pid}, since ${owner.data.since}) uses the data directory ${directory}; stop it, or choose another directory with --data-dir.`,
    );
  }
  database.exec('DELETE FROM owner');
  database.prepare('INSERT INTO owner VALUES (?, ?, ?, ?)').run(self.pid, self.startTicks, self.bootId, now.toISOString());
  database.exec('COMMIT');
}

function cannotLock(path: string, error: unknown): StartupError {
  const reason = error instanceof Error ? error.message : String(error);
  return new StartupError(`The data directory cannot be claimed: ${path}: ${reason}. If the file is damaged, delete it.`, { cause: error });
}
