import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PetLogError } from '../../shared/errors.ts';
import { invalidValue } from '../../shared/invalid-input.ts';
import type { LibraryRecording, Recording } from '../library/recording.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import type { Answer, Question } from '../media/protocol.ts';
import { diskReason } from '../system/disk-errors.ts';
import type { Logger } from '../system/logger.ts';
import { bytesPerMegabyte } from '../system/units.ts';
import type { StoredShare } from './share-store.ts';

export interface SharedPartsOptions {
  readonly dataDirectory: string;
  readonly library: {
    storageOf(recording: Recording): StorageDirectory;
    hold(recordingId: string): () => void;
  };
  readonly media: { trim(part: Question<'trim'>): Promise<Answer<'trim'>> };
  minimumFreeMegabytes(): number;
  readonly logger: Logger;
}

/** The files of links that show a part of a recording, and nothing else of it. */
export class SharedParts {
  readonly #options: SharedPartsOptions;

  constructor(options: SharedPartsOptions) {
    this.#options = options;
  }

  /**
   * Copies a part of a recording into a file of its own; the whole of one needs none.
   *
   * @param start in seconds of the recording, as `end`
   * @throws PetLogError `invalid_input`, `storage_full`, `recording_failed`
   */
  async make(
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

  async remove(partPath: string | null): Promise<void> {
    if (partPath !== null) {
      await rm(resolve(this.#options.dataDirectory, partPath), { force: true }).catch((error: unknown) =>
        this.#options.logger.warn({ err: error }, 'a part that was shared could not be removed'),
      );
    }
  }

  /** Files of links that were not there any more when PetLog ended. Never rejects. */
  async removeOrphans(storage: StorageDirectory, shares: () => readonly Pick<StoredShare, 'partPath'>[]): Promise<void> {
    const { dataDirectory, logger } = this.#options;
    try {
      for await (const path of storage.sharedParts()) {
        if (!shares().some(({ partPath }) => partPath !== null && resolve(dataDirectory, partPath) === path)) {
          await rm(path, { force: true });
        }
      }
    } catch (error) {
      logger.warn({ err: error }, 'the parts that were shared could not be checked');
    }
  }
}

function assertPart(from: number, until: number, start: number | undefined, end: number | undefined, durationMilliseconds: number): void {
  const seconds = durationMilliseconds / 1000;
  if (from >= durationMilliseconds) {
    throw invalidValue('start', `${start} is not allowed; less than ${seconds}, the length of the recording, is.`);
  }
  if (until <= from) {
    throw invalidValue('end', `${end} is not allowed; more than the start ${start ?? 0} is.`);
  }
}
