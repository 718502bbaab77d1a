/**
 * Counts the pictures of an MJPEG stream at the least cost: it reads part
 * headers, and skips `Content-Length` bytes without looking at them.
 */
export class StreamMeter {
  readonly #onPicture: (capturedAtMicroseconds: number | null) => void;
  #text = '';
  #remainingBytes = 0;
  #capturedAt: number | null = null;
  #statusLine = '';

  /** @param onPicture called at a picture's last byte, with its `X-Timestamp` where there is one */
  constructor(onPicture: (capturedAtMicroseconds: number | null) => void) {
    this.#onPicture = onPicture;
  }

  /** First line of the answer. */
  get statusLine(): string {
    return this.#statusLine;
  }

  push(chunk: Buffer, length: number): void {
    for (let at = 0; at < length; ) {
      if (this.#remainingBytes > 0) {
        const skipped = Math.min(this.#remainingBytes, length - at);
        this.#remainingBytes -= skipped;
        at += skipped;
        if (this.#remainingBytes === 0) {
          this.#onPicture(this.#capturedAt);
        }
        continue;
      }
      const earlier = this.#text.length;
      this.#text += chunk.toString('latin1', at, Math.min(length, at + 1024));
      const end = this.#text.indexOf('\r\n\r\n');
      if (end === -1) {
        at += this.#text.length - earlier;
        if (this.#text.length > 65_536) {
          throw new Error('a header without end');
        }
        continue;
      }
      at += end + 4 - earlier;
      this.#header(this.#text.slice(0, end));
      this.#text = '';
    }
  }

  #header(text: string): void {
    if (this.#statusLine === '') {
      this.#statusLine = text.split('\r\n', 1)[0] as string;
    }
    const length = /content-length:\s*(\d+)/i.exec(text)?.[1];
    const timestamp = /x-timestamp:\s*(\d+)\.(\d{6})/i.exec(text);
    this.#remainingBytes = Number(length ?? 0);
    this.#capturedAt = timestamp === null ? null : Number(timestamp[1]) * 1e6 + Number(timestamp[2]);
  }
}
