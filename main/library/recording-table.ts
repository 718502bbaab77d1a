import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { recordingReasons, type RecordingReason } from '../../shared/api.ts';
import { conditionOf, foldedText, type RecordingFilter, type TimeRange } from './recording-condition.ts';
import type { TimedRecording } from './recording-spans.ts';
import { clockMarks, pictureStates, recordingStates, type PictureState, type Recording, type RemovableRecording } from './recording.ts';

/** Recordings of a camera do not overlap, but for imported ones and saved parts of the last minutes, which are shorter. */
const longestOverlapMilliseconds = 86_400_000;
/** No recording has more from before it was asked for. */
const longestPreRollMilliseconds = 120_000;

export interface TableUsage {
  count: number;
  sizeBytes: number;
  keptBytes: number;
  /** Of `sizeBytes` and `keptBytes`, what PetLog did not record. */
  importedBytes: number;
  importedKeptBytes: number;
  /** Of `sizeBytes`, what was recorded by itself and is not kept. */
  automaticBytes: number;
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
  readonly #removableAutomatic: StatementSync;
  readonly #newestBefore: StatementSync;
  readonly #during: StatementSync;
  readonly #withoutPictures: StatementSync;
  readonly #setPictures: StatementSync;
  /** Of the filter that is being asked for. */
  #hasEvent: NonNullable<RecordingFilter['hasEvent']> = () => false;
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
    database.function('has_event', (cameraId, startedAt, duration) =>
      this.#hasEvent(String(cameraId), Number(startedAt), Number(startedAt) + Number(duration)) ? 1 : 0,
    );
    this.#put = database.prepare(`INSERT INTO recordings
      (id, started_at_ms, duration_ms, size_bytes, width, height, frame_rate, reason, kept, directory, filename, state, pre_roll_ms, pictures, clock, camera_id, name, note, words, seen_at_running_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET started_at_ms = excluded.started_at_ms, duration_ms = excluded.duration_ms, size_bytes = excluded.size_bytes, width = excluded.width,
      height = excluded.height, frame_rate = excluded.frame_rate, reason = excluded.reason, kept = excluded.kept, directory = excluded.directory, filename = excluded.filename,
      state = excluded.state, pre_roll_ms = excluded.pre_roll_ms, pictures = excluded.pictures, clock = excluded.clock, camera_id = excluded.camera_id,
      name = excluded.name, note = excluded.note, words = excluded.words`);
    this.#free = database.prepare('DELETE FROM recordings WHERE directory = ? AND filename = ? AND id <> ?');
    this.#find = database.prepare('SELECT * FROM recordings WHERE id = ?');
    this.#remove = database.prepare('DELETE FROM recordings WHERE id = ?');
    this.#usage =
      database.prepare(`SELECT kept, reason = 'imported' AS imported, reason IN ('motion', 'scheduled') AS automatic, count(*) AS count, sum(size_bytes) AS size_bytes, min(started_at_ms) AS oldest FROM recordings
      WHERE state <> 'writing' AND directory = ? GROUP BY kept, imported, automatic`);
    this.#removable = database.prepare(`SELECT id, started_at_ms, clock, seen_at_running_ms, size_bytes FROM recordings
      WHERE state <> 'writing' AND directory = ? AND kept = 0 AND (reason <> 'imported' OR ?) AND reason NOT IN ('motion', 'scheduled') ORDER BY seen_at_running_ms, clock, started_at_ms, id`);
    this.#removableAutomatic =
      database.prepare(`SELECT id, started_at_ms, clock, seen_at_running_ms, size_bytes, camera_id, pre_roll_ms, duration_ms FROM recordings
      WHERE state <> 'writing' AND directory = ? AND kept = 0 AND reason IN ('motion', 'scheduled') ORDER BY seen_at_running_ms, clock, started_at_ms, id`);
    this.#newestBefore = database.prepare(
      "SELECT max(started_at_ms) AS newest FROM recordings WHERE state <> 'writing' AND camera_id = ? AND started_at_ms < ? AND reason <> 'timelapse'",
    );
    this.#during = database.prepare(`SELECT id, started_at_ms - pre_roll_ms AS begins_at_ms, duration_ms, reason, pictures FROM recordings
      WHERE state <> 'writing' AND camera_id = ? AND started_at_ms BETWEEN ? AND ? AND begins_at_ms <= ? AND begins_at_ms + duration_ms >= ? AND reason <> 'timelapse'
      ORDER BY begins_at_ms, id`);
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
        const { directory, filename, state, preRollMilliseconds, pictures, clock, cameraId, name, note } = recording;
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
          name,
          note,
          foldedText(`${name}\n${note}`.trim()),
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
    const { table, condition, values } = conditionOf(filter);
    this.#hasEvent = filter.hasEvent ?? this.#hasEvent;
    return Number(this.#prepare(`SELECT count(*) AS count FROM ${table} WHERE ${condition}`).get(...values)?.['count']);
  }

  /** Those that are over and fit the filter, newest first. */
  page(filter: RecordingFilter, limit: number, offset: number): Recording[] {
    const { table, condition, values } = conditionOf(filter);
    this.#hasEvent = filter.hasEvent ?? this.#hasEvent;
    // The inner query walks an index alone, so that far pages are quick too.
    const statement = this.#prepare(`SELECT * FROM recordings WHERE id IN
      (SELECT id FROM ${table} WHERE ${condition} ORDER BY started_at_ms DESC, id DESC LIMIT ? OFFSET ?)
      ORDER BY started_at_ms DESC, id DESC`);
    return statement.all(...values, limit, offset).map(recordingOf);
  }

  /** Those of a camera that are over and reach into a time, from their first picture on, as they began; no timelapses, in which time is another. */
  *during(cameraId: string, { fromMilliseconds, toMilliseconds }: TimeRange): Generator<TimedRecording> {
    const overlapping = Math.max(Number.MIN_SAFE_INTEGER, fromMilliseconds - longestOverlapMilliseconds);
    const earliest = Number(this.#newestBefore.get(cameraId, overlapping)?.['newest'] ?? overlapping);
    const latest = Math.min(Number.MAX_SAFE_INTEGER, toMilliseconds + longestPreRollMilliseconds);
    for (const row of this.#during.iterate(cameraId, earliest, latest, toMilliseconds, fromMilliseconds)) {
      yield {
        recordingId: String(row['id']),
        startedAtMilliseconds: Number(row['begins_at_ms']),
        durationMilliseconds: Number(row['duration_ms']),
        reason: reasonOf(row['reason']),
        pictures: picturesOf(row['pictures']),
      };
    }
  }

  /** Number and bytes of a directory's recordings that are over. */
  usage(directory: string): TableUsage {
    const usage: TableUsage = {
      count: 0,
      sizeBytes: 0,
      keptBytes: 0,
      importedBytes: 0,
      importedKeptBytes: 0,
      automaticBytes: 0,
      oldestMilliseconds: null,
    };
    for (const { kept, imported, automatic, count, size_bytes, oldest } of this.#usage.all(directory)) {
      usage.count += Number(count);
      usage.sizeBytes += Number(size_bytes);
      usage.keptBytes += kept === 1 ? Number(size_bytes) : 0;
      usage.importedBytes += imported === 1 ? Number(size_bytes) : 0;
      usage.importedKeptBytes += imported === 1 && kept === 1 ? Number(size_bytes) : 0;
      usage.automaticBytes += automatic === 1 && kept === 0 ? Number(size_bytes) : 0;
      usage.oldestMilliseconds = Math.min(usage.oldestMilliseconds ?? Infinity, Number(oldest));
    }
    return usage;
  }

  /**
   * Those of a directory that are over and not kept, one by one: as this library saw them first, which no clock can turn round; what it
   * found all at once by their times, as far as these are to be believed. None that PetLog recorded by itself.
   */
  *removable(directory: string, withImported: boolean): Generator<RemovableRecording> {
    for (const row of this.#removable.iterate(directory, withImported ? 1 : 0)) {
      yield removableOf(row);
    }
  }

  /** Those that PetLog recorded by itself, in the same order. */
  *removableAutomatic(
    directory: string,
  ): Generator<RemovableRecording & Pick<Recording, 'cameraId' | 'preRollMilliseconds' | 'durationMilliseconds'>> {
    for (const row of this.#removableAutomatic.iterate(directory)) {
      yield {
        ...removableOf(row),
        cameraId: String(row['camera_id']),
        preRollMilliseconds: Number(row['pre_roll_ms']),
        durationMilliseconds: Number(row['duration_ms']),
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

const stateOf = (value: SQLOutputValue | undefined): Recording['state'] => recordingStates.find((state) => state === value) ?? 'writing';

const clockOf = (value: SQLOutputValue | undefined): Recording['clock'] => clockMarks.find((mark) => mark === value) ?? 'unknown';

const reasonOf = (value: SQLOutputValue | undefined): RecordingReason => recordingReasons.find((reason) => reason === value) ?? 'imported';

const picturesOf = (value: SQLOutputValue | undefined): PictureState => pictureStates.find((state) => state === value) ?? 'missing';

function removableOf(row: Record<string, SQLOutputValue>): RemovableRecording {
  return {
    recordingId: String(row['id']),
    startedAtMilliseconds: Number(row['started_at_ms']),
    clock: clockOf(row['clock']),
    seenAtRunningMilliseconds: Number(row['seen_at_running_ms']),
    sizeBytes: Number(row['size_bytes']),
  };
}

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
    reason: reasonOf(row['reason']),
    isKept: row['kept'] === 1,
    name: String(row['name']),
    note: String(row['note']),
    directory: String(row['directory']),
    filename: String(row['filename']),
    state: stateOf(row['state']),
    pictures: picturesOf(row['pictures']),
  };
}
