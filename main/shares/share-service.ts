import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Share } from '../../shared/shares.ts';
import { PetLogError } from '../../shared/errors.ts';
import { randomId } from '../access/hash.ts';
import type { Permissions } from '../access/permissions.ts';
import type { RunningTime } from '../access/running-time.ts';
import type { LibraryRecording, Recording } from '../library/recording.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import type { Answer, Question } from '../media/protocol.ts';
import type { Clock } from '../system/clock.ts';
import { diskReason } from '../system/disk-errors.ts';
import type { Logger } from '../system/logger.ts';
import { bytesPerMegabyte } from '../system/units.ts';
import { OpenedShares } from './opened-shares.ts';
import { SecretGuesses } from './secret-guesses.ts';
import type { ShareStore, StoredShare } from './share-store.ts';

/** What a new link shows: seconds of a recording. */
export interface NewClip {
  readonly recording_id: string;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly expires_in_seconds: number;
}

interface ShareServiceOptions {
  readonly dataDirectory: string;
  readonly store: ShareStore;
  readonly runningTime: RunningTime;
  readonly permissions: Pick<Permissions, 'end'>;
  readonly library: {
    find(recordingId: string): LibraryRecording | null;
    storageOf(recording: Recording): StorageDirectory;
    hold(recordingId: string): () => void;
  };
  readonly media: { trim(part: Question<'trim'>): Promise<Answer<'trim'>> };
  minimumFreeMegabytes(): number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a link shows. */
export interface SharedClip {
  readonly share: StoredShare;
  readonly recording: LibraryRecording;
  /** Of the file that is shown. */
  readonly path: string;
  readonly durationSeconds: number;
}

/** Key of what lasts as long as a link does. */
export const permissionOfShare = (shareId: string): string => `share:${shareId}`;

const mostShares = 200;
/** Whatever ends before is ended then, unless the clock was set. */
const checkMilliseconds = 10 * 60_000;

/** Links that show one clip to whoever has them, until they end. */
export class ShareService {
  readonly #options: ShareServiceOptions;
  readonly #opened: OpenedShares;
  readonly #guesses: SecretGuesses;
  #cancelCheck = (): void => {};

  constructor(options: ShareServiceOptions) {
    this.#options = options;
    this.#opened = new OpenedShares(options.clock, (id, times, lastAt) => options.store.opened(id, times, lastAt));
    this.#guesses = new SecretGuesses(options.clock);
    this.#check();
  }

  /**
   * Makes a link. A part is copied into a file of its own first, which shows nothing else.
   *
   * @returns the link, and its secret, which nothing knows afterwards
   * @throws PetLogError `recording_not_found`, `recording_in_progress`, `invalid_input`, `too_many_shares`, `storage_full`, `recording_failed`
   */
  async create({ recording_id: id, start, end, expires_in_seconds }: NewClip): Promise<{ share: Share; secret: string }> {
    const { library, store, clock, runningTime } = this.#options;
    const recording = library.find(id);
    if (recording === null) {
      throw new PetLogError('recording_not_found', { id });
    }
    if (recording.state !== 'finished') {
      throw new PetLogError('recording_in_progress', { id });
    }
    if (store.list().length >= mostShares) {
      throw new PetLogError('too_many_shares', { limit: mostShares });
    }
    const shareId = randomId();
    const part = await this.#part(recording, shareId, start, end);
    if (library.find(id) === null) {
      await this.#removePart(part.partPath);
      throw new PetLogError('recording_not_found', { id });
    }
    const createdAtMilliseconds = Math.round(clock.nowMicroseconds() / 1000);
    const secret = store.add(shareId, {
      recordingId: id,
      ...part,
      createdAtMilliseconds,
      expiresAtMilliseconds: createdAtMilliseconds + expires_in_seconds * 1000,
      expiresAtRunningMilliseconds: runningTime.milliseconds() + expires_in_seconds * 1000,
    });
    this.#check();
    const stored = store.find(shareId);
    if (stored === null) {
      throw new PetLogError('share_not_found', { id: shareId });
    }
    return { share: shareOf(stored, recording), secret };
  }

  /** Those whose recordings are there, newest first. */
  list(): Share[] {
    this.#check();
    this.#opened.save();
    return this.#options.store.list().flatMap((share) => {
      const recording = this.#options.library.find(share.recordingId);
      return recording === null ? [] : [shareOf(share, recording)];
    });
  }

  /** The camera that somebody has to be allowed to see. null when there is no such link. */
  recordingIdOf(shareId: string): string | null {
    return this.#options.store.find(shareId)?.recordingId ?? null;
  }

  /**
   * Ends a link, and what is being read through it.
   *
   * @throws PetLogError `share_not_found`
   */
  remove(shareId: string): void {
    const share = this.#options.store.find(shareId);
    if (share === null) {
      throw new PetLogError('share_not_found', { id: shareId });
    }
    this.#end(share);
  }

  /** The recording is gone for good, and so are its links. */
  recordingRemoved(recordingId: string): void {
    this.#options.store
      .list()
      .filter((share) => share.recordingId === recordingId)
      .forEach((share) => this.#end(share));
  }

  /**
   * What a secret shows.
   *
   * @param address of who asks
   * @throws PetLogError `share_not_found`, `too_many_attempts`
   */
  open(secret: string, address: string): SharedClip {
    this.#guesses.assertAllowed(address);
    const share = this.#options.store.findBySecret(secret);
    if (share !== null && this.#leftMilliseconds(share) <= 0) {
      this.#end(share);
    }
    const recording = share === null || this.#leftMilliseconds(share) <= 0 ? null : this.#options.library.find(share.recordingId);
    if (share === null || recording === null) {
      this.#guesses.failed(address, secret);
      throw new PetLogError('share_not_found', { id: 'of this address' });
    }
    const { partPath, startMilliseconds, endMilliseconds } = share;
    return {
      share,
      recording,
      path: partPath === null ? recording.absolutePath : resolve(this.#options.dataDirectory, partPath),
      durationSeconds:
        startMilliseconds === null || endMilliseconds === null
          ? recording.durationMilliseconds / 1000
          : (endMilliseconds - startMilliseconds) / 1000,
    };
  }

  /** Its page was opened. */
  countOpened({ share }: SharedClip): void {
    this.#opened.count(share.id);
  }

  /** Files of links that were not there any more when PetLog ended. Never rejects. */
  async removeOrphans(storage: StorageDirectory): Promise<void> {
    const { store, dataDirectory, logger } = this.#options;
    try {
      for await (const path of storage.sharedParts()) {
        if (!store.list().some(({ partPath }) => partPath !== null && resolve(dataDirectory, partPath) === path)) {
          await rm(path, { force: true });
        }
      }
    } catch (error) {
      logger.warn({ err: error }, 'the parts that were shared could not be checked');
    }
  }

  close(): void {
    this.#cancelCheck();
    this.#opened.save();
    this.#options.runningTime.save();
  }

  async #part(
    recording: LibraryRecording,
    shareId: string,
    start: number | undefined,
    end: number | undefined,
  ): Promise<Pick<StoredShare, 'partPath' | 'startMilliseconds' | 'endMilliseconds'>> {
    const from = (start ?? 0) * 1000;
    const until = Math.min((end ?? Infinity) * 1000, recording.durationMilliseconds);
    assertPart(from, until, start, end, recording.durationMilliseconds);
    if (from === 0 && until === recording.durationMilliseconds) {
      return { partPath: null, startMilliseconds: null, endMilliseconds: null };
    }
    const { library, media, minimumFreeMegabytes, logger } = this.#options;
    const storage = library.storageOf(recording);
    const outputPath = storage.sharedPart(shareId);
    const release = library.hold(recording.recordingId);
    try {
      await storage.prepareSharedParts();
      const { fromMilliseconds, facts } = await media.trim({
        path: recording.absolutePath,
        fromMilliseconds: from,
        untilMilliseconds: until,
        outputPath,
        minimumFreeBytes: minimumFreeMegabytes() * bytesPerMegabyte,
      });
      return {
        partPath: storage.relativePathOf(outputPath),
        startMilliseconds: fromMilliseconds,
        endMilliseconds: fromMilliseconds + facts.durationMilliseconds,
      };
    } catch (error) {
      await rm(outputPath, { force: true }).catch(() => {});
      logger.warn({ err: error, recordingId: recording.recordingId }, 'a part of a recording could not be made');
      throw new PetLogError('recording_failed', { reason: diskReason(error) }, { cause: error });
    } finally {
      release();
    }
  }

  #end(share: StoredShare): void {
    this.#options.store.remove(share.id);
    this.#options.permissions.end(permissionOfShare(share.id));
    void this.#removePart(share.partPath);
  }

  async #removePart(partPath: string | null): Promise<void> {
    if (partPath !== null) {
      await rm(resolve(this.#options.dataDirectory, partPath), { force: true }).catch((error: unknown) =>
        this.#options.logger.warn({ err: error }, 'a part that was shared could not be removed'),
      );
    }
  }

  /** By the wall clock, and by the time that PetLog runs: whichever ends first. */
  #leftMilliseconds({ expiresAtMilliseconds, expiresAtRunningMilliseconds }: StoredShare): number {
    const { clock, runningTime } = this.#options;
    return Math.min(expiresAtMilliseconds - clock.nowMicroseconds() / 1000, expiresAtRunningMilliseconds - runningTime.milliseconds());
  }

  /** Ends those whose time is over, now and again when the next one's is. */
  #check(): void {
    this.#cancelCheck();
    const { store, clock, runningTime } = this.#options;
    let next = checkMilliseconds;
    for (const share of store.list()) {
      const left = this.#leftMilliseconds(share);
      if (left <= 0) {
        this.#end(share);
      } else {
        next = Math.min(next, left);
      }
    }
    this.#cancelCheck = clock.after(Math.ceil(next), () => {
      runningTime.save();
      this.#check();
    });
  }
}

function assertPart(from: number, until: number, start: number | undefined, end: number | undefined, durationMilliseconds: number): void {
  const seconds = durationMilliseconds / 1000;
  if (from >= durationMilliseconds) {
    const message = `${start} is not allowed; less than ${seconds}, the length of the recording, is.`;
    throw new PetLogError('invalid_input', { detail: `start: ${message}` }, { errors: [{ path: 'start', message }] });
  }
  if (until <= from) {
    const message = `${end} is not allowed; more than the start ${start ?? 0} is.`;
    throw new PetLogError('invalid_input', { detail: `end: ${message}` }, { errors: [{ path: 'end', message }] });
  }
}

function shareOf(share: StoredShare, recording: Recording): Share {
  const time = (milliseconds: number): string => new Date(milliseconds).toISOString();
  const seconds = (milliseconds: number | null): number | null => (milliseconds === null ? null : milliseconds / 1000);
  return {
    share_id: share.id,
    recording_id: share.recordingId,
    camera_id: recording.cameraId,
    timestamp: time(recording.startedAtMilliseconds),
    name: recording.name,
    start: seconds(share.startMilliseconds),
    end: seconds(share.endMilliseconds),
    created_at: time(share.createdAtMilliseconds),
    expires_at: time(share.expiresAtMilliseconds),
    opened_count: share.openedCount,
    last_opened_at: share.lastOpenedAtMilliseconds === null ? null : time(share.lastOpenedAtMilliseconds),
  };
}
