import { mainCameraId } from '../../shared/main-camera-id.ts';
import { join, resolve } from 'node:path';
import type { Problem, RecordingInfo, RecordingReason, RecordingsPage, RecordingsQuery } from '../../shared/api.ts';
import type { RecordingChange } from '../../shared/recording-change.ts';
import type { PetLogError } from '../../shared/errors.ts';
import type { VideoFacts } from '../media/protocol.ts';
import { JobQueue } from '../system/job-queue.ts';
import { KeyedLock } from '../system/keyed-lock.ts';
import { LibraryDatabase } from './library-database.ts';
import { LibraryProblems } from './library-problems.ts';
import { untilAborted } from './media-files.ts';
import { assertMounted } from './mounted-disk.ts';
import { RecordingChanges } from './recording-changes.ts';
import { eventIdsOf } from './recorded-events.ts';
import type { RecordingLibraryOptions } from './recording-library-options.ts';
import { RecordingQueries } from './recording-queries.ts';
import { recordingPath, type LibraryRecording, type PictureState, type Recording } from './recording.ts';
import { RecordingsInProgress } from './recordings-in-progress.ts';
import { RecordingsInUse } from './recordings-in-use.ts';
import type { RecoveryResult } from './recovery-options.ts';
import { Recovery } from './recovery.ts';
import { RemovedOutside } from './removed-outside.ts';
import { StorageDirectory } from './storage-directory.ts';
import { UncertainTimes } from './uncertain-times.ts';
import { UnlistedRecordings } from './unlisted-recordings.ts';

/**
 * The recordings: files with sidecars, which are the truth, and a database
 * that finds them quickly. A broken database stops neither recording nor
 * playing; a new one is made from the files.
 */
export class RecordingLibrary {
  readonly #options: RecordingLibraryOptions;
  readonly #database: LibraryDatabase;
  readonly #inProgress: RecordingsInProgress;
  readonly #inUse: RecordingsInUse;
  readonly #changes: RecordingChanges;
  readonly #queries: RecordingQueries;
  /** Who finishes, changes or removes a recording is alone with it. */
  readonly #locks = new KeyedLock();
  /** One after the other: each may read and write gigabytes. */
  readonly #work = new JobQueue();
  readonly #recovery: Recovery;
  readonly #removedOutside: RemovedOutside;
  readonly #unlisted: UnlistedRecordings;
  readonly #problems: LibraryProblems;
  readonly #uncertainTimes: UncertainTimes;
  readonly #listeners = new Set<() => void>();
  readonly #closing = new AbortController();

  constructor(options: RecordingLibraryOptions) {
    this.#options = { ...options, media: untilAborted(options.media, this.#closing.signal) };
    this.#database = new LibraryDatabase(join(options.dataDirectory, 'petlog.db'), options.clock, options.logger, () =>
      this.#recovery.again(),
    );
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
    this.#unlisted = new UnlistedRecordings({
      inProgress: this.#inProgress,
      work: this.#work,
      clock: options.clock,
      onListed: (recordingId) => void this.finish(recordingId),
    });
    this.#changes = new RecordingChanges({
      database: this.#database,
      inProgress: this.#inProgress,
      find: (recordingId) => this.#recording(recordingId),
      storageOf: (recording) => this.storageOf(recording),
      ensureMounted: (storage) => this.ensureMounted(storage),
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

  readonly chooseRemovable: RecordingQueries['chooseRemovable'] = (storage, withImported, choose) =>
    this.#queries.chooseRemovable(storage, withImported, choose);

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
    return this.#ask(storage, () => assertMounted(storage, this.#database));
  }

  /** How long PetLog has run with this library, whatever the clock says. */
  get runningMilliseconds(): number {
    return this.#database.runningMilliseconds;
  }

  /** Whoever reads a recording holds it, so that clean-up leaves it alone. Returns the function that lets it go. */
  hold(recordingId: string): () => void {
    return this.#inUse.hold(recordingId);
  }

  /**
   * Names a recording, writes a note about it, keeps it from clean-up or no longer: all of it or nothing.
   *
   * @throws PetLogError `recording_not_found`, `recording_in_progress`, `recording_failed`
   */
  change(recordingId: string, change: RecordingChange): Promise<RecordingInfo> {
    return this.#locks.run(recordingId, async () => {
      const event_ids = [...eventIdsOf(this.#options.events, this.find(recordingId))];
      return { ...(await this.#changes.change(recordingId, change)), event_ids };
    });
  }

  /**
   * Removes a recording: its file and all that belongs to it, or nothing.
   *
   * @returns what it was
   * @throws PetLogError `recording_not_found`, `recording_in_progress`, `recording_not_removed`
   */
  remove(recordingId: string): Promise<Recording> {
    return this.#locks.run(recordingId, () => this.#changes.remove(recordingId));
  }

  /**
   * As `remove`, for clean-up: only what PetLog recorded, unless others' videos may go too.
   *
   * @returns what it was
   * @throws PetLogError `recording_not_found`, `recording_in_progress`, `recording_not_removed`
   */
  cleanUp(recordingId: string, mayBeImported: boolean): Promise<Recording> {
    return this.#locks.run(recordingId, async () => {
      if (!mayBeImported) {
        await this.#changes.assertOwn(recordingId);
      }
      return this.#changes.remove(recordingId);
    });
  }

  /** The newest recording whose pictures have not been made, and may be. */
  withoutPictures(except: ReadonlySet<string> = new Set()): LibraryRecording | null {
    const recording = this.#database.read((table) => table.withoutPictures(except));
    return recording === null ? null : this.find(recording.recordingId);
  }

  /** Does what belongs to the pictures of a recording while nobody can remove it; nothing when it is not there any more. */
  changePictures(recordingId: string, work: (storage: StorageDirectory) => Promise<PictureState>): Promise<void> {
    return this.#locks.run(recordingId, async () => {
      const recording = this.find(recordingId);
      if (recording !== null) {
        const state = await work(this.storageOf(recording));
        this.#database.write((table) => table.setPictures(recordingId, state));
      }
    });
  }

  /** The clock is kept right from now on: what began before in this run gets the time that it really began at. Returns the ids of those whose times changed. */
  async correctTimes(): Promise<string[]> {
    const corrected: string[] = [];
    for (const [recordingId, behindMilliseconds] of this.#uncertainTimes.resolve()) {
      try {
        await this.#locks.run(recordingId, () => this.#changes.correctTime(recordingId, behindMilliseconds));
        corrected.push(recordingId);
      } catch (error) {
        this.#options.logger.warn({ err: error, recordingId }, 'the time of a recording could not be corrected');
      }
    }
    return corrected;
  }

  /** Called when recordings may have been finished or found. Returns the function that ends the subscription. */
  onSettled(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  storageOf({ directory }: Pick<Recording, 'directory'>): StorageDirectory {
    return new StorageDirectory(this.#options.dataDirectory, directory);
  }

  /**
   * Reserves the file of a new recording.
   *
   * @param name without extension; a name that exists gets a number
   * @param details how much of it is from before it was asked for
   * @throws the system's error when the directory cannot be written
   */
  async begin(
    storage: StorageDirectory,
    name: string,
    startedAtMilliseconds: number,
    reason: RecordingReason,
    { preRollSeconds = 0, cameraId = mainCameraId }: { preRollSeconds?: number; cameraId?: string } = {},
  ): Promise<LibraryRecording> {
    await this.ensureMounted(storage);
    let isAwaited = true;
    const beginning = async (): Promise<Recording> => {
      const begun = await this.#inProgress.begin(storage, name, startedAtMilliseconds, reason, {
        cameraId,
        preRollMilliseconds: Math.round(preRollSeconds * 1000),
      });
      if (!isAwaited) {
        await this.#inProgress.conclude(begun.recordingId, null, 0); // the disk came back after whoever asked was told that it did not answer
      }
      return begun;
    };
    const recording = await this.#ask(storage, beginning).catch((error: unknown) => {
      isAwaited = false;
      throw error;
    });
    return { ...recording, absolutePath: storage.file(recording.filename), isBeingWritten: true };
  }

  /**
   * Makes an empty file for what follows a crash of the media process.
   *
   * @returns its path
   * @throws the system's error
   */
  addPart(recordingId: string, offsetMilliseconds: number): Promise<string> {
    return this.#inProgress.addPart(recordingId, offsetMilliseconds);
  }

  /**
   * The recording is over: it is listed from now on, with what is known about it, and can be played.
   *
   * @param lastPart what its last file holds, when that was closed in order
   * @returns null when it holds no picture; nothing is left of it then
   * @throws PetLogError `recording_failed` when somebody removed its file while it was written
   */
  async conclude(recordingId: string, lastPart: VideoFacts | null, elapsedMilliseconds: number): Promise<Recording | null> {
    const concluded = await this.#inProgress.conclude(recordingId, lastPart, elapsedMilliseconds);
    this.#unlisted.retry();
    return concluded;
  }

  /**
   * Turns a concluded recording into one plain MP4, after those before it.
   * When that fails, it stays as it is, and the next start tries again.
   *
   * @returns the recording as it is then; null when it was removed meanwhile
   */
  finish(recordingId: string, mayBeEmpty = false): Promise<Recording | null> {
    return this.#work
      .add(() => this.#locks.run(recordingId, () => this.#inProgress.finish(recordingId, mayBeEmpty, () => this.#closing.signal.aborted)))
      .finally(() => this.#settled());
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
    this.#unlisted.close();
    await this.#work.idle;
    this.#database.close();
  }

  #ask<Value>({ absolutePath }: StorageDirectory, work: () => Promise<Value>): Promise<Value> {
    return this.#options.disks?.ask(absolutePath, work) ?? work();
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
