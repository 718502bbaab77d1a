const LENGTH_BYTES = 4;

/** The length that goes before a message: 32 bits, big-endian. */
export function lengthPrefix(bytes: number): Buffer {
  const prefix = Buffer.allocUnsafe(LENGTH_BYTES);
  prefix.writeUInt32BE(bytes);
  return prefix;
}

/** Puts messages together again that came as a stream of bytes, each after its length. */
export class LengthPrefixReader {
  readonly #largestBytes: number;
  readonly #onMessage: (message: Buffer) => void;
  #part = Buffer.allocUnsafe(LENGTH_BYTES);
  #isLength = true;
  #filledBytes = 0;

  /** @param onMessage gets memory that nobody else uses */
  constructor(largestBytes: number, onMessage: (message: Buffer) => void) {
    this.#largestBytes = largestBytes;
    this.#onMessage = onMessage;
  }

  /** @throws RangeError when a message would be too large: what comes is no such stream */
  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      const bytes = Math.min(chunk.length - at, this.#part.length - this.#filledBytes);
      this.#part.set(chunk.subarray(at, at + bytes), this.#filledBytes);
      at += bytes;
      this.#filledBytes += bytes;
      this.#deliver();
    }
  }

  #deliver(): void {
    while (this.#filledBytes === this.#part.length) {
      const whole = this.#part;
      const wasLength = this.#isLength;
      const nextBytes = wasLength ? whole.readUInt32BE() : LENGTH_BYTES;
      if (nextBytes > this.#largestBytes) {
        throw new RangeError(`a message of ${nextBytes} bytes is larger than ${this.#largestBytes}`);
      }
      this.#part = Buffer.allocUnsafeSlow(nextBytes);
      this.#isLength = !wasLength;
      this.#filledBytes = 0;
      if (!wasLength) {
        this.#onMessage(whole);
        return;
      }
    }
  }
}
