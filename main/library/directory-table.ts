import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { removableOf, stateOf } from './recording-rows.ts';
import type { Recording, RemovableRecording } from './recording.ts';

export interface DirectoryUsage {
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

/** The recordings in the database by their directories, whose room is limited, and what is known of these. */
export class DirectoryTable {
  readonly #usage: StatementSync;
  readonly #since: StatementSync;
  readonly #removable: StatementSync;
  readonly #removableAutomatic: StatementSync;
  readonly #recordings: StatementSync;
  readonly #findFile: StatementSync;
  readonly #put: StatementSync;
  readonly #find: StatementSync;

  constructor(database: DatabaseSync) {
    this.#usage =
      database.prepare(`SELECT kept, reason = 'imported' AS imported, reason IN ('motion', 'scheduled') AS automatic, count(*) AS count, sum(size_bytes) AS size_bytes, min(started_at_ms) AS oldest FROM recordings
      WHERE state <> 'writing' AND directory = ? GROUP BY kept, imported, automatic`);
    this.#since =
      database.prepare(`SELECT sum(size_bytes) AS size_bytes, sum(iif(reason IN ('motion', 'scheduled'), size_bytes, 0)) AS automatic_bytes FROM recordings
      WHERE state <> 'writing' AND directory = ? AND kept = 0 AND started_at_ms >= ? AND reason NOT IN ('imported', 'timelapse')`);
    this.#removable = database.prepare(`SELECT id, started_at_ms, clock, seen_at_running_ms, size_bytes FROM recordings
      WHERE state <> 'writing' AND directory = ? AND kept = 0 AND (reason <> 'imported' OR ?) AND reason NOT IN ('motion', 'scheduled') ORDER BY seen_at_running_ms, clock, started_at_ms, id`);
    this.#removableAutomatic =
      database.prepare(`SELECT id, started_at_ms, clock, seen_at_running_ms, size_bytes, camera_id, pre_roll_ms, duration_ms FROM recordings
      WHERE state <> 'writing' AND directory = ? AND kept = 0 AND reason IN ('motion', 'scheduled') ORDER BY seen_at_running_ms, clock, started_at_ms, id`);
    this.#recordings = database.prepare(
      'SELECT id, filename, state FROM recordings WHERE directory = ? AND filename > ? ORDER BY filename LIMIT ?',
    );
    this.#findFile = database.prepare('SELECT 1 FROM recordings WHERE directory = ? AND filename = ?');
    this.#put = database.prepare('INSERT OR REPLACE INTO directories (directory, has_own_disk) VALUES (?, ?)');
    this.#find = database.prepare('SELECT has_own_disk FROM directories WHERE directory = ?');
  }

  /** Number and bytes of a directory's recordings that are over. */
  usage(directory: string): DirectoryUsage {
    const usage: DirectoryUsage = {
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

  /** Bytes of what was recorded since then and is not kept, and of these of what was recorded by itself. */
  recordedSince(directory: string, milliseconds: number): { sizeBytes: number; automaticBytes: number } {
    const row = this.#since.get(directory, milliseconds);
    return { sizeBytes: Number(row?.['size_bytes'] ?? 0), automaticBytes: Number(row?.['automatic_bytes'] ?? 0) };
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

  /** Id, file name and state of some recordings of a directory, those that follow `afterFilename` in the order of names. */
  recordings(directory: string, afterFilename: string, limit: number): Pick<Recording, 'recordingId' | 'filename' | 'state'>[] {
    return this.#recordings
      .all(directory, afterFilename, limit)
      .map((row) => ({ recordingId: String(row['id']), filename: String(row['filename']), state: stateOf(row['state']) }));
  }

  hasFile(directory: string, filename: string): boolean {
    return this.#findFile.get(directory, filename) !== undefined;
  }

  put(directory: string, hasOwnDisk: boolean): void {
    this.#put.run(directory, hasOwnDisk ? 1 : 0);
  }

  /** Whether the directory was on another disk than the data directory when it was seen last. */
  hasOwnDisk(directory: string): boolean {
    return this.#find.get(directory)?.['has_own_disk'] === 1;
  }
}
