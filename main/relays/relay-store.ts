import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoredRelay } from '../../shared/relays.ts';
import { preparePrivate } from '../access/access-database.ts';
import type { Logger } from '../system/logger.ts';
import { SavedDatabase } from '../system/saved-database.ts';
import { isRelayUrl } from './relay-address.ts';

/** Each step once, in order; `user_version` counts those that are done. A step that was ever released is never changed. */
const migrations = [
  `CREATE TABLE relays (
     id TEXT PRIMARY KEY,
     settings TEXT NOT NULL,
     created_at_ms INTEGER NOT NULL
   ) STRICT;`,
] as const;

/** How far this PetLog knows its tables. */
export const relayVersion = migrations.length;

/** In the data directory; only PetLog's own user may read it, as addresses have passwords in them. */
export const relayDatabaseFile = 'relays/relays.db';

export function openRelayDatabase(dataDirectory: string, logger: Logger): SavedDatabase {
  const path = join(dataDirectory, relayDatabaseFile);
  return new SavedDatabase({ path, migrations, prepareFile: () => preparePrivate(path), keptTables: ['relays'], logger });
}

/** Relays as they are kept; those that this PetLog does not understand are left out. */
export class RelayStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** In the order in which they were made. */
  list(): StoredRelay[] {
    return this.#database
      .prepare('SELECT settings FROM relays ORDER BY created_at_ms, id')
      .all()
      .flatMap(({ settings }) => {
        const read = StoredRelay.safeParse(JSON.parse(String(settings)));
        return read.success && isRelayUrl(read.data.url) ? [read.data] : [];
      });
  }

  /** Adds it, or changes the one with its id. */
  put(relay: StoredRelay, nowMilliseconds: number): void {
    this.#database
      .prepare(
        'INSERT INTO relays (id, settings, created_at_ms) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET settings = excluded.settings',
      )
      .run(relay.relay_id, JSON.stringify(relay), nowMilliseconds);
  }

  remove(relayId: string): void {
    this.#database.prepare('DELETE FROM relays WHERE id = ?').run(relayId);
  }
}
