import type { RecordingsPage, RecordingsQuery } from '../../shared/api.ts';
import type { RecordingTimeline, RecordingTimelineInput } from '../../shared/recording-timeline.ts';
import type { LibraryDatabase } from './library-database.ts';
import { coveringRecording, eventIdsOf, hasEvent, type ShownTime, withEvents } from './recorded-events.ts';
import { recordingInfo } from './recording-info.ts';
import type { RecordingLibraryOptions } from './recording-library-options.ts';
import { recordingSpans } from './recording-spans.ts';
import type { DirectoryUsage } from './directory-table.ts';
import type { Recording, RemovableAutomatic, RemovableRecording } from './recording.ts';
import type { RecordingsInProgress } from './recordings-in-progress.ts';
import type { RecordingsInUse } from './recordings-in-use.ts';
import type { StorageDirectory } from './storage-directory.ts';
import { timeRange } from './time-range.ts';

const defaultPageSize = 50;

interface RecordingQueriesOptions {
  readonly database: LibraryDatabase;
  readonly inProgress: RecordingsInProgress;
  readonly inUse: RecordingsInUse;
  readonly events: RecordingLibraryOptions['events'];
}

/** What recordings there are, by whatever one looks for. Changes nothing. */
export class RecordingQueries {
  readonly #options: RecordingQueriesOptions;

  constructor(options: RecordingQueriesOptions) {
    this.#options = options;
  }

  /** Recordings that are over, newest first. */
  list(
    { start_date, end_date, reason, kept, camera, q, page = 1, page_size = defaultPageSize, ...events }: RecordingsQuery,
    visibleCameraIds?: readonly string[],
  ): RecordingsPage {
    const cameraIds = camera === undefined ? visibleCameraIds : [camera];
    const filter = {
      ...timeRange(start_date, end_date),
      reason,
      isKept: kept,
      cameraIds,
      search: q,
      hasEvent: hasEvent(this.#options.events, events),
    };
    return this.#options.database.read((table) => ({
      recordings: table
        .page(filter, page_size, (page - 1) * page_size)
        .map((recording) => recordingInfo(recording, eventIdsOf(this.#options.events, recording))),
      total_count: table.count(filter),
      page,
      page_size,
    }));
  }

  /** Whether there is any recording of a camera that is over. */
  hasOf(cameraId: string): boolean {
    const filter = { ...timeRange(undefined, undefined), cameraIds: [cameraId] };
    return this.#options.database.read((table) => table.page(filter, 1, 0).length > 0);
  }

  timeline({ start_date, end_date, resolution_seconds = 0 }: Omit<RecordingTimelineInput, 'camera'>, cameraId: string): RecordingTimeline {
    return this.#options.database.read((table) =>
      recordingSpans(table.during(cameraId, timeRange(start_date, end_date)), resolution_seconds),
    );
  }

  /** A recording that shows how something began or, where there is none, the first that shows anything of it. */
  covering({ cameraId, ...time }: ShownTime): { recordingId: string; path: string } | null {
    return this.#options.database.read((table) => coveringRecording(table, cameraId, time));
  }

  /** Ids of all recordings that are over and show something of a time. */
  showing({ cameraId, ...time }: ShownTime): string[] {
    return this.#options.database.read((table) => [...table.during(cameraId, time)].map(({ recordingId }) => recordingId));
  }

  /** The newest recordings that a camera made, newest first. */
  newest(count: number): Recording[] {
    return this.#options.database.read((table) => table.page({ ...timeRange(undefined, undefined), reason: 'manual' }, count, 0));
  }

  /** Number and bytes of the directory's recordings, and of what is being written there. */
  async usage(storage: StorageDirectory): Promise<DirectoryUsage & { writingBytes: number; automaticWritingBytes: number }> {
    const written = await this.#options.inProgress.sizeBytes(storage);
    const usage = this.#options.database.read((table) => table.directories.usage(storage.relativePath));
    return { ...usage, writingBytes: written.bytes, automaticWritingBytes: written.automaticBytes };
  }

  /** Bytes of what was recorded into the directory since then and is not kept, and of these of what was recorded by itself. */
  recordedSince(storage: StorageDirectory, milliseconds: number): { sizeBytes: number; automaticBytes: number } {
    return this.#options.database.read((table) => table.directories.recordedSince(storage.relativePath, milliseconds));
  }

  /**
   * Lets `choose` see the recordings of the directory that may be removed, oldest first, and those that PetLog recorded by itself. It
   * must not wait for anything.
   *
   * @param withImported those, too, that PetLog did not record
   */
  chooseRemovable<Result>(
    storage: StorageDirectory,
    withImported: boolean,
    choose: (candidates: Iterable<RemovableRecording>, automatic: Iterable<RemovableAutomatic>) => Result,
  ): Result {
    const { database, inProgress, inUse, events } = this.#options;
    const isBusy = (recordingId: string): boolean => inProgress.has(recordingId);
    database.saveRunningTime();
    return database.read((table) =>
      choose(
        inUse.free(table.directories.removable(storage.relativePath, withImported), isBusy),
        inUse.free(withEvents(table.directories.removableAutomatic(storage.relativePath), events), isBusy),
      ),
    );
  }

  /** Lets `look` see the same, with those that somebody is reading just now. It must not wait for anything. */
  lookAtRemovable<Result>(
    storage: StorageDirectory,
    withImported: boolean,
    look: (candidates: Iterable<RemovableRecording>, automatic: Iterable<RemovableAutomatic>) => Result,
  ): Result {
    return this.#options.database.read((table) =>
      look(
        table.directories.removable(storage.relativePath, withImported),
        withEvents(table.directories.removableAutomatic(storage.relativePath), this.#options.events),
      ),
    );
  }
}
