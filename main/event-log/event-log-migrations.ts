/**
 * Each step once, in order; `user_version` counts those that are done. A step that was ever released is never changed.
 *
 * `event_quarters` has the sums of the events by quarters of an hour, as summaries of weeks are made of them: zones of
 * the world differ by whole quarters. An event counts where it began, its time where it was. The zone '' stands for the
 * event itself, the label '' and the pet 0 for none.
 */
export const eventLogMigrations = [
  `CREATE TABLE pets (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     name TEXT NOT NULL,
     species TEXT NOT NULL,
     breed TEXT NOT NULL,
     color TEXT NOT NULL,
     birth_date TEXT,
     gender TEXT NOT NULL,
     weight_kg REAL,
     microchip_id TEXT NOT NULL,
     notes TEXT NOT NULL,
     picture TEXT,
     created_at_ms INTEGER NOT NULL,
     updated_at_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE zones (
     id TEXT PRIMARY KEY,
     camera_id TEXT NOT NULL,
     name TEXT NOT NULL,
     kind TEXT NOT NULL,
     place TEXT NOT NULL,
     polygon TEXT NOT NULL,
     created_at_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE events (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     visit_key TEXT UNIQUE,
     camera_id TEXT NOT NULL,
     event_type TEXT NOT NULL,
     label TEXT,
     pet_id INTEGER,
     decided_by TEXT NOT NULL,
     confidence REAL,
     started_at_ms INTEGER NOT NULL,
     duration_ms INTEGER NOT NULL,
     is_open INTEGER NOT NULL,
     box TEXT,
     picture TEXT,
     media_path TEXT,
     note TEXT NOT NULL DEFAULT '',
     is_wrong INTEGER NOT NULL DEFAULT 0,
     kept INTEGER NOT NULL DEFAULT 0,
     metadata TEXT NOT NULL DEFAULT '{}',
     created_at_ms INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX events_by_time ON events (started_at_ms, id);
   CREATE INDEX events_by_camera ON events (camera_id, started_at_ms, id);
   CREATE INDEX events_by_label ON events (label, started_at_ms, id);
   CREATE INDEX events_by_pet ON events (pet_id, started_at_ms, id) WHERE pet_id IS NOT NULL;
   CREATE INDEX events_by_type ON events (event_type, started_at_ms, id);
   CREATE INDEX events_by_picture ON events (picture) WHERE picture IS NOT NULL;
   CREATE INDEX open_events ON events (id) WHERE is_open = 1;
   CREATE TABLE event_zones (
     event_id INTEGER NOT NULL,
     zone_id TEXT NOT NULL,
     started_at_ms INTEGER NOT NULL,
     duration_ms INTEGER NOT NULL,
     PRIMARY KEY (event_id, zone_id)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX event_zones_by_zone ON event_zones (zone_id, started_at_ms, event_id);
   CREATE TABLE event_quarters (
     quarter_ms INTEGER NOT NULL,
     zone_id TEXT NOT NULL,
     camera_id TEXT NOT NULL,
     event_type TEXT NOT NULL,
     label TEXT NOT NULL,
     pet_id INTEGER NOT NULL,
     is_wrong INTEGER NOT NULL,
     count INTEGER NOT NULL,
     duration_ms INTEGER NOT NULL,
     PRIMARY KEY (quarter_ms, zone_id, camera_id, event_type, label, pet_id, is_wrong)
   ) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE zones ADD COLUMN labels TEXT NOT NULL DEFAULT '[]';`,
  `CREATE TABLE looking_times (
     camera_id TEXT PRIMARY KEY,
     since_ms INTEGER NOT NULL,
     until_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,
] as const;

/** A database with a higher `user_version` is of a newer PetLog. */
export const eventLogVersion = eventLogMigrations.length;
