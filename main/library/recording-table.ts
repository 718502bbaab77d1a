import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { recordingStates, type Recording } from './recording.ts';

export interface TimeRange {
  /** Inclusive, in milliseconds since 1970. */
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
}

/** The recordings in the database, and what is known of their directories. */
export class RecordingTable {
  readonly #database: DatabaseSync;
  readonly #put: StatementSync;
  readonly #free: StatementSync;
  readonly #find: StatementSync;
  readonly #remove: StatementSync;
  readonly #count: StatementSync;
  readonly #page: StatementSync;
  readonly #ofDirectory: StatementSync;
  readonly #putDirectory: StatementSync;
  readonly #findDirectory: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#put = database.prepare(`INSERT OR REPLACE INTO recordings
      (id, started_at_ms, duration_ms, size_bytes, width, height, frame_rate, reason, kept, directory, filename, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#free = database.prepare('DELETE FROM recordings WHERE directory = ? AND filename = ? AND id <> ?');
    this.#find = database.prepare('SELECT * FROM recordings WHERE id = ?');
    this.#remove = database.prepare('DELETE FROM recordings WHERE id = ?');
    this.#count = database.prepare("SELECT count(*) AS count FROM recordings WHERE state <> 'writing' AND started_at_ms BETWEEN ? AND ?");
    // The inner query walks the index alone, so that far pages are quick too.
    this.#page = database.prepare(`SELECT * FROM recordings WHERE id IN
      (SELECT id FROM recordings WHERE state <> 'writing' AND started_at_ms BETWEEN ? AND ? ORDER BY started_at_ms DESC, id DESC LIMIT ? OFFSET ?)
      ORDER BY started_at_ms DESC, id DESC`);
    this.#ofDirectory = database.prepare('SELECT id, filename, state FROM recordings WHERE directory = ? AND filename > ? ORDER BY filename LIMIT ?');
    this.#putDirectory = database.prepare('INSERT OR REPLACE INTO directories (directory, has_own_disk) VALUES (?, ?)');
    this.#findDirectory = database.prepare('SELECT has_own_disk FROM directories WHERE directory = ?');
  }

  /** Adds or replaces. A row of another recording whose file had this name is gone with that file. */
  put(...recordings: readonly Recording[]): void {
    this.#database.exec('BEGIN');
    try {
      for (const { recordingId, startedAtMilliseconds, durationMilliseconds, sizeBytes, widthPixels, heightPixels, frameRate, reason, isKept, directory, filename, state } of recordings) {
        this.#free.run(directory, filename, recordingId);
        this.#put.run(
          recordingId, startedAtMilliseconds, durationMilliseconds, sizeBytes, widthPixels, heightPixels, frameRate, reason, isKept ? 1 : 0, directory, filename, state,
        );
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  find(recordingId: string): Recording | null {
    const row = this.#find.get(recordingId);
    return row === undefined ? null : recordingOf(row);
  }

  remove(recordingId: string): void {
    this.#remove.run(recordingId);
  }

  /** How many recordings that are over began in the range. */
  count({ fromMilliseconds, toMilliseconds }: TimeRange): number {
    return Number(this.#count.get(fromMilliseconds, toMilliseconds)?.['count']);
  }

  /** Those that are over, newest first. */
  page({ fromMilliseconds, toMilliseconds }: TimeRange, limit: number, offset: number): Recording[] {
    return this.#page.all(fromMilliseconds, toMilliseconds, limit, offset).map(recordingOf);
  }

  /** Id, file name and state of some recordings of a directory, those that follow `afterFilename` in the order of names. */
  ofDirectory(directory: string, afterFilename: string, limit: number): Pick<Recording, 'recordingId' | 'filename' | 'state'>[] {
    return this.#ofDirectory
      .all(directory, afterFilename, limit)
      .map((row) => ({ recordingId: String(row['id']), filename: String(row['filename']), state: stateOf(row['state']) }));
  }

  putDirectory(directory: string, hasOwnDisk: boolean): void {
    this.#putDirectory.run(directory, hasOwnDisk ? 1 : 0);
  }

  /** Whether the directory was on another disk than the data directory when it was seen last. */
  hasOwnDisk(directory: string): boolean {
    return this.#findDirectory.get(directory)?.['has_own_disk'] === 1;
  }
}

const stateOf = (value: SQLOutputValue | undefined): Recording['state'] => recordingStates.find((state) => state === value) ?? 'writing';

function recordingOf(row: Record<string, SQLOutputValue>): Recording {
  return {
    recordingId: String(row['id']),
    startedAtMilliseconds: Number(row['started_at_ms']),
    durationMilliseconds: Number(row['duration_ms']),
    sizeBytes: Number(row['size_bytes']),
    widthPixels: Number(row['width']),
    heightPixels: Number(row['height']),
    frameRate: Number(row['frame_rate']),
    reason: String(row['reason']),
    isKept: row['kept'] === 1,
    directory: String(row['directory']),
    filename: String(row['filename']),
    state: stateOf(row['state']),
  };
}
