import { join, resolve } from 'node:path';
import type { Problem, RecordingInfo, RecordingsPage, RecordingsQuery } from '../../shared/api.ts';
import type { PetLogError } from '../../shared/errors.ts';
import { JobQueue } from '../system/job-queue.ts';
import { KeyedLock } from '../system/keyed-lock.ts';
import { LibraryDatabase } from './library-database.ts';
import { LibraryDisks } from './library-disks.ts';
import { LibraryProblems } from './library-problems.ts';
import { untilAborted } from './media-files.ts';
import { NewRecordings } from './new-recordings.ts';
import { RecordingChanges } from './recording-changes.ts';
import type { RecordingLibraryOptions } from './recording-library-options.ts';
import { RecordingQueries } from './recording-queries.ts';
import { recordingPath, type LibraryRecording, type Recording } from './recording.ts';
import { RecordingsInProgress } from './recordings-in-progress.ts';
import { RecordingsInUse } from './recordings-in-use.ts';
import type { RecoveryResult } from './recovery-options.ts';
import { Recovery } from './recovery.ts';
import { RemovedOutside } from './removed-outside.ts';
import { StorageDirectory } from './storage-directory.ts';
import { UncertainTimes } from './uncertain-times.ts';

/**
 * The recordings: files with sidecars, which are the truth, and a database
 * that finds them quickly. A broken database stops neither recording nor
 * playing; a new one is made from the files.
 */
export class RecordingLibrary {
  readonly #options: RecordingLibraryOptions;
  readonly #database: LibraryDatabase;
  readonly #disks: LibraryDisks;
  readonly #inProgress: RecordingsInProgress;
  readonly #inUse: RecordingsInUse;
  readonly #new: NewRecordings;
  readonly #changes: RecordingChanges;
  readonly #queries: RecordingQueries;
  /** Who finishes, changes or removes a recording is alone with it. */
  readonly #locks = new KeyedLock();
  /** One after the other: each may read and write gigabytes. */
  readonly #work = new JobQueue();
  readonly #recovery: Recovery;
  readonly #removedOutside: RemovedOutside;
  readonly #problems: LibraryProblems;
  readonly #uncertainTimes: UncertainTimes;
  readonly #listeners = new Set<() => void>();
  readonly #closing = new AbortController();

  constructor(options: RecordingLibraryOptions) {
    this.#options = { ...options, media: untilAborted(options.media, this.#closing.signal) };
    this.#database = new LibraryDatabase(join(options.dataDirectory, 'petlog.db'), options.clock, options.logger, () =>
      this.#recovery.again(),
    );
    this.#disks = new LibraryDisks(options.disks, this.#database);
    this.#problems = new LibraryProblems(options.clock);
    this.#uncertainTimes = new UncertainTimes(options.clock);
    this.#inProgress = new RecordingsInProgress({
      clockMark: () => 'unknown',
      ...this.#options,
      database: this.#database,
      uncertainTimes: this.#uncertainTimes,
      problems: this.#problems,
    });
    this.#inUse = new RecordingsInUse(options.clock);
    this.#queries = new RecordingQueries({
      database: this.#database,
      inProgress: this.#inProgress,
      inUse: this.#inUse,
      events: options.events,
    });
    this.#new = new NewRecordings({
      inProgress: this.#inProgress,
      disks: this.#disks,
      locks: this.#locks,
      work: this.#work,
      clock: options.clock,
      signal: this.#closing.signal,
      onSettled: () => this.#settled(),
    });
    this.#changes = new RecordingChanges({
      database: this.#database,
      inProgress: this.#inProgress,
      disks: this.#disks,
      locks: this.#locks,
      events: options.events,
      find: (recordingId) => this.#recording(recordingId),
      storageOf: (recording) => this.storageOf(recording),
      logger: options.logger,
    });
    this.#recovery = new Recovery({
      ...this.#options,
      database: this.#database,
      isActive: (recordingId) => this.#inProgress.has(recordingId),
      locks: this.#locks,
      problems: this.#problems,
      work: this.#work,
      signal: this.#closing.signal,
      onSettled: () => this.#settled(),
    });
    this.#removedOutside = new RemovedOutside({
      ...options,
      database: this.#database,
      locks: this.#locks,
      isActive: (recordingId) => this.#inProgress.has(recordingId),
      onGone: (result) => this.#recovery.tell(result),
    });
  }

  /** `connected`, or what is wrong with the database. */
  get databaseStatus(): string {
    return this.#database.status;
  }

  /** What is wrong with single recordings now. */
  get problems(): readonly Problem[] {
    return this.#problems.all;
  }

  /** Whether recordings can be found and listed. */
  get isDatabaseUsable(): boolean {
    return this.#database.isUsable;
  }

  /** What is wrong with the file of the database. */
  get databaseProblem(): PetLogError | null {
    return this.#database.fileProblem;
  }

  /** Uses the file of the database again where that could not be. Never throws. */
  retryDatabase(): void {
    this.#database.retry();
  }

  /** Whether the database is being made to agree with the files, and may not know all of them. */
  get isRecovering(): boolean {
    return this.#recovery.isRunning;
  }

  /** As `RecordingQueries` has it; so are those that follow with as few words. */
  list(...query: Parameters<RecordingQueries['list']>): RecordingsPage {
    return this.#queries.list(...query);
  }

  /** As `list`, without those whose files somebody removed from the directory. */
  async listPresent(query: RecordingsQuery, visibleCameraIds?: readonly string[]): Promise<RecordingsPage> {
    const page = this.list(query, visibleCameraIds);
    await this.forgetRemoved(page.recordings.map(({ recording_id }) => recording_id));
    return this.list(query, visibleCameraIds);
  }

  hasOf(cameraId: string): boolean {
    return this.#queries.hasOf(cameraId);
  }

  timeline(...query: Parameters<RecordingQueries['timeline']>): ReturnType<RecordingQueries['timeline']> {
    return this.#queries.timeline(...query);
  }

  covering(...query: Parameters<RecordingQueries['covering']>): ReturnType<RecordingQueries['covering']> {
    return this.#queries.covering(...query);
  }

  showing(...query: Parameters<RecordingQueries['showing']>): ReturnType<RecordingQueries['showing']> {
    return this.#queries.showing(...query);
  }

  newest(count: number): Recording[] {
    return this.#queries.newest(count);
  }

  usage(storage: StorageDirectory): ReturnType<RecordingQueries['usage']> {
    return this.#queries.usage(storage);
  }

  recordedSince(storage: StorageDirectory, milliseconds: number): ReturnType<RecordingQueries['recordedSince']> {
    return this.#queries.recordedSince(storage, milliseconds);
  }

  readonly chooseRemovable: RecordingQueries['chooseRemovable'] = (storage, withImported, choose) =>
    this.#queries.chooseRemovable(storage, withImported, choose);

  readonly lookAtRemovable: RecordingQueries['lookAtRemovable'] = (storage, withImported, look) =>
    this.#queries.lookAtRemovable(storage, withImported, look);

  /** Takes those of them from the list whose files are gone. Resolves within a second; never rejects. */
  forgetRemoved(recordingIds: readonly string[]): Promise<void> {
    return this.#removedOutside.look(recordingIds);
  }

  find(recordingId: string): LibraryRecording | null {
    const recording = this.#recording(recordingId);
    if (recording === null) {
      return null;
    }
    return {
      ...recording,
      absolutePath: resolve(this.#options.dataDirectory, recordingPath(recording)),
      isBeingWritten: recording.state === 'writing',
    };
  }

  /** @throws Error with the code `ENOTMOUNTED`, or the system's error */
  ensureMounted(storage: StorageDirectory): Promise<void> {
    return this.#disks.ensureMounted(storage);
  }

  /** How long PetLog has run with this library, whatever the clock says. */
  get runningMilliseconds(): number {
    return this.#database.runningMilliseconds;
  }

  /** Whoever reads a recording holds it, so that clean-up leaves it alone. Returns the function that lets it go. */
  hold(recordingId: string): () => void {
    return this.#inUse.hold(recordingId);
  }

  /** As `RecordingChanges` has it; so are `remove`, `cleanUp` and `changePictures`. */
  change(...change: Parameters<RecordingChanges['change']>): Promise<RecordingInfo> {
    return this.#changes.change(...change);
  }

  remove(recordingId: string): Promise<Recording> {
    return this.#changes.remove(recordingId);
  }

  cleanUp(...recording: Parameters<RecordingChanges['cleanUp']>): Promise<Recording> {
    return this.#changes.cleanUp(...recording);
  }

  changePictures(...work: Parameters<RecordingChanges['changePictures']>): Promise<void> {
    return this.#changes.changePictures(...work);
  }

  /** The newest recording whose pictures have not been made, and may be. */
  withoutPictures(except: ReadonlySet<string> = new Set()): LibraryRecording | null {
    const recording = this.#database.read((table) => table.withoutPictures(except));
    return recording === null ? null : this.find(recording.recordingId);
  }

  /** The clock is kept right from now on: what began before in this run gets the time that it really began at. Returns the ids of those whose times changed. */
  correctTimes(): Promise<string[]> {
    return this.#changes.correctTimes(this.#uncertainTimes.resolve());
  }

  /** Called when recordings may have been finished or found. Returns the function that ends the subscription. */
  onSettled(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  storageOf({ directory }: Pick<Recording, 'directory'>): StorageDirectory {
    return new StorageDirectory(this.#options.dataDirectory, directory);
  }

  /** As `NewRecordings` has it; so are `addPart`, `conclude` and `finish`. */
  begin(...recording: Parameters<NewRecordings['begin']>): Promise<LibraryRecording> {
    return this.#new.begin(...recording);
  }

  addPart(...part: Parameters<NewRecordings['addPart']>): Promise<string> {
    return this.#new.addPart(...part);
  }

  conclude(...recording: Parameters<NewRecordings['conclude']>): Promise<Recording | null> {
    return this.#new.conclude(...recording);
  }

  finish(...recording: Parameters<NewRecordings['finish']>): Promise<Recording | null> {
    return this.#new.finish(...recording);
  }

  /**
   * Repairs what a crash left behind, and makes the database agree with the directory.
   *
   * @throws the system's error when the directory cannot be read or its disk is not there; nothing is changed then
   */
  recover(storage: StorageDirectory): Promise<void> {
    return this.#recovery.run(storage);
  }

  /** Called when recovery has ended, with what it changed. Returns the function that ends the subscription. */
  onRecovered(listener: (result: RecoveryResult) => void): () => void {
    return this.#recovery.onDone(listener);
  }

  /** What takes long is left for the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#new.close();
    await this.#work.idle;
    this.#database.close();
  }

  #recording(recordingId: string): Recording | null {
    return this.#inProgress.find(recordingId)?.recording ?? this.#database.read((table) => table.find(recordingId));
  }

  #settled(): void {
    if (!this.#closing.signal.aborted) {
      this.#listeners.forEach((listener) => listener());
    }
  }
}
