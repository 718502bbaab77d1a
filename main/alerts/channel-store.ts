import { type Channel, ChannelKind, type ChannelSettings, settingsSchemas } from '../../shared/alerts-channels.ts';
import { KeptRows } from '../system/kept-rows.ts';
import type { SavedDatabase } from '../system/saved-database.ts';

/** A way by which alerts are sent, with its secrets. */
export interface StoredChannel {
  readonly channelId: string;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly language: Channel['language'];
  readonly settings: ChannelSettings;
}

/** Channels as they are kept; those that this PetLog does not understand are left out. */
export class ChannelStore {
  readonly #database: SavedDatabase;
  /** Each event asks for them. */
  readonly #channels: KeptRows<StoredChannel>;

  constructor(database: SavedDatabase) {
    this.#database = database;
    this.#channels = new KeptRows(database, () =>
      database.prepare('SELECT * FROM channels ORDER BY created_at_ms, id').all().flatMap(channelOf),
    );
  }

  /** In the order in which they were made. */
  list(): readonly StoredChannel[] {
    return this.#channels.current;
  }

  find(channelId: string): StoredChannel | null {
    return this.list().find((channel) => channel.channelId === channelId) ?? null;
  }

  /** Adds it, or changes the one with its id. */
  put({ channelId, name, isEnabled, language, settings }: StoredChannel, nowMilliseconds: number): void {
    const { kind, ...fields } = settings;
    this.#database
      .prepare(
        `INSERT INTO channels (id, kind, name, is_enabled, language, settings, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, is_enabled = excluded.is_enabled, language = excluded.language, settings = excluded.settings`,
      )
      .run(channelId, kind, name, isEnabled ? 1 : 0, language, JSON.stringify(fields), nowMilliseconds);
  }

  remove(channelId: string): void {
    this.#database.prepare('DELETE FROM channels WHERE id = ?').run(channelId);
  }
}

function channelOf(row: Record<string, unknown>): StoredChannel[] {
  const kind = ChannelKind.safeParse(row['kind']);
  const fields = kind.success ? settingsSchemas[kind.data].safeParse(JSON.parse(String(row['settings']))) : null;
  return !kind.success || fields?.success !== true
    ? []
    : [
        {
          channelId: String(row['id']),
          name: String(row['name']),
          isEnabled: row['is_enabled'] === 1,
          language: row['language'] as StoredChannel['language'],
          settings: { kind: kind.data, ...fields.data } as ChannelSettings,
        },
      ];
}
