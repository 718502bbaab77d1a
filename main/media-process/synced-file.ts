import { JobQueue } from '../system/job-queue.ts';
import { WrittenFile } from './written-file.ts';

/** About a minute of video: a disk that is further behind will not catch up. */
const mostWaitingBytes = 16 * 1024 * 1024;

/**
 * A file that grows by whole pieces, each written in one go and synced soon
 * after, without making anyone wait: SD cards stall for seconds. After a
 * failure it ends at its last whole piece.
 */
export class SyncedFile {
  readonly #onFailed: (error: Error) => void;
  readonly #mostWaitingBytes: number;
  readonly #opened: Promise<WrittenFile>;
  readonly #work = new JobQueue();
  #waitingBytes = 0;
  #sizeBytes = 0;
  #error: Error | null = null;
  #syncing: Promise<void> | null = null;
  #isDirty = false;

  /**
   * @param path an existing file; its content is dropped
   * @param onFailed called once; nothing is written afterwards
   * @param extraBytes that may wait for the disk beyond the usual
   */
  constructor(path: string, onFailed: (error: Error) => void, extraBytes: number) {
    this.#onFailed = onFailed;
    this.#mostWaitingBytes = mostWaitingBytes + extraBytes;
    this.#opened = WrittenFile.open(path);
    void this.#work.add(() => this.#opened.then((file) => file.truncate(0)).catch((error: unknown) => this.#fail(error)));
  }

  /** Of what has been written. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  get hasFailed(): boolean {
    return this.#error !== null;
  }

  /** Writes the piece after those before it; `written` is called when the system has it. */
  append(piece: Buffer, written: () => void): void {
    if (this.#waitingBytes + piece.length > this.#mostWaitingBytes) {
      this.#fail(Object.assign(new Error('the disk is too slow for the recording'), { code: 'ETIMEDOUT' }));
    }
    this.#waitingBytes += piece.length;
    void this.#work.add(async () => {
      if (this.#error === null) {
        try {
          await this.#write(piece);
          written();
        } catch (error) {
          this.#fail(error);
          await (await this.#opened.catch(() => null))?.truncate(this.#sizeBytes).catch(() => {});
        }
      }
      this.#waitingBytes -= piece.length;
    });
  }

  /** Resolves when everything is on the disk, or could not be brought there. */
  async close(): Promise<void> {
    await this.#work.idle;
    const file = await this.#opened.catch(() => null);
    if (file !== null) {
      await this.#syncing;
      await file.sync().catch((error: unknown) => this.#fail(error));
      await file.close().catch((error: unknown) => this.#fail(error));
    }
  }

  async #write(piece: Buffer): Promise<void> {
    const file = await this.#opened;
    await file.write(piece, this.#sizeBytes);
    this.#sizeBytes += piece.length;
    this.#isDirty = true;
    this.#syncing ??= this.#sync(file).finally(() => (this.#syncing = null));
  }

  /** One sync at a time, and one more for what was written meanwhile. */
  async #sync(file: WrittenFile): Promise<void> {
    while (this.#isDirty) {
      this.#isDirty = false;
      try {
        await file.syncData();
      } catch (error) {
        this.#fail(error);
        return;
      }
    }
  }

  #fail(error: unknown): void {
    if (this.#error === null) {
      this.#error = error instanceof Error ? error : new Error(String(error));
      this.#onFailed(this.#error);
    }
  }
}
