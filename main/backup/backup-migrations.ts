/** Each step once, in order; `user_version` counts those that are done. A step that was ever released is never changed. */
export const backupMigrations = [
  `CREATE TABLE targets (
     id TEXT PRIMARY KEY,
     settings TEXT NOT NULL,
     created_at_ms INTEGER NOT NULL,
     last_success_at_ms INTEGER,
     last_error TEXT
   ) STRICT;
   CREATE TABLE copies (
     target_id TEXT NOT NULL,
     kind TEXT NOT NULL,
     source_id TEXT NOT NULL,
     at_ms INTEGER NOT NULL,
     priority INTEGER NOT NULL,
     state TEXT NOT NULL,
     due_at_ms INTEGER NOT NULL,
     tries INTEGER NOT NULL DEFAULT 0,
     size_bytes INTEGER NOT NULL DEFAULT 0,
     PRIMARY KEY (target_id, kind, source_id)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX copies_waiting ON copies (target_id, kind, priority, at_ms) WHERE state = 'waiting';
   CREATE INDEX copies_by_time ON copies (target_id, at_ms) WHERE state = 'copied';
   CREATE TABLE uploads (
     target_id TEXT NOT NULL,
     key TEXT NOT NULL,
     size_bytes INTEGER NOT NULL,
     upload TEXT NOT NULL,
     PRIMARY KEY (target_id, key)
   ) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE targets ADD COLUMN last_check TEXT;
   CREATE TABLE files (
     target_id TEXT NOT NULL,
     key TEXT NOT NULL,
     kind TEXT NOT NULL,
     source_id TEXT NOT NULL,
     size_bytes INTEGER NOT NULL,
     sha256 TEXT NOT NULL,
     PRIMARY KEY (target_id, key)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX files_of_copies ON files (target_id, kind, source_id);`,
  `ALTER TABLE copies ADD COLUMN id_there TEXT;`,
  `ALTER TABLE targets ADD COLUMN failing_since_ms INTEGER;`,
] as const;

/** How far this PetLog knows its tables. */
export const backupVersion = backupMigrations.length;
