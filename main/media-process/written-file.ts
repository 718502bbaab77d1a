import { close, fdatasync, fsync, ftruncate, open, write } from 'node:fs';
import { promisify } from 'node:util';

const openFile = promisify(open);
const truncateFile = promisify(ftruncate);
const syncData = promisify(fdatasync);
const syncFile = promisify(fsync);
const closeFile = promisify(close);

/**
 * A file that is written. `node:fs/promises` has the same, and loads Node's readers of lines and watchers of directories
 * with it: a megabyte in the process of each camera that is recorded. All methods throw the system's error.
 */
export class WrittenFile {
  readonly #descriptor: number;

  private constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** @param path an existing file, which is left as it is */
  static async open(path: string): Promise<WrittenFile> {
    return new WrittenFile(await openFile(path, 'r+'));
  }

  /** All of the bytes. */
  async write(bytes: Uint8Array, positionBytes: number): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      done += await this.#writeSome(bytes, done, positionBytes + done);
    }
  }

  truncate(sizeBytes: number): Promise<void> {
    return truncateFile(this.#descriptor, sizeBytes);
  }

  /** What was written is on the disk then, and so is its size. */
  syncData(): Promise<void> {
    return syncData(this.#descriptor);
  }

  sync(): Promise<void> {
    return syncFile(this.#descriptor);
  }

  close(): Promise<void> {
    return closeFile(this.#descriptor);
  }

  #writeSome(bytes: Uint8Array, from: number, positionBytes: number): Promise<number> {
    return new Promise((resolve, reject) => {
      write(this.#descriptor, bytes, from, bytes.length - from, positionBytes, (error, written) => {
        if (error === null) {
          resolve(written);
        } else {
          reject(error);
        }
      });
    });
  }
}
