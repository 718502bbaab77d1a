import type { Logger } from '../system/logger.ts';
import type { BackupDatabase } from './backup-database.ts';
import type { BackupStore, PartsThere } from './backup-store.ts';
import { keysOf } from './copied-things.ts';
import type { Copy } from './copy-list.ts';
import { plainKeyOf, storedKeyOf } from './sealed-store.ts';
import type { UnfinishedUpload } from './unfinished-uploads.ts';

interface GivenUpUploadsOptions {
  readonly database: Pick<BackupDatabase, 'copies' | 'uploads'>;
  readonly logger: Logger;
}

const hourMilliseconds = 3_600_000;
/** A younger one may have begun just now, and not be kept yet. */
const leastAgeMilliseconds = hourMilliseconds;
/** What is not known here may be of an SD card before this one, or of another PetLog that is still at it. */
const leastForeignAgeMilliseconds = 7 * 24 * hourMilliseconds;
const ownKey = /^(recordings|events)\/\d{4}-\d\d-\d\d\/([\w-]+)\.(?:mp4|jpg|json)$/;

/** Removes parts of files that nobody goes on with: they would stay there unseen, and be paid for. */
export class GivenUpUploads {
  readonly #options: GivenUpUploadsOptions;

  constructor(options: GivenUpUploadsOptions) {
    this.#options = options;
  }

  /** Never rejects: what stays is found by the next `sweep`. */
  async abandon(store: BackupStore, uploads: readonly UnfinishedUpload[], signal: AbortSignal): Promise<void> {
    for (const { key, upload } of uploads) {
      await this.#abandon(store, { key: storedKeyOf(key, upload), uploadId: upload.uploadId }, signal);
    }
  }

  /** Of a copy that is not to be there any more. Never rejects. */
  async ofCopy(store: BackupStore, copy: Copy, signal: AbortSignal): Promise<void> {
    const { uploads } = this.#options.database;
    const found = keysOf(copy).flatMap((key) => uploads.of(copy.targetId, key) ?? []);
    await this.abandon(store, found, signal);
    found.forEach(({ key, sizeBytes }) => uploads.keep(copy.targetId, key, sizeBytes, null));
  }

  /** Those that a power cut or a lost connection left there. Never rejects. */
  async sweep(store: BackupStore, targetId: string, signal: AbortSignal): Promise<void> {
    try {
      const there = (await store.parts?.list(signal)) ?? [];
      for (const parts of there.filter((one) => this.#isGivenUp(targetId, one))) {
        await this.#abandon(store, parts, signal);
      }
    } catch (error) {
      if (!signal.aborted) {
        // Not every server tells, and not everybody may ask.
        this.#options.logger.info({ err: error }, 'parts of files that were given up could not be looked for');
      }
    }
  }

  #isGivenUp(targetId: string, { key, uploadId, ageMilliseconds }: PartsThere): boolean {
    const plainKey = plainKeyOf(key);
    const [, folder, name] = ownKey.exec(plainKey) ?? [];
    if (folder === undefined || name === undefined || this.#options.database.uploads.isKept(uploadId)) {
      return false;
    }
    return ageMilliseconds >= (this.#isOwn(targetId, plainKey, name) ? leastAgeMilliseconds : leastForeignAgeMilliseconds);
  }

  #isOwn(targetId: string, key: string, name: string): boolean {
    const { copies } = this.#options.database;
    const id = name.slice(name.lastIndexOf('-') + 1);
    return [...copies.calledThere(targetId, 'recording', name), ...copies.calledThere(targetId, 'event', id)].some((copy) =>
      keysOf(copy).includes(key),
    );
  }

  async #abandon(store: BackupStore, { key, uploadId }: Pick<PartsThere, 'key' | 'uploadId'>, signal: AbortSignal): Promise<void> {
    try {
      await store.parts?.abandon(key, uploadId, signal);
    } catch (error) {
      if (!signal.aborted) {
        this.#options.logger.info({ err: error, key }, 'parts of a file that was given up could not be removed there');
      }
    }
  }
}
