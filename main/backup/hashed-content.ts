import { createHash } from 'node:crypto';
import { type Content, readContent, sizeOf } from './backup-store.ts';

/** What is sent, and its SHA-256 as it passes, so that a file need not be read (and encrypted) once more for that. */
export class HashedContent {
  readonly #content: Content;
  readonly #hash = createHash('sha256');
  #hashedBytes = 0;

  constructor(content: Content) {
    this.#content = content;
  }

  /** In the place of the one that was given. */
  get content(): Content {
    return { sizeBytes: sizeOf(this.#content), read: (fromByte, count) => this.#read(fromByte, count) };
  }

  /**
   * In hexadecimal digits. What did not pass, as it was sent in an earlier attempt, is read now. To be asked once.
   *
   * @throws the reason of the signal, and the system's error
   */
  async digest(signal: AbortSignal): Promise<string> {
    const sizeBytes = sizeOf(this.#content);
    const hash = this.#hashedBytes === sizeBytes ? this.#hash : createHash('sha256');
    if (hash !== this.#hash) {
      for await (const piece of readContent(this.#content, 0, sizeBytes)) {
        signal.throwIfAborted();
        hash.update(piece);
      }
    }
    return hash.digest('hex');
  }

  async *#read(fromByte: number, count: number): AsyncGenerator<Buffer> {
    let at = fromByte;
    for await (const piece of readContent(this.#content, fromByte, count)) {
      const end = at + piece.length;
      // What passes once more was hashed the first time.
      if (at <= this.#hashedBytes && end > this.#hashedBytes) {
        this.#hash.update(piece.subarray(this.#hashedBytes - at));
        this.#hashedBytes = end;
      }
      at = end;
      yield piece;
    }
  }
}
