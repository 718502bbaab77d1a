import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Logger } from '../system/logger.ts';

/** Each step once, in order; `user_version` counts those that are done. A step that was ever released is never changed. */
const migrations = [
  `CREATE TABLE recordings (
     id TEXT PRIMARY KEY,
     started_at_ms INTEGER NOT NULL,
     duration_ms INTEGER NOT NULL,
     size_bytes INTEGER NOT NULL,
     width INTEGER NOT NULL,
     height INTEGER NOT NULL,
     frame_rate REAL NOT NULL,
     reason TEXT NOT NULL,
     kept INTEGER NOT NULL,
     directory TEXT NOT NULL,
     filename TEXT NOT NULL,
     state TEXT NOT NULL,
     UNIQUE (directory, filename)
   ) STRICT;
   CREATE INDEX recordings_by_time ON recordings (started_at_ms, id) WHERE state <> 'writing';
   CREATE TABLE directories (
     directory TEXT PRIMARY KEY,
     has_own_disk INTEGER NOT NULL
   ) STRICT;`,
  `ALTER TABLE recordings ADD COLUMN pre_roll_ms INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE recordings ADD COLUMN pictures TEXT NOT NULL DEFAULT 'missing';
   CREATE INDEX recordings_by_reason ON recordings (reason, started_at_ms, id) WHERE state <> 'writing';
   CREATE INDEX recordings_by_kept ON recordings (kept, started_at_ms, id) WHERE state <> 'writing';
   CREATE INDEX recordings_by_directory ON recordings (directory, kept, started_at_ms, id, size_bytes) WHERE state <> 'writing';
   CREATE INDEX recordings_without_pictures ON recordings (started_at_ms, id) WHERE state = 'finished' AND pictures = 'missing';`,
] as const;

/**
 * Opens the database, and makes or updates its tables. A damaged file is moved
 * aside; the library is then rebuilt from the recordings themselves.
 *
 * @throws when neither this file nor a new one can be used
 */
export function openDatabase(path: string, logger: Logger): DatabaseSync {
  try {
    return open(path);
  } catch (error) {
    if (!existsSync(path) || !isDamage(error)) {
      throw error;
    }
    const aside = moveAside(path);
    logger.error({ err: error, aside }, 'the database was damaged; it is rebuilt from the recordings');
    return open(path);
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

function open(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5000 });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
    const check = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (check !== 'ok') {
      throw new DamagedDatabaseError(`the database fails its check: ${String(check)}`);
    }
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: DatabaseSync): void {
  const done = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (done > migrations.length) {
    throw new Error(`the database is of a newer PetLog (version ${done}, this one knows ${migrations.length})`);
  }
  for (let index = done; index < migrations.length; index += 1) {
    database.exec(`BEGIN; ${migrations[index] ?? ''} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}
