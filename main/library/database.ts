import { FallbackDatabase } from '../system/fallback-database.ts';
import type { Logger } from '../system/logger.ts';
import { openSqlite } from '../system/sqlite.ts';

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
  `ALTER TABLE recordings ADD COLUMN clock TEXT NOT NULL DEFAULT 'unknown';
   ALTER TABLE recordings ADD COLUMN seen_at_running_ms INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE running_time (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     milliseconds INTEGER NOT NULL
   ) STRICT;
   DROP INDEX recordings_by_directory;
   CREATE INDEX recordings_by_directory ON recordings (directory, kept, seen_at_running_ms, clock, started_at_ms, id, reason, size_bytes) WHERE state <> 'writing';`,
  `ALTER TABLE recordings ADD COLUMN camera_id TEXT NOT NULL DEFAULT 'main';
   CREATE INDEX recordings_by_camera ON recordings (camera_id, started_at_ms, id) WHERE state <> 'writing';`,
  // What `words` holds is looked through in this index alone: most recordings have no name, and are not in it.
  `ALTER TABLE recordings ADD COLUMN name TEXT NOT NULL DEFAULT '';
   ALTER TABLE recordings ADD COLUMN note TEXT NOT NULL DEFAULT '';
   ALTER TABLE recordings ADD COLUMN words TEXT NOT NULL DEFAULT '';
   CREATE INDEX recordings_by_words ON recordings (started_at_ms, id, words, camera_id, reason, kept) WHERE state <> 'writing' AND words <> '';`,
] as const;

/** A database with a higher `user_version` is of a newer PetLog. */
export const libraryVersion = migrations.length;

/**
 * Opens the database of the library. A damaged file is moved aside; the library
 * is then rebuilt from the recordings themselves, as it is in memory while the
 * file cannot be used.
 */
export function openDatabase(path: string, logger: Logger): FallbackDatabase {
  return new FallbackDatabase({
    path,
    migrations,
    logger,
    open: (onDamage, waitMilliseconds) => openSqlite(path, migrations, onDamage, waitMilliseconds),
  });
}
