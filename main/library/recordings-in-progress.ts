import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { isAutomatic, type RecordingReason } from '../../shared/api.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { VideoFacts } from '../media/protocol.ts';
import type { Logger } from '../system/logger.ts';
import { finishRecording, measuredFrameRate, partsOf, sizeOfParts } from './finish-recording.ts';
import { KeyedLock } from '../system/keyed-lock.ts';
import type { LibraryDatabase } from './library-database.ts';
import type { LibraryProblems } from './library-problems.ts';
import type { MediaFiles } from './media-files.ts';
import { assertMounted } from './mounted-disk.ts';
import { recordingIdOf, recordingPath, type ClockMark, type Recording } from './recording.ts';
import { writeSidecar, type RecordingWithParts } from './sidecar.ts';
import type { StorageDirectory } from './storage-directory.ts';
import type { UncertainTimes } from './uncertain-times.ts';

interface RecordingsInProgressOptions {
  database: LibraryDatabase;
  media: MediaFiles;
  logger: Logger;
  /** What the system's clock is worth now. */
  clockMark: () => ClockMark;
  uncertainTimes: UncertainTimes;
  problems: LibraryProblems;
}

type ActiveRecording = RecordingWithParts & { storage: StorageDirectory };

/** The recordings that this process writes or finishes; recovery and clean-up leave them alone. */
export class RecordingsInProgress {
  readonly #options: RecordingsInProgressOptions;
  readonly #active = new Map<string, ActiveRecording>();
  readonly #saves = new KeyedLock();
  /** Those that are over, and that the list could not take. */
  readonly #unlisted = new Set<string>();

  constructor(options: RecordingsInProgressOptions) {
    this.#options = options;
  }

  has(recordingId: string): boolean {
    return this.#active.has(recordingId);
  }

  find(recordingId: string): ActiveRecording | null {
    return this.#active.get(recordingId) ?? null;
  }

  /** Bytes written so far in this directory by recordings that are not over, and of those by what is recorded by itself. */
  async sizeBytes(storage: StorageDirectory): Promise<{ readonly bytes: number; readonly automaticBytes: number }> {
    const written = [...this.#active.values()].filter(
      ({ recording, storage: own }) => recording.state === 'writing' && own.absolutePath === storage.absolutePath,
    );
    const sizes = await Promise.all(written.map((active) => sizeOfParts(partsOf(active, active.storage))));
    const sum = (those: readonly number[]): number => those.reduce((all, size) => all + size, 0);
    const ofItself = sizes.filter((_, index) => isAutomatic(written[index]?.recording.reason ?? 'manual'));
    return { bytes: sum(sizes), automaticBytes: sum(ofItself) };
  }

  /** @throws the system's error when the directory cannot be written */
  async begin(
    storage: StorageDirectory,
    name: string,
    startedAtMilliseconds: number,
    reason: RecordingReason,
    { cameraId, preRollMilliseconds }: Pick<Recording, 'cameraId' | 'preRollMilliseconds'>,
  ): Promise<Recording> {
    await storage.prepare();
    const filename = await storage.reserve(name);
    const clock = this.#options.clockMark();
    const recording: Recording = {
      recordingId: recordingIdOf(startedAtMilliseconds, randomBytes(3).toString('hex')),
      cameraId,
      startedAtMilliseconds,
      clock,
      durationMilliseconds: 0,
      sizeBytes: 0,
      widthPixels: 0,
      heightPixels: 0,
      frameRate: 0,
      preRollMilliseconds,
      reason,
      isKept: false,
      name: '',
      note: '',
      directory: storage.relativePath,
      filename,
      state: 'writing',
      pictures: 'missing',
    };
    try {
      await this.save({ recording, furtherParts: [], storage });
    } catch (error) {
      this.#active.delete(recording.recordingId);
      await rm(storage.file(filename), { force: true });
      throw error;
    }
    if (clock !== 'synchronized') {
      this.#options.uncertainTimes.began(recording.recordingId);
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

  /**
   * Lists the recording with what is known about it. Returns null when it holds no picture; nothing is left of it then.
   *
   * @throws PetLogError `recording_failed` when somebody removed its file; nothing is left of it then, either
   */
  async conclude(recordingId: string, lastPart: VideoFacts | null, elapsedMilliseconds: number): Promise<Recording | null> {
    const { storage, ...written } = this.#get(recordingId);
    const sizeBytes = await sizeOfParts(partsOf(written, storage)).catch(() => null); // a disk that does not tell may come back
    const isEmpty = sizeBytes === 0 && (await this.#isOnItsDisk(storage));
    const { recording, furtherParts } = this.#get(recordingId); // its time may have been corrected meanwhile
    if (isEmpty) {
      const isThere = await storage.hasFile(recording.filename);
      await this.#discard(recording, storage);
      if (!isThere) {
        throw new PetLogError('recording_failed', { reason: 'its file was removed while it was written' });
      }
      return null;
    }
    const concluded: Recording = {
      ...recording,
      sizeBytes: Math.max(sizeBytes ?? 0, lastPart?.sizeBytes ?? 0), // its disk may be gone, and come back
      durationMilliseconds:
        lastPart === null
          ? Math.round(elapsedMilliseconds)
          : (furtherParts.at(-1)?.offsetMilliseconds ?? 0) + lastPart.durationMilliseconds,
      widthPixels: lastPart?.widthPixels ?? 0,
      heightPixels: lastPart?.heightPixels ?? 0,
      frameRate: lastPart === null ? 0 : measuredFrameRate(lastPart),
      state: 'pending',
    };
    await this.#list({ recording: concluded, furtherParts, storage });
    return concluded;
  }

  get hasUnlisted(): boolean {
    return this.#unlisted.size > 0;
  }

  /** Tries again to list those that are over and could not be listed. Returns the ids of those that are now. */
  async listUnlisted(): Promise<string[]> {
    const listed: string[] = [];
    for (const recordingId of [...this.#unlisted]) {
      const active = this.#active.get(recordingId);
      if (active === undefined || (await this.#list(active))) {
        this.#unlisted.delete(recordingId);
        listed.push(recordingId);
      }
    }
    return listed;
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
    if (this.#unlisted.has(recordingId)) {
      return active.recording; // there is no room
    }
    const { recording, furtherParts, storage } = active;
    try {
      if (isClosing()) {
        return recording;
      }
      const finished = await finishRecording({ recording, furtherParts }, storage, this.#options.media);
      this.#options.database.put(finished);
      return finished;
    } catch (error) {
      const { logger } = this.#options;
      if (isClosing()) {
        logger.info({ recordingId }, 'the recording is made plain at the next start');
        return recording;
      }
      logger.warn({ err: error, recordingId }, 'the recording is made plain at the next start');
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
    const active = this.#active.get(recordingId);
    if (active !== undefined && this.#unlisted.delete(recordingId)) {
      this.#options.problems.settle('recording_unlisted', recordingPath(active.recording));
    }
    this.#active.delete(recordingId);
  }

  /** On a full disk it stays what it is in memory until there is room. Returns whether it is in the list. */
  async #list(active: ActiveRecording): Promise<boolean> {
    const { database, logger, problems } = this.#options;
    const { recordingId } = active.recording;
    const path = recordingPath(active.recording);
    try {
      await this.save(active);
    } catch (error) {
      logger.warn({ err: error, recordingId }, 'what is known about the recording could not be saved');
      database.put(active.recording);
    }
    const isListed = this.#isListed(recordingId);
    if (isListed) {
      problems.settle('recording_unlisted', path);
    } else {
      this.#unlisted.add(recordingId);
      problems.add('recording_unlisted', path, database.status);
    }
    return isListed;
  }

  /** What a disk that fails does not tell is not so. */
  #isListed(recordingId: string): boolean {
    const { database, logger } = this.#options;
    try {
      const found = database.read((table) => table.find(recordingId));
      return found !== null && found.state !== 'writing';
    } catch (error) {
      logger.warn({ err: error, recordingId }, 'it cannot be read whether the recording is in the list');
      return false;
    }
  }

  /** An unplugged disk may come back with the recording. */
  async #isOnItsDisk(storage: StorageDirectory): Promise<boolean> {
    return assertMounted(storage, this.#options.database).then(
      () => true,
      () => false,
    );
  }

  /** @throws the system's error when the sidecar cannot be written */
  async save(active: ActiveRecording): Promise<void> {
    const { recordingId } = active.recording;
    this.#active.set(recordingId, active);
    await this.#saves.run(recordingId, async () => {
      const latest = this.#active.get(recordingId) ?? active; // another change may have come while this one waited
      await writeSidecar(latest.storage.sidecar(recordingId), latest);
      this.#options.database.put(latest.recording);
    });
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
