import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * Opens a database file, and makes or updates its tables. A damaged file is
 * moved aside, which the caller is told of, and a new one is begun.
 *
 * @param migrations each step once, in order; `user_version` counts those that are done
 * @throws when neither this file nor a new one can be used
 */
export function openSqlite(path: string, migrations: readonly string[], onDamage: (error: unknown, aside: string) => void): DatabaseSync {
  try {
    return open(path, migrations);
  } catch (error) {
    if (!existsSync(path) || !isDamage(error)) {
      throw error;
    }
    const aside = moveAside(path);
    onDamage(error, aside);
    return open(path, migrations);
  }
}

/** Does all of the work or, when it throws, nothing of it. */
export function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) {
      database.exec('ROLLBACK');
    }
    throw error;
  }
}

/** Moves a damaged database out of the way. Returns its new path. */
export function moveAside(path: string): string {
  const aside = `${path}.damaged`;
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(aside + suffix, { force: true });
    if (existsSync(path + suffix)) {
      renameSync(path + suffix, aside + suffix);
    }
  }
  return aside;
}

/** Whether the file itself is broken, unlike a full disk or a missing permission. SQLITE_CORRUPT is 11, SQLITE_NOTADB 26. */
export function isDamage(error: unknown): boolean {
  return error instanceof DamagedDatabaseError || (error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && [11, 26].includes(error.errcode & 0xff));
}

class DamagedDatabaseError extends Error {}

function open(path: string, migrations: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5000 });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
    const check = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (check !== 'ok') {
      throw new DamagedDatabaseError(`the database fails its check: ${String(check)}`);
    }
    migrate(database, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: DatabaseSync, migrations: readonly string[]): void {
  const done = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (done > migrations.length) {
    throw new Error(`the database is of a newer PetLog (version ${done}, this one knows ${migrations.length})`);
  }
  for (let index = done; index < migrations.length; index += 1) {
    database.exec(`BEGIN; ${migrations[index] ?? ''} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}
