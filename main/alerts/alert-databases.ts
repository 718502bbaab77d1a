import { join } from 'node:path';
import { preparePrivate } from '../access/access-database.ts';
import { FallbackDatabase } from '../system/fallback-database.ts';
import type { Logger } from '../system/logger.ts';
import { SavedDatabase } from '../system/saved-database.ts';
import { openSqlite } from '../system/sqlite.ts';

/** Each step once, in order; `user_version` counts those that are done. A step that was ever released is never changed. */
const alertMigrations = [
  `CREATE TABLE channels (
     id TEXT PRIMARY KEY,
     kind TEXT NOT NULL,
     name TEXT NOT NULL,
     is_enabled INTEGER NOT NULL,
     language TEXT NOT NULL,
     settings TEXT NOT NULL,
     created_at_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE rules (
     id TEXT PRIMARY KEY,
     content TEXT NOT NULL,
     created_at_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE push_subscriptions (
     id TEXT PRIMARY KEY,
     endpoint TEXT NOT NULL UNIQUE,
     public_key TEXT NOT NULL,
     auth TEXT NOT NULL,
     language TEXT NOT NULL,
     device_name TEXT NOT NULL,
     owner_kind TEXT NOT NULL,
     owner_id TEXT,
     created_at_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE snoozes (
     rule_id TEXT NOT NULL,
     subscription_id TEXT NOT NULL,
     until_ms INTEGER NOT NULL,
     PRIMARY KEY (rule_id, subscription_id)
   ) STRICT;
   CREATE TABLE facts (
     name TEXT PRIMARY KEY,
     value TEXT NOT NULL
   ) STRICT;`,
] as const;

const outboxMigrations = [
  `CREATE TABLE alerts (
     id TEXT PRIMARY KEY,
     subject TEXT NOT NULL UNIQUE,
     created_at_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE firings (
     alert_id TEXT NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
     rule_id TEXT NOT NULL,
     camera_id TEXT,
     is_trouble INTEGER NOT NULL,
     at_ms INTEGER NOT NULL,
     PRIMARY KEY (alert_id, rule_id)
   ) STRICT;
   CREATE INDEX firings_of_rule ON firings (rule_id, at_ms);
   CREATE INDEX firings_by_time ON firings (at_ms);
   CREATE TABLE deliveries (
     number INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     alert_id TEXT NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
     state TEXT NOT NULL,
     is_update INTEGER NOT NULL,
     channel_id TEXT NOT NULL,
     channel_name TEXT NOT NULL,
     channel_kind TEXT NOT NULL,
     subscription_id TEXT NOT NULL,
     device_name TEXT,
     rule_id TEXT NOT NULL,
     rule_name TEXT NOT NULL,
     has_picture INTEGER NOT NULL,
     event_id INTEGER,
     event_type TEXT NOT NULL,
     camera_id TEXT,
     content TEXT NOT NULL,
     title TEXT NOT NULL,
     created_at_ms INTEGER NOT NULL,
     finished_at_ms INTEGER,
     attempts INTEGER NOT NULL DEFAULT 0,
     next_attempt_at_ms INTEGER,
     last_error TEXT,
     remote_id TEXT
   ) STRICT;
   CREATE INDEX deliveries_waiting ON deliveries (channel_id, subscription_id, number) WHERE state = 'waiting';
   CREATE INDEX deliveries_of_alert ON deliveries (alert_id, channel_id, subscription_id);
   CREATE INDEX deliveries_by_time ON deliveries (created_at_ms);
   CREATE TABLE targets (
     channel_id TEXT NOT NULL,
     subscription_id TEXT NOT NULL,
     last_success_at_ms INTEGER,
     last_error TEXT,
     PRIMARY KEY (channel_id, subscription_id)
   ) STRICT;`,
] as const;

/** A database with a higher `user_version` is of a newer PetLog. */
export const alertVersion = alertMigrations.length;
export const outboxVersion = outboxMigrations.length;

/** Opens channels with their secrets, rules, subscriptions and keys: `alerts/alerts.db` in the data directory, which only PetLog's own user may read. */
export function openAlertDatabase(dataDirectory: string, logger: Logger): SavedDatabase {
  const path = join(dataDirectory, 'alerts', 'alerts.db');
  return new SavedDatabase({
    path,
    migrations: alertMigrations,
    prepareFile: () => preparePrivate(path),
    keptTables: ['channels', 'rules', 'push_subscriptions', 'facts'],
    logger,
  });
}

/** Opens what is to be sent and what was, `alerts/outbox.db`: apart from the rest, as it changes with each event. */
export function openOutboxDatabase(dataDirectory: string, logger: Logger): FallbackDatabase {
  const path = join(dataDirectory, 'alerts', 'outbox.db');
  return new FallbackDatabase({
    path,
    migrations: outboxMigrations,
    logger,
    open(onDamage, waitMilliseconds) {
      preparePrivate(path);
      return openSqlite(
        path,
        outboxMigrations,
        (error, aside) => {
          preparePrivate(path);
          onDamage(error, aside);
        },
        waitMilliseconds,
      );
    },
  });
}
