import { resolve } from 'node:path';
import type { Share } from '../../shared/shares.ts';
import { PetLogError } from '../../shared/errors.ts';
import { randomId } from '../access/hash.ts';
import type { Permissions } from '../access/permissions.ts';
import type { RunningTime } from '../access/running-time.ts';
import type { LibraryRecording, Recording } from '../library/recording.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import type { Clock } from '../system/clock.ts';
import { OpenedShares } from './opened-shares.ts';
import { SecretGuesses } from './secret-guesses.ts';
import type { ShareStore, StoredShare } from './share-store.ts';
import { SharedParts, type SharedPartsOptions } from './shared-parts.ts';

/** What a new link shows: seconds of a recording. */
export interface NewClip {
  readonly recording_id: string;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly expires_in_seconds: number;
}

export interface ShareServiceOptions extends SharedPartsOptions {
  readonly store: ShareStore;
  readonly runningTime: RunningTime;
  readonly permissions: Pick<Permissions, 'end'>;
  readonly library: SharedPartsOptions['library'] & { find(recordingId: string): LibraryRecording | null };
  readonly clock: Clock;
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
  readonly #parts: SharedParts;
  readonly #opened: OpenedShares;
  readonly #guesses: SecretGuesses;
  #cancelCheck = (): void => {};
  /** Links whose parts are being copied. */
  #making = 0;

  constructor(options: ShareServiceOptions) {
    this.#options = options;
    this.#parts = new SharedParts(options);
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
    if (store.list().length + this.#making >= mostShares) {
      throw new PetLogError('too_many_shares', { limit: mostShares });
    }
    const shareId = randomId();
    this.#making += 1;
    const part = await this.#parts.make(recording, shareId, start, end).finally(() => (this.#making -= 1));
    let secret: string;
    try {
      if (library.find(id) === null) {
        throw new PetLogError('recording_not_found', { id });
      }
      const createdAtMilliseconds = Math.round(clock.nowMicroseconds() / 1000);
      secret = store.add(shareId, {
        recordingId: id,
        ...part,
        createdAtMilliseconds,
        expiresAtMilliseconds: createdAtMilliseconds + expires_in_seconds * 1000,
        expiresAtRunningMilliseconds: runningTime.milliseconds() + expires_in_seconds * 1000,
      });
    } catch (error) {
      await this.#parts.remove(part.partPath);
      throw error;
    }
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

  /** Removes the files of links that were not there any more when PetLog ended. Never rejects. */
  removeOrphans(storage: StorageDirectory): Promise<void> {
    return this.#parts.removeOrphans(storage, () => this.#options.store.list());
  }

  close(): void {
    this.#cancelCheck();
    this.#opened.save();
    this.#options.runningTime.save();
  }

  #end(share: StoredShare): void {
    this.#options.store.remove(share.id);
    this.#options.permissions.end(permissionOfShare(share.id));
    void this.#parts.remove(share.partPath);
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
