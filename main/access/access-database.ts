import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { FallbackDatabase } from '../system/fallback-database.ts';
import type { Logger } from '../system/logger.ts';
import { makeDirectorySync } from '../system/make-directory.ts';
import { restrict } from '../system/restrict.ts';
import { SavedDatabase } from '../system/saved-database.ts';
import { openSqlite } from '../system/sqlite.ts';

/** Each step once, in order; `user_version` counts those that are done. A step that was ever released is never changed. */
const accessMigrations = [
  `CREATE TABLE accounts (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL UNIQUE COLLATE NOCASE,
     role TEXT NOT NULL,
     password_hash TEXT NOT NULL,
     created_at_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE devices (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     role TEXT NOT NULL,
     account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE,
     paired_at_ms INTEGER NOT NULL,
     last_seen_at_ms INTEGER NOT NULL,
     last_address TEXT NOT NULL,
     expires_at_running_ms INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX devices_of_account ON devices (account_id);
   CREATE TABLE refresh_tokens (
     hash TEXT PRIMARY KEY,
     device_id TEXT NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
     is_used INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE INDEX refresh_tokens_of_device ON refresh_tokens (device_id);
   CREATE TABLE api_tokens (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     scope TEXT NOT NULL,
     hash TEXT NOT NULL UNIQUE,
     created_at_ms INTEGER NOT NULL,
     expires_at_ms INTEGER,
     last_used_at_ms INTEGER
   ) STRICT;
   CREATE TABLE attempts (
     subject TEXT PRIMARY KEY,
     failures INTEGER NOT NULL,
     last_failure_at_running_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE running_time (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     milliseconds INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE secrets (
     name TEXT PRIMARY KEY,
     hash TEXT NOT NULL
   ) STRICT;`,
  // JSON, an array of ids; null for all cameras.
  `ALTER TABLE accounts ADD COLUMN camera_ids TEXT;
   ALTER TABLE devices ADD COLUMN camera_ids TEXT;
   ALTER TABLE api_tokens ADD COLUMN camera_ids TEXT;`,
  // Devices that came back from a file, and have not been heard of since.
  `CREATE TABLE restored_devices (
     device_id TEXT PRIMARY KEY REFERENCES devices (id) ON DELETE CASCADE
   ) STRICT;`,
  `ALTER TABLE accounts ADD COLUMN can_talk INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE devices ADD COLUMN can_talk INTEGER NOT NULL DEFAULT 0;`,
] as const;

const auditMigrations = [
  `CREATE TABLE audit (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     at_ms INTEGER NOT NULL,
     last_at_ms INTEGER NOT NULL,
     last_at_running_ms INTEGER NOT NULL,
     actor TEXT NOT NULL,
     address TEXT NOT NULL,
     action TEXT NOT NULL,
     outcome TEXT NOT NULL,
     detail TEXT NOT NULL,
     count INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX audit_by_outcome ON audit (outcome, id);
   CREATE INDEX audit_by_time ON audit (last_at_running_ms);`,
] as const;

/** A database with a higher `user_version` is of a newer PetLog. */
export const accessVersion = accessMigrations.length;
export const auditVersion = auditMigrations.length;

/**
 * Opens the database of who may come in, `access/access.db` in the data
 * directory, which only PetLog's own user may read. On a disk that cannot be
 * written, all who are known stay in. Where the file is damaged, or of a newer
 * PetLog, nobody is known any more, and the first device has to be paired at
 * the camera again; only the PIN of its screen stays, so that this is not open
 * to whoever walks by.
 */
export function openAccessDatabase(dataDirectory: string, logger: Logger): SavedDatabase {
  const path = accessPath(dataDirectory);
  return new SavedDatabase({
    path,
    migrations: accessMigrations,
    prepareFile: () => preparePrivate(path),
    keptTables: ['secrets'],
    logger,
  });
}

/**
 * Opens its file itself, while no PetLog runs on it.
 *
 * @throws when it cannot be written, or is of a newer PetLog
 */
export function openAccessFile(dataDirectory: string, logger: Logger): DatabaseSync {
  const path = accessPath(dataDirectory);
  preparePrivate(path);
  return openSqlite(path, accessMigrations, (error, aside) => {
    preparePrivate(path);
    logger.error({ err: error, aside }, 'the database of devices and people was damaged, and was put aside');
  });
}

const accessPath = (dataDirectory: string): string => join(dataDirectory, 'access', 'access.db');

/**
 * Opens the record of who did what, `access/audit.db`: apart from the rest, so
 * that refusals by the thousand do not wear the other one out.
 */
export function openAuditDatabase(dataDirectory: string, logger: Logger): FallbackDatabase {
  const path = join(dataDirectory, 'access', 'audit.db');
  return new FallbackDatabase({
    path,
    migrations: auditMigrations,
    logger,
    open(onDamage, waitMilliseconds) {
      preparePrivate(path);
      return openSqlite(
        path,
        auditMigrations,
        (error, aside) => {
          preparePrivate(path);
          onDamage(error, aside);
        },
        waitMilliseconds,
      );
    },
  });
}

/** SQLite gives the files that it makes beside a database the permissions of the database, so that it has to have them first. */
export function preparePrivate(path: string): void {
  makeDirectorySync(dirname(path), 0o700);
  restrict(dirname(path), 0o700);
  closeSync(openSync(path, 'a', 0o600));
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    if (existsSync(file)) {
      restrict(file, 0o600);
    }
  }
}
