import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { recordingReasons, type RecordingReason } from '../../shared/api.ts';
import { clockMarks, pictureStates, recordingStates, type PictureState, type Recording, type RemovableRecording } from './recording.ts';

export interface TimeRange {
  /** Inclusive, in milliseconds since 1970. */
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
}

/** What a list is narrowed to. */
export interface RecordingFilter extends TimeRange {
  readonly reason?: RecordingReason | undefined;
  readonly isKept?: boolean | undefined;
  /** Of these cameras; all where it is left out. */
  readonly cameraIds?: readonly string[] | undefined;
}

export interface TableUsage {
  count: number;
  sizeBytes: number;
  keptBytes: number;
  /** Of `sizeBytes` and `keptBytes`, what PetLog did not record. */
  importedBytes: number;
  importedKeptBytes: number;
  oldestMilliseconds: number | null;
}

/** The recordings in the database, and what is known of their directories. */
export class RecordingTable {
  readonly #database: DatabaseSync;
  readonly #put: StatementSync;
  readonly #free: StatementSync;
  readonly #find: StatementSync;
  readonly #remove: StatementSync;
  readonly #usage: StatementSync;
  readonly #removable: StatementSync;
  readonly #withoutPictures: StatementSync;
  readonly #setPictures: StatementSync;
  /** One for each combination of filters. */
  readonly #prepared = new Map<string, StatementSync>();
  readonly #ofDirectory: StatementSync;
  readonly #findFile: StatementSync;
  readonly #putDirectory: StatementSync;
  readonly #findDirectory: StatementSync;
  readonly #putRunningTime: StatementSync;
  readonly #findRunningTime: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#put = database.prepare(`INSERT INTO recordings
      (id, started_at_ms, duration_ms, size_bytes, width, height, frame_rate, reason, kept, directory, filename, state, pre_roll_ms, pictures, clock, camera_id, seen_at_running_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET started_at_ms = excluded.started_at_ms, duration_ms = excluded.duration_ms, size_bytes = excluded.size_bytes, width = excluded.width,
      height = excluded.height, frame_rate = excluded.frame_rate, reason = excluded.reason, kept = excluded.kept, directory = excluded.directory, filename = excluded.filename,
      state = excluded.state, pre_roll_ms = excluded.pre_roll_ms, pictures = excluded.pictures, clock = excluded.clock, camera_id = excluded.camera_id`);
    this.#free = database.prepare('DELETE FROM recordings WHERE directory = ? AND filename = ? AND id <> ?');
    this.#find = database.prepare('SELECT * FROM recordings WHERE id = ?');
    this.#remove = database.prepare('DELETE FROM recordings WHERE id = ?');
    this.#usage =
      database.prepare(`SELECT kept, reason = 'imported' AS imported, count(*) AS count, sum(size_bytes) AS size_bytes, min(started_at_ms) AS oldest FROM recordings
      WHERE state <> 'writing' AND directory = ? GROUP BY kept, imported`);
    this.#removable = database.prepare(`SELECT id, started_at_ms, clock, seen_at_running_ms, size_bytes FROM recordings
      WHERE state <> 'writing' AND directory = ? AND kept = 0 AND (reason <> 'imported' OR ?) ORDER BY seen_at_running_ms, clock, started_at_ms, id`);
    this.#withoutPictures = database.prepare(
      "SELECT * FROM recordings WHERE state = 'finished' AND pictures = 'missing' ORDER BY started_at_ms DESC, id DESC",
    );
    this.#setPictures = database.prepare('UPDATE recordings SET pictures = ? WHERE id = ?');
    this.#ofDirectory = database.prepare(
      'SELECT id, filename, state FROM recordings WHERE directory = ? AND filename > ? ORDER BY filename LIMIT ?',
    );
    this.#findFile = database.prepare('SELECT 1 FROM recordings WHERE directory = ? AND filename = ?');
    this.#putDirectory = database.prepare('INSERT OR REPLACE INTO directories (directory, has_own_disk) VALUES (?, ?)');
    this.#putRunningTime = database.prepare(
      'INSERT INTO running_time (id, milliseconds) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET milliseconds = excluded.milliseconds',
    );
    this.#findRunningTime = database.prepare('SELECT milliseconds FROM running_time');
    this.#findDirectory = database.prepare('SELECT has_own_disk FROM directories WHERE directory = ?');
  }

  /** Adds, as seen first at this running time, or replaces. A row of another recording whose file had this name is gone with that file. */
  put(runningMilliseconds: number, ...recordings: readonly Recording[]): void {
    this.#database.exec('BEGIN');
    try {
      for (const recording of recordings) {
        const {
          recordingId,
          startedAtMilliseconds,
          durationMilliseconds,
          sizeBytes,
          widthPixels,
          heightPixels,
          frameRate,
          reason,
          isKept,
        } = recording;
        const { directory, filename, state, preRollMilliseconds, pictures, clock, cameraId } = recording;
        this.#free.run(directory, filename, recordingId);
        this.#put.run(
          recordingId,
          startedAtMilliseconds,
          durationMilliseconds,
          sizeBytes,
          widthPixels,
          heightPixels,
          frameRate,
          reason,
          isKept ? 1 : 0,
          directory,
          filename,
          state,
          preRollMilliseconds,
          pictures,
          clock,
          cameraId,
          runningMilliseconds,
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

  /** How many recordings that are over fit the filter. */
  count(filter: RecordingFilter): number {
    const { condition, values } = conditionOf(filter);
    return Number(this.#prepare(`SELECT count(*) AS count FROM recordings WHERE ${condition}`).get(...values)?.['count']);
  }

  /** Those that are over and fit the filter, newest first. */
  page(filter: RecordingFilter, limit: number, offset: number): Recording[] {
    const { condition, values } = conditionOf(filter);
    // The inner query walks an index alone, so that far pages are quick too.
    const statement = this.#prepare(`SELECT * FROM recordings WHERE id IN
      (SELECT id FROM recordings WHERE ${condition} ORDER BY started_at_ms DESC, id DESC LIMIT ? OFFSET ?)
      ORDER BY started_at_ms DESC, id DESC`);
    return statement.all(...values, limit, offset).map(recordingOf);
  }

  /** Number and bytes of a directory's recordings that are over. */
  usage(directory: string): TableUsage {
    const usage: TableUsage = { count: 0, sizeBytes: 0, keptBytes: 0, importedBytes: 0, importedKeptBytes: 0, oldestMilliseconds: null };
    for (const { kept, imported, count, size_bytes, oldest } of this.#usage.all(directory)) {
      usage.count += Number(count);
      usage.sizeBytes += Number(size_bytes);
      usage.keptBytes += kept === 1 ? Number(size_bytes) : 0;
      usage.importedBytes += imported === 1 ? Number(size_bytes) : 0;
      usage.importedKeptBytes += imported === 1 && kept === 1 ? Number(size_bytes) : 0;
      usage.oldestMilliseconds = Math.min(usage.oldestMilliseconds ?? Infinity, Number(oldest));
    }
    return usage;
  }

  /**
   * Those of a directory that are over and not kept, one by one: as this library saw them first, which no clock can turn round; what it
   * found all at once by their times, as far as these are to be believed.
   */
  *removable(directory: string, withImported: boolean): Generator<RemovableRecording> {
    for (const row of this.#removable.iterate(directory, withImported ? 1 : 0)) {
      yield {
        recordingId: String(row['id']),
        startedAtMilliseconds: Number(row['started_at_ms']),
        clock: clockOf(row['clock']),
        seenAtRunningMilliseconds: Number(row['seen_at_running_ms']),
        sizeBytes: Number(row['size_bytes']),
      };
    }
  }

  /** How long PetLog had run with this library when that was saved last. */
  get runningMilliseconds(): number {
    return Number(this.#findRunningTime.get()?.['milliseconds'] ?? 0);
  }

  putRunningTime(milliseconds: number): void {
    this.#putRunningTime.run(milliseconds);
  }

  /** The newest of those that are finished and whose pictures have not been made. */
  withoutPictures(except: ReadonlySet<string>): Recording | null {
    for (const row of this.#withoutPictures.iterate()) {
      if (!except.has(String(row['id']))) {
        return recordingOf(row);
      }
    }
    return null;
  }

  setPictures(recordingId: string, pictures: PictureState): void {
    this.#setPictures.run(pictures, recordingId);
  }

  /** Id, file name and state of some recordings of a directory, those that follow `afterFilename` in the order of names. */
  ofDirectory(directory: string, afterFilename: string, limit: number): Pick<Recording, 'recordingId' | 'filename' | 'state'>[] {
    return this.#ofDirectory
      .all(directory, afterFilename, limit)
      .map((row) => ({ recordingId: String(row['id']), filename: String(row['filename']), state: stateOf(row['state']) }));
  }

  hasFile(directory: string, filename: string): boolean {
    return this.#findFile.get(directory, filename) !== undefined;
  }

  putDirectory(directory: string, hasOwnDisk: boolean): void {
    this.#putDirectory.run(directory, hasOwnDisk ? 1 : 0);
  }

  /** Whether the directory was on another disk than the data directory when it was seen last. */
  hasOwnDisk(directory: string): boolean {
    return this.#findDirectory.get(directory)?.['has_own_disk'] === 1;
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#prepared.get(sql) ?? this.#database.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }
}

function conditionOf({ fromMilliseconds, toMilliseconds, reason, isKept, cameraIds }: RecordingFilter): {
  condition: string;
  values: (string | number)[];
} {
  const parts: [condition: string, ...values: (string | number)[]][] = [["state <> 'writing'"]];
  if (reason !== undefined) {
    parts.push(['reason = ?', reason]);
  }
  if (isKept !== undefined) {
    parts.push(['kept = ?', isKept ? 1 : 0]);
  }
  if (cameraIds !== undefined) {
    parts.push([`camera_id IN (${cameraIds.map(() => '?').join(', ')})`, ...cameraIds]);
  }
  parts.push(['started_at_ms BETWEEN ? AND ?', fromMilliseconds, toMilliseconds]);
  return { condition: parts.map(([condition]) => condition).join(' AND '), values: parts.flatMap(([, ...values]) => values) };
}

const stateOf = (value: SQLOutputValue | undefined): Recording['state'] => recordingStates.find((state) => state === value) ?? 'writing';

const clockOf = (value: SQLOutputValue | undefined): Recording['clock'] => clockMarks.find((mark) => mark === value) ?? 'unknown';

function recordingOf(row: Record<string, SQLOutputValue>): Recording {
  return {
    recordingId: String(row['id']),
    cameraId: String(row['camera_id']),
    startedAtMilliseconds: Number(row['started_at_ms']),
    clock: clockOf(row['clock']),
    durationMilliseconds: Number(row['duration_ms']),
    sizeBytes: Number(row['size_bytes']),
    widthPixels: Number(row['width']),
    heightPixels: Number(row['height']),
    frameRate: Number(row['frame_rate']),
    preRollMilliseconds: Number(row['pre_roll_ms']),
    reason: recordingReasons.find((reason) => reason === row['reason']) ?? 'imported',
    isKept: row['kept'] === 1,
    directory: String(row['directory']),
    filename: String(row['filename']),
    state: stateOf(row['state']),
    pictures: pictureStates.find((state) => state === row['pictures']) ?? 'missing',
  };
}
