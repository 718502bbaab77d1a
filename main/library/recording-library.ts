import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RecordingInfo, RecordingsPage, RecordingsQuery } from '../../shared/api.ts';
import type { z } from 'zod';
import type { VideoFacts } from '../media/protocol.ts';
import type { Logger } from '../system/logger.ts';
import { finishRecording, measuredFrameRate, partsOf, sizeOfParts } from './finish-recording.ts';
import { LibraryDatabase } from './library-database.ts';
import { untilAborted, type MediaFiles } from './media-files.ts';
import { recordingIdOf, recordingPath, type Recording } from './recording.ts';
import { recoverDirectory } from './recover-directory.ts';
import { writeSidecar, type RecordingWithParts } from './sidecar.ts';
import type { StorageDirectory } from './storage-directory.ts';
import { timeRange } from './time-range.ts';

export interface RecordingLibraryOptions {
  dataDirectory: string;
  media: MediaFiles;
  logger: Logger;
}

/** A recording and where its file is. */
export interface LibraryRecording extends Recording {
  readonly absolutePath: string;
  readonly isBeingWritten: boolean;
}

const defaultPageSize = 50;

/**
 * The recordings: files with sidecars, which are the truth, and a database
 * that finds them quickly. A broken database stops neither recording nor
 * playing; a new one is made from the files.
 */
export class RecordingLibrary {
  readonly #options: RecordingLibraryOptions;
  readonly #database: LibraryDatabase;
  /** Those that are being written or finished by this process; recovery leaves them alone. */
  readonly #active = new Map<string, RecordingWithParts & { storage: StorageDirectory }>();
  #work: Promise<unknown> = Promise.resolve();
  /** The directory that the database was last made to agree with. */
  #recovered: StorageDirectory | null = null;
  readonly #closing = new AbortController();

  constructor(options: RecordingLibraryOptions) {
    this.#options = { ...options, media: untilAborted(options.media, this.#closing.signal) };
    this.#database = new LibraryDatabase(join(options.dataDirectory, 'petlog.db'), options.logger, () => this.#rebuild());
  }

  /** `connected`, or what is wrong with the database. */
  get databaseStatus(): string {
    return this.#database.status;
  }

  /** Recordings that are over, newest first. */
  list({ start_date, end_date, page = 1, page_size = defaultPageSize }: RecordingsQuery): RecordingsPage {
    const range = timeRange(start_date, end_date);
    return this.#database.read((table) => ({
      recordings: table.page(range, page_size, (page - 1) * page_size).map(recordingInfo),
      total_count: table.count(range),
      page,
      page_size,
    }));
  }

  find(recordingId: string): LibraryRecording | null {
    const active = this.#active.get(recordingId)?.recording;
    const recording = active ?? this.#database.read((table) => table.find(recordingId));
    if (recording === null) {
      return null;
    }
    return { ...recording, absolutePath: resolve(this.#options.dataDirectory, recordingPath(recording)), isBeingWritten: recording.state === 'writing' };
  }

  /**
   * Makes sure that the directory is the one that it was: the mount point of a disk that was
   * pulled out looks like a directory from which somebody removed every recording.
   *
   * @throws Error with the code `ENOTMOUNTED`, or the system's error
   */
  async ensureMounted(storage: StorageDirectory): Promise<void> {
    const hasOwnDisk = await storage.hasOwnDisk();
    const directory = storage.relativePath;
    if (!hasOwnDisk && this.#database.read((table) => table.hasOwnDisk(directory))) {
      throw Object.assign(new Error(`the disk of ${storage.absolutePath} is not mounted`), { code: 'ENOTMOUNTED' });
    }
    if (hasOwnDisk) {
      this.#database.write((table) => table.putDirectory(directory, true));
    }
  }

  /**
   * Reserves the file of a new recording.
   *
   * @param name without extension; a name that exists gets a number
   * @throws the system's error when the directory cannot be written
   */
  async begin(storage: StorageDirectory, name: string, startedAtMilliseconds: number, reason: string): Promise<LibraryRecording> {
    await this.ensureMounted(storage);
    await storage.prepare();
    const filename = await storage.reserve(name);
    const recording: Recording = {
      recordingId: recordingIdOf(startedAtMilliseconds, randomBytes(3).toString('hex')),
      startedAtMilliseconds,
      durationMilliseconds: 0,
      sizeBytes: 0,
      widthPixels: 0,
      heightPixels: 0,
      frameRate: 0,
      reason,
      isKept: false,
      directory: storage.relativePath,
      filename,
      state: 'writing',
    };
    try {
      await this.#save({ recording, furtherParts: [], storage });
    } catch (error) {
      await rm(storage.file(filename), { force: true });
      throw error;
    }
    return { ...recording, absolutePath: storage.file(filename), isBeingWritten: true };
  }

  /**
   * Makes an empty file for what follows a crash of the media process.
   *
   * @returns its path
   * @throws the system's error
   */
  async addPart(recordingId: string, offsetMilliseconds: number): Promise<string> {
    const active = this.#activeRecording(recordingId);
    const number = active.furtherParts.length + 2;
    const filename = `${recordingId}.part${number}.mp4`;
    await this.#save({ ...active, furtherParts: [...active.furtherParts, { filename, offsetMilliseconds }] });
    await active.storage.createHidden(filename);
    return active.storage.hiddenFile(filename);
  }

  /**
   * The recording is over: it is listed from now on, with what is known about it, and can be played.
   *
   * @param lastPart what its last file holds, when that was closed in order
   * @returns null when it holds no picture; nothing is left of it then
   */
  async conclude(recordingId: string, lastPart: VideoFacts | null, elapsedMilliseconds: number): Promise<Recording | null> {
    const { recording, furtherParts, storage } = this.#activeRecording(recordingId);
    const sizeBytes = await sizeOfParts(partsOf({ recording, furtherParts }, storage));
    if (sizeBytes === 0) {
      await this.#discard(recording, storage);
      return null;
    }
    const concluded: Recording = {
      ...recording,
      sizeBytes,
      durationMilliseconds: lastPart === null ? Math.round(elapsedMilliseconds) : (furtherParts.at(-1)?.offsetMilliseconds ?? 0) + lastPart.durationMilliseconds,
      widthPixels: lastPart?.widthPixels ?? 0,
      heightPixels: lastPart?.heightPixels ?? 0,
      frameRate: lastPart === null ? 0 : measuredFrameRate(lastPart),
      state: 'pending',
    };
    await this.#save({ recording: concluded, furtherParts, storage }).catch((error: unknown) => {
      // A full disk: the next start finds it as it is.
      this.#options.logger.warn({ err: error, recordingId }, 'what is known about the recording could not be saved');
      this.#database.write((table) => table.put(concluded));
    });
    return concluded;
  }

  /**
   * Turns a concluded recording into one plain MP4, after those before it.
   * When that fails, it stays as it is, and the next start tries again.
   *
   * @returns the recording as it is then
   */
  finish(recordingId: string): Promise<Recording> {
    const { recording, furtherParts, storage } = this.#activeRecording(recordingId);
    return this.#enqueue(async () => {
      try {
        if (this.#closing.signal.aborted) {
          return recording;
        }
        const finished = await finishRecording({ recording, furtherParts }, storage, this.#options.media);
        this.#database.write((table) => table.put(finished));
        return finished;
      } catch (error) {
        this.#options.logger.warn({ err: error, recordingId }, 'the recording is made plain at the next start');
        return recording;
      } finally {
        this.#active.delete(recordingId);
      }
    });
  }

  /**
   * Repairs what a crash left behind, and makes the database agree with the directory.
   *
   * @throws the system's error when the directory cannot be read or its disk is not there; nothing is changed then
   */
  recover(storage: StorageDirectory): Promise<void> {
    this.#recovered = storage;
    return this.#enqueue(async () => {
      await this.ensureMounted(storage);
      await recoverDirectory({ ...this.#options, storage, database: this.#database, isActive: (id) => this.#active.has(id), signal: this.#closing.signal });
    });
  }

  /** What takes long is left for the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#work;
    this.#database.close();
  }

  #rebuild(): void {
    if (this.#recovered !== null) {
      this.recover(this.#recovered).catch((error: unknown) => this.#options.logger.error({ err: error }, 'the database could not be rebuilt'));
    }
  }

  #activeRecording(recordingId: string): RecordingWithParts & { storage: StorageDirectory } {
    const active = this.#active.get(recordingId);
    if (active === undefined) {
      throw new Error(`the recording ${recordingId} is not being written`);
    }
    return active;
  }

  async #save(active: RecordingWithParts & { storage: StorageDirectory }): Promise<void> {
    this.#active.set(active.recording.recordingId, active);
    try {
      await writeSidecar(active.storage.sidecar(active.recording.recordingId), active);
    } catch (error) {
      if (active.recording.sizeBytes === 0 && active.furtherParts.length === 0) {
        this.#active.delete(active.recording.recordingId);
      }
      throw error;
    }
    this.#database.write((table) => table.put(active.recording));
  }

  async #discard(recording: Recording, storage: StorageDirectory): Promise<void> {
    this.#active.delete(recording.recordingId);
    this.#database.write((table) => table.remove(recording.recordingId));
    await rm(storage.file(recording.filename), { force: true });
    await rm(storage.sidecar(recording.recordingId), { force: true });
  }

  /** One after the other: each may read and write gigabytes. */
  #enqueue<Result>(job: () => Promise<Result>): Promise<Result> {
    const result = this.#work.then(job);
    this.#work = result.catch(() => {});
    return result;
  }
}

function recordingInfo(recording: Recording): z.infer<typeof RecordingInfo> {
  return {
    recording_id: recording.recordingId,
    timestamp: new Date(recording.startedAtMilliseconds).toISOString(),
    filename: recording.filename,
    file_path: recordingPath(recording),
    duration: recording.durationMilliseconds / 1000,
    file_size: recording.sizeBytes,
    resolution: `${recording.widthPixels}x${recording.heightPixels}`,
    frame_rate: recording.frameRate,
    event_ids: [],
    kept: recording.isKept,
    thumbnail_url: null,
    url: `/recordings/${recording.recordingId}`,
  };
}
