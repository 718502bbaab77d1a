import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { hashOf } from '../access/hash.ts';

/** Each step once, in order; `user_version` counts those that are done. A step that was ever released is never changed. */
export const shareMigrations = [
  `CREATE TABLE shares (
     id TEXT PRIMARY KEY,
     hash TEXT NOT NULL UNIQUE,
     recording_id TEXT NOT NULL,
     part_path TEXT,
     start_ms INTEGER,
     end_ms INTEGER,
     created_at_ms INTEGER NOT NULL,
     expires_at_ms INTEGER NOT NULL,
     expires_at_running_ms INTEGER NOT NULL,
     opened_count INTEGER NOT NULL DEFAULT 0,
     last_opened_at_ms INTEGER
   ) STRICT;
   CREATE TABLE running_time (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     milliseconds INTEGER NOT NULL
   ) STRICT;`,
] as const;

export interface StoredShare {
  readonly id: string;
  readonly recordingId: string;
  /** Of the part that is shown: relative to the data directory, or absolute; null for the whole recording. */
  readonly partPath: string | null;
  readonly startMilliseconds: number | null;
  readonly endMilliseconds: number | null;
  readonly createdAtMilliseconds: number;
  readonly expiresAtMilliseconds: number;
  /** The same by the time that PetLog runs: a clock that is set back must not make it last. */
  readonly expiresAtRunningMilliseconds: number;
  readonly openedCount: number;
  readonly lastOpenedAtMilliseconds: number | null;
}

type StoredShareDetails = Omit<StoredShare, 'id' | 'openedCount' | 'lastOpenedAtMilliseconds'>;

const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value));

function fromRow(row: Record<string, unknown>): StoredShare {
  return {
    id: String(row['id']),
    recordingId: String(row['recording_id']),
    partPath: typeof row['part_path'] === 'string' ? row['part_path'] : null,
    startMilliseconds: numberOrNull(row['start_ms']),
    endMilliseconds: numberOrNull(row['end_ms']),
    createdAtMilliseconds: Number(row['created_at_ms']),
    expiresAtMilliseconds: Number(row['expires_at_ms']),
    expiresAtRunningMilliseconds: Number(row['expires_at_running_ms']),
    openedCount: Number(row['opened_count']),
    lastOpenedAtMilliseconds: numberOrNull(row['last_opened_at_ms']),
  };
}

/** 128 random bits, in 22 letters that an address may have. */
const newSecret = (): string => randomBytes(16).toString('base64url');

/** Links to clips, stored with the hashes of their secrets. Apart from the library, which is made anew from its files when it breaks. */
export class ShareStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  list(): StoredShare[] {
    return this.#database.prepare('SELECT * FROM shares ORDER BY created_at_ms DESC, id').all().map(fromRow);
  }

  find(id: string): StoredShare | null {
    const row = this.#database.prepare('SELECT * FROM shares WHERE id = ?').get(id);
    return row === undefined ? null : fromRow(row);
  }

  findBySecret(secret: string): StoredShare | null {
    const row = this.#database.prepare('SELECT * FROM shares WHERE hash = ?').get(hashOf(secret));
    return row === undefined ? null : fromRow(row);
  }

  /** @returns the secret, which nothing knows afterwards */
  add(id: string, share: StoredShareDetails): string {
    const secret = newSecret();
    this.#database
      .prepare(
        'INSERT INTO shares (id, hash, recording_id, part_path, start_ms, end_ms, created_at_ms, expires_at_ms, expires_at_running_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        id,
        hashOf(secret),
        share.recordingId,
        share.partPath,
        share.startMilliseconds,
        share.endMilliseconds,
        share.createdAtMilliseconds,
        share.expiresAtMilliseconds,
        share.expiresAtRunningMilliseconds,
      );
    return secret;
  }

  opened(id: string, times: number, lastAtMilliseconds: number): void {
    this.#database
      .prepare('UPDATE shares SET opened_count = opened_count + ?, last_opened_at_ms = ? WHERE id = ?')
      .run(times, lastAtMilliseconds, id);
  }

  remove(id: string): void {
    this.#database.prepare('DELETE FROM shares WHERE id = ?').run(id);
  }
}
