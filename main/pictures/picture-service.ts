import { access, rm } from 'node:fs/promises';
import { PetLogError } from '../../shared/errors.ts';
import { UnreadableVideoError } from './picture-process-client.ts';
import type { PicturesRequest, RecordingPictures } from './protocol.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { previewFrameCount } from '../library/recording-info.ts';
import type { RecordingLibrary } from '../library/recording-library.ts';
import type { LibraryRecording } from '../library/recording.ts';
import { pictureKinds, type PictureKind, type StorageDirectory } from '../library/storage-directory.ts';

export interface PictureServiceOptions {
  library: Pick<RecordingLibrary, 'find' | 'hold' | 'withoutPictures' | 'changePictures' | 'storageOf'>;
  /** Closing it refuses what it is making. */
  maker: { make(request: PicturesRequest): Promise<RecordingPictures>; pause(milliseconds: number): void; close(): Promise<void> };
  clock: Clock;
  logger: Logger;
}

/** Requests for pictures that are not there; a page of thumbnails has no more. */
const mostWaiting = 100;
/** Between two recordings, so that a thousand new ones do not keep the machine busy. */
const restMilliseconds = 250;
/** How long a recording takes to start on a small machine. */
const pauseMilliseconds = 3000;

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Thumbnails and previews: made once for each recording, in the background or when somebody asks first. */
export class PictureService {
  readonly #options: PictureServiceOptions;
  readonly #making = new Map<string, Promise<void>>();
  #background: Promise<void> | null = null;
  #cancelRest = (): void => {};
  #isClosed = false;

  constructor(options: PictureServiceOptions) {
    this.#options = options;
  }

  /**
   * The file of a picture, made now if it is not there.
   *
   * @throws PetLogError `recording_not_found`, `recording_in_progress`, `picture_unavailable`
   */
  async path(recordingId: string, kind: PictureKind): Promise<string> {
    const { library } = this.#options;
    const recording = library.find(recordingId);
    if (recording === null) {
      throw new PetLogError('recording_not_found', { id: recordingId });
    }
    if (recording.isBeingWritten) {
      throw new PetLogError('recording_in_progress', { id: recordingId });
    }
    const path = library.storageOf(recording).picture(recordingId, kind);
    if (await exists(path)) {
      return path;
    }
    const refuse = (reason: string, cause?: unknown): PetLogError =>
      new PetLogError('picture_unavailable', { id: recordingId, reason }, { cause });
    if (recording.pictures === 'impossible') {
      throw refuse('the video cannot be decoded');
    }
    if (this.#making.size >= mostWaiting) {
      throw refuse('too many are being made');
    }
    try {
      await this.#make(recording);
    } catch (error) {
      throw refuse(error instanceof Error ? error.message : String(error), error);
    }
    return path;
  }

  /** Makes what is missing, from now on until nothing is; resolves then. Never rejects. */
  wake(): Promise<void> {
    this.#background ??= this.#makeMissing()
      .catch((error: unknown) => {
        if (!this.#isClosed) {
          this.#options.logger.warn({ err: error }, 'pictures of recordings could not be made');
        }
      })
      .finally(() => (this.#background = null));
    return this.#background;
  }

  /** A recording starts; nothing may delay it. */
  standBack(): void {
    this.#options.maker.pause(pauseMilliseconds);
  }

  /** Removes pictures whose recordings are gone. */
  async removeOrphans(storage: StorageDirectory): Promise<void> {
    for await (const { path, recordingId } of storage.pictures()) {
      if (this.#isClosed) {
        return;
      }
      if (this.#options.library.find(recordingId) === null) {
        await rm(path, { force: true });
      }
    }
  }

  /** Ends what is being made, with its maker: it is made after the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelRest();
    await this.#options.maker.close();
    await this.#background;
    await Promise.allSettled(this.#making.values());
  }

  async #makeMissing(): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const recording = this.#isClosed ? null : this.#options.library.withoutPictures(tried);
      if (recording === null) {
        return;
      }
      tried.add(recording.recordingId); // its disk may be gone; others are not
      await this.#makeUnlessThere(recording);
      if (!this.#isClosed) {
        await this.#rest();
      }
    }
  }

  /** A failure that is not the video's ends the work until the next recording. */
  async #makeUnlessThere(recording: LibraryRecording): Promise<void> {
    const { library } = this.#options;
    const { recordingId } = recording;
    const storage = library.storageOf(recording);
    const there = await Promise.all(pictureKinds.map((kind) => exists(storage.picture(recordingId, kind))));
    if (there.every(Boolean)) {
      await library.changePictures(recordingId, () => Promise.resolve('made'));
      return;
    }
    try {
      await this.#make(recording);
    } catch (error) {
      if (!(error instanceof UnreadableVideoError)) {
        throw error;
      }
    }
  }

  #make(recording: LibraryRecording): Promise<void> {
    const { recordingId } = recording;
    const running = this.#making.get(recordingId);
    if (running !== undefined) {
      return running;
    }
    const made = this.#makeAndSave(recording).finally(() => this.#making.delete(recordingId));
    this.#making.set(recordingId, made);
    return made;
  }

  async #makeAndSave(recording: LibraryRecording): Promise<void> {
    const { library, maker, logger } = this.#options;
    const { recordingId, absolutePath, durationMilliseconds } = recording;
    try {
      const pictures = await maker.make({ path: absolutePath, durationMilliseconds, previewFrames: previewFrameCount(recording) });
      await library.changePictures(recordingId, async (storage) => {
        await storage.preparePictures();
        for (const kind of pictureKinds) {
          await writeAtomically(storage.picture(recordingId, kind), pictures[kind]);
        }
        return 'made';
      });
    } catch (error) {
      if (error instanceof UnreadableVideoError && (await exists(absolutePath))) {
        logger.warn({ err: error, recordingId }, 'there can be no pictures of this recording');
        await library.changePictures(recordingId, () => Promise.resolve('impossible'));
      }
      throw error;
    }
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(restMilliseconds, resolve);
      this.#cancelRest = () => {
        cancel();
        resolve();
      };
    });
  }
}
