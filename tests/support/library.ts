import { randomBytes } from 'node:crypto';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaFiles } from '../../main/library/media-files.ts';
import { RecordingLibrary } from '../../main/library/recording-library.ts';
import { recordingIdOf, type Recording } from '../../main/library/recording.ts';
import { writeSidecar } from '../../main/library/sidecar.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import type { Clock } from '../../main/system/clock.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { ManualClock } from './manual-clock.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const noMedia: MediaFiles = {
  finalize: () => Promise.reject(new Error('nothing to finalize here')),
  probe: () => Promise.reject(new Error('nothing to probe here')),
};

/** A library in a directory of its own, and files in it as PetLog would leave them. */
export class TestLibrary implements AsyncDisposable {
  readonly dataDirectory: string;
  readonly storage: StorageDirectory;
  library: RecordingLibrary;
  readonly #directory: AsyncDisposable;
  readonly #options: { media: MediaFiles; clock: Clock };

  private constructor(directory: Awaited<ReturnType<typeof temporaryDirectory>>, options: { media: MediaFiles; clock: Clock }) {
    this.#directory = directory;
    this.#options = options;
    this.dataDirectory = directory.path;
    this.storage = new StorageDirectory(directory.path, 'recordings');
    this.library = this.#open();
  }

  static async create({ media = noMedia, clock = new ManualClock() }: { media?: MediaFiles; clock?: Clock } = {}): Promise<TestLibrary> {
    return new TestLibrary(await temporaryDirectory(), { media, clock });
  }

  /** Files of a finished recording; `recover` lists it. Returns its id. */
  async addFiles(details: Partial<Recording> & { startedAtMilliseconds: number }): Promise<string> {
    const recordingId = details.recordingId ?? recordingIdOf(details.startedAtMilliseconds, randomBytes(3).toString('hex'));
    const recording: Recording = {
      recordingId,
      clock: 'synchronized',
      durationMilliseconds: 60_000,
      sizeBytes: 100,
      widthPixels: 320,
      heightPixels: 240,
      frameRate: 15,
      cameraId: 'main',
      preRollMilliseconds: 0,
      reason: 'manual',
      isKept: false,
      name: '',
      note: '',
      directory: this.storage.relativePath,
      filename: `${recordingId}.mp4`,
      state: 'finished',
      pictures: 'missing',
      ...details,
    };
    await mkdir(this.storage.hiddenFile('.'), { recursive: true });
    await writeFile(this.storage.file(recording.filename), Buffer.alloc(Math.min(recording.sizeBytes, 1000)));
    await truncate(this.storage.file(recording.filename), recording.sizeBytes); // takes no room
    await writeSidecar(this.storage.sidecar(recordingId), { recording, furtherParts: [] });
    return recordingId;
  }

  get databasePath(): string {
    return join(this.dataDirectory, 'petlog.db');
  }

  /** As after the end of the application; `meanwhile` may do anything to its files. */
  async reopen(meanwhile: () => void = () => {}): Promise<void> {
    await this.library.close();
    meanwhile();
    this.library = this.#open();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.library.close();
    await this.#directory[Symbol.asyncDispose]();
  }

  #open(): RecordingLibrary {
    return new RecordingLibrary({ dataDirectory: this.dataDirectory, logger: silentLogger, ...this.#options });
  }
}
