import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { DirectoryTable } from './directory-table.ts';
import { conditionOf, foldedText, type RecordingFilter, type TimeRange } from './recording-condition.ts';
import { picturesOf, reasonOf, recordingOf } from './recording-rows.ts';
import type { TimedRecording } from './recording-spans.ts';
import type { PictureState, Recording } from './recording.ts';

/** Recordings of a camera do not overlap, but for imported ones and saved parts of the last minutes, which are shorter. */
const longestOverlapMilliseconds = 86_400_000;
/** No recording has more from before it was asked for. */
const longestPreRollMilliseconds = 120_000;

/** The recordings in the database. */
export class RecordingTable {
  readonly #database: DatabaseSync;
  /** The same by directories, and what is known of these. */
  readonly directories: DirectoryTable;
  readonly #put: StatementSync;
  readonly #free: StatementSync;
  readonly #find: StatementSync;
  readonly #remove: StatementSync;
  readonly #newestBefore: StatementSync;
  readonly #during: StatementSync;
  readonly #withoutPictures: StatementSync;
  readonly #setPictures: StatementSync;
  /** Of the filter that is being asked for. */
  #hasEvent: NonNullable<RecordingFilter['hasEvent']> = () => false;
  /** One for each combination of filters. */
  readonly #prepared = new Map<string, StatementSync>();
  readonly #putRunningTime: StatementSync;
  readonly #findRunningTime: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.directories = new DirectoryTable(database);
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
    this.#putRunningTime = database.prepare(
      'INSERT INTO running_time (id, milliseconds) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET milliseconds = excluded.milliseconds',
    );
    this.#findRunningTime = database.prepare('SELECT milliseconds FROM running_time');
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

  #prepare(sql: string): StatementSync {
    const statement = this.#prepared.get(sql) ?? this.#database.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }
}
