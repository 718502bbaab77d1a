import { existsSync, renameSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { PreparedDatabase } from './prepared-database.ts';

/** At the start another process may just be closing it; while PetLog runs, nothing may wait for as long. */
const patienceMilliseconds = 5000;

/**
 * Opens a database file, and makes or updates its tables. A damaged file is
 * moved aside, which the caller is told of, and a new one is begun. One of a
 * newer PetLog is not touched.
 *
 * @param migrations each step once, in order; `user_version` counts those that are done
 * @throws when neither this file nor a new one can be used, or written
 */
export function openSqlite(
  path: string,
  migrations: readonly string[],
  onDamage: (error: unknown, aside: string) => void,
  waitMilliseconds = patienceMilliseconds,
): PreparedDatabase {
  try {
    return open(path, migrations, waitMilliseconds);
  } catch (error) {
    if (!existsSync(path) || !isDamage(error)) {
      throw error;
    }
    const aside = moveAside(path);
    onDamage(error, aside);
    return open(path, migrations, waitMilliseconds);
  }
}

/** An empty database that nothing is left of when it is closed. */
export function openInMemory(migrations: readonly string[]): PreparedDatabase {
  const database = new PreparedDatabase(':memory:');
  database.exec('PRAGMA foreign_keys = ON;');
  migrate(database, migrations);
  return database;
}

const alone = { begin: 'BEGIN IMMEDIATE', end: 'COMMIT', undo: 'ROLLBACK' } as const;
const within = { begin: 'SAVEPOINT part', end: 'RELEASE part', undo: 'ROLLBACK TO part; RELEASE part' } as const;

/** Does all of the work or, when it throws, nothing of it. Within another one it is a part of that: kept with it, and undone with it or alone. */
export function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  const { begin, end, undo } = database.isTransaction ? within : alone;
  database.exec(begin);
  try {
    const result = work();
    database.exec(end);
    return result;
  } catch (error) {
    // Of a full disk SQLite undoes all of it by itself.
    if (database.isTransaction) {
      database.exec(undo);
    }
    throw error;
  }
}

/** Moves a damaged database out of the way, and never over an earlier one. Returns its new path. */
export function moveAside(path: string): string {
  let aside = `${path}.damaged`;
  for (let count = 2; existsSync(aside); count += 1) {
    aside = `${path}.damaged-${count}`;
  }
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    if (existsSync(path + suffix)) {
      renameSync(path + suffix, aside + suffix);
    }
  }
  return aside;
}

/** SQLITE_CORRUPT, SQLITE_NOTADB. */
const damageCodes = [11, 26];

/** Whether the file itself is broken, unlike a full disk or a missing permission. */
export function isDamage(error: unknown): boolean {
  return error instanceof DamagedDatabaseError || damageCodes.includes(resultCodeOf(error));
}

/** Whether another process keeps it from being used: SQLITE_BUSY, SQLITE_LOCKED. */
export const isLocked = (error: unknown): boolean => [5, 6].includes(resultCodeOf(error));

/** Whether its file can be read, and no more: SQLITE_READONLY. */
export const isReadOnly = (error: unknown): boolean => resultCodeOf(error) === 8;

/** https://www.sqlite.org/rescode.html, without what is added in the higher bits; 0 for an error that is not SQLite's. */
function resultCodeOf(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0;
}

class DamagedDatabaseError extends Error {}

/** A newer PetLog has changed the tables, and what they mean. */
export class NewerDatabaseError extends Error {}

function open(path: string, migrations: readonly string[], waitMilliseconds: number): PreparedDatabase {
  const database = new PreparedDatabase(path, { timeout: waitMilliseconds });
  try {
    assertNotNewer(database, migrations);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
    const check = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (check !== 'ok') {
      throw new DamagedDatabaseError(`the database fails its check: ${String(check)}`);
    }
    migrate(database, migrations);
    database.exec('BEGIN IMMEDIATE; ROLLBACK;'); // on a read-only disk reading alone would do
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: DatabaseSync, migrations: readonly string[]): void {
  for (let index = versionOf(database); index < migrations.length; index += 1) {
    transaction(database, () => database.exec(`${migrations[index] ?? ''} PRAGMA user_version = ${index + 1};`));
  }
}

const versionOf = (database: DatabaseSync): number => Number(database.prepare('PRAGMA user_version').get()?.['user_version']);

/** Before anything is changed in it. */
function assertNotNewer(database: DatabaseSync, migrations: readonly string[]): void {
  const version = versionOf(database);
  if (version > migrations.length) {
    throw new NewerDatabaseError(`it is of a newer PetLog (version ${version}, this one knows ${migrations.length})`);
  }
}
