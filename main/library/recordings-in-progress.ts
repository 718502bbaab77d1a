import { randomBytes } from 'node:crypto';
import { access, rm } from 'node:fs/promises';
import type { RecordingReason } from '../../shared/api.ts';
import type { VideoFacts } from '../media/protocol.ts';
import type { Logger } from '../system/logger.ts';
import { finishRecording, measuredFrameRate, partsOf, sizeOfParts } from './finish-recording.ts';
import type { LibraryDatabase } from './library-database.ts';
import type { MediaFiles } from './media-files.ts';
import { recordingIdOf, type Recording } from './recording.ts';
import { writeSidecar, type RecordingWithParts } from './sidecar.ts';
import type { StorageDirectory } from './storage-directory.ts';

interface RecordingsInProgressOptions {
  database: LibraryDatabase;
  media: MediaFiles;
  logger: Logger;
}

type ActiveRecording = RecordingWithParts & { storage: StorageDirectory };

const exists = (path: string): Promise<boolean> => access(path).then(() => true, () => false);

/** The recordings that this process writes or finishes; recovery and clean-up leave them alone. */
export class RecordingsInProgress {
  readonly #options: RecordingsInProgressOptions;
  readonly #active = new Map<string, ActiveRecording>();

  constructor(options: RecordingsInProgressOptions) {
    this.#options = options;
  }

  has(recordingId: string): boolean {
    return this.#active.has(recordingId);
  }

  find(recordingId: string): ActiveRecording | null {
    return this.#active.get(recordingId) ?? null;
  }

  /** Bytes written so far in this directory by recordings that are not over. */
  async sizeBytes(storage: StorageDirectory): Promise<number> {
    const written = [...this.#active.values()].filter(({ recording, storage: own }) => recording.state === 'writing' && own.absolutePath === storage.absolutePath);
    const sizes = await Promise.all(written.map((active) => sizeOfParts(partsOf(active, active.storage))));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /** @throws the system's error when the directory cannot be written */
  async begin(storage: StorageDirectory, name: string, startedAtMilliseconds: number, reason: RecordingReason, preRollMilliseconds: number): Promise<Recording> {
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
      preRollMilliseconds,
      reason,
      isKept: false,
      directory: storage.relativePath,
      filename,
      state: 'writing',
      pictures: 'missing',
    };
    try {
      await this.save({ recording, furtherParts: [], storage });
    } catch (error) {
      await rm(storage.file(filename), { force: true });
      throw error;
    }
    return recording;
  }

  /** @throws the system's error */
  async addPart(recordingId: string, offsetMilliseconds: number): Promise<string> {
    const active = this.#get(recordingId);
    const number = active.furtherParts.length + 2;
    const filename = `${recordingId}.part${number}.mp4`;
    await this.save({ ...active, furtherParts: [...active.furtherParts, { filename, offsetMilliseconds }] });
    await active.storage.createHidden(filename);
    return active.storage.hiddenFile(filename);
  }

  /** Lists the recording with what is known about it. Returns null when it holds no picture; nothing is left of it then. */
  async conclude(recordingId: string, lastPart: VideoFacts | null, elapsedMilliseconds: number): Promise<Recording | null> {
    const { recording, furtherParts, storage } = this.#get(recordingId);
    const sizeBytes = await sizeOfParts(partsOf({ recording, furtherParts }, storage));
    if (sizeBytes === 0 && (await exists(storage.file(recording.filename)))) {
      await this.#discard(recording, storage);
      return null;
    }
    const concluded: Recording = {
      ...recording,
      sizeBytes: Math.max(sizeBytes, lastPart?.sizeBytes ?? 0), // its disk may be gone, and come back
      durationMilliseconds: lastPart === null ? Math.round(elapsedMilliseconds) : (furtherParts.at(-1)?.offsetMilliseconds ?? 0) + lastPart.durationMilliseconds,
      widthPixels: lastPart?.widthPixels ?? 0,
      heightPixels: lastPart?.heightPixels ?? 0,
      frameRate: lastPart === null ? 0 : measuredFrameRate(lastPart),
      state: 'pending',
    };
    await this.save({ recording: concluded, furtherParts, storage }).catch((error: unknown) => {
      // A full disk: the next start finds it as it is.
      this.#options.logger.warn({ err: error, recordingId }, 'what is known about the recording could not be saved');
      this.#options.database.write((table) => table.put(concluded));
    });
    return concluded;
  }

  /**
   * Makes one plain MP4 of a concluded recording. When that fails, it stays as it is, and the next start tries again; what seems to
   * hold no picture is not listed until then, where nobody knows better. Returns null when it is not listed.
   */
  async finish(recordingId: string, mayBeEmpty: boolean, isClosing: () => boolean): Promise<Recording | null> {
    const active = this.#active.get(recordingId);
    if (active === undefined) {
      return null; // removed while it waited
    }
    const { recording, furtherParts, storage } = active;
    try {
      if (isClosing()) {
        return recording;
      }
      const finished = await finishRecording({ recording, furtherParts }, storage, this.#options.media);
      this.#options.database.write((table) => table.put(finished));
      return finished;
    } catch (error) {
      this.#options.logger.warn({ err: error, recordingId }, 'the recording is made plain at the next start');
      if (mayBeEmpty && error instanceof Error && 'code' in error && error.code === 'ENODATA') {
        this.#options.database.write((table) => table.remove(recordingId));
        return null;
      }
      return recording;
    } finally {
      this.#active.delete(recordingId);
    }
  }

  forget(recordingId: string): void {
    this.#active.delete(recordingId);
  }

  /** @throws the system's error when the sidecar cannot be written */
  async save(active: ActiveRecording): Promise<void> {
    const { recording, furtherParts, storage } = active;
    this.#active.set(recording.recordingId, active);
    try {
      await writeSidecar(storage.sidecar(recording.recordingId), active);
    } catch (error) {
      if (recording.sizeBytes === 0 && furtherParts.length === 0) {
        this.#active.delete(recording.recordingId);
      }
      throw error;
    }
    this.#options.database.write((table) => table.put(recording));
  }

  #get(recordingId: string): ActiveRecording {
    const active = this.#active.get(recordingId);
    if (active === undefined) {
      throw new Error(`the recording ${recordingId} is not being written`);
    }
    return active;
  }

  async #discard({ recordingId, filename }: Recording, storage: StorageDirectory): Promise<void> {
    this.#active.delete(recordingId);
    this.#options.database.write((table) => table.remove(recordingId));
    await rm(storage.file(filename), { force: true });
    await rm(storage.sidecar(recordingId), { force: true });
  }
}
