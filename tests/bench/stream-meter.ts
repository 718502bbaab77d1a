export interface PictureTime {
  capturedAtMicroseconds: number;
  /** The same for everyone who gets the picture. */
  identity: number;
}

/**
 * Counts the pictures of an MJPEG stream at the least cost: it reads part
 * headers, and skips `Content-Length` bytes without looking at them.
 */
export class StreamMeter {
  readonly #onPicture: (picture: PictureTime | null) => void;
  #text = '';
  #remainingBytes = 0;
  #time: PictureTime | null = null;
  #statusLine = '';

  /** @param onPicture called at a picture's last byte, with the time of its capture where it is stated */
  constructor(onPicture: (picture: PictureTime | null) => void) {
    this.#onPicture = onPicture;
  }

  /** First line of the answer. */
  get statusLine(): string {
    return this.#statusLine;
  }

  push(chunk: Buffer, length: number): void {
    for (let at = 0; at < length;) {
      if (this.#remainingBytes > 0) {
        const skipped = Math.min(this.#remainingBytes, length - at);
        this.#remainingBytes -= skipped;
        at += skipped;
        if (this.#remainingBytes === 0) {
          this.#onPicture(this.#time);
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
    this.#remainingBytes = Number(/content-length:\s*(\d+)/i.exec(text)?.[1] ?? 0);
    this.#time = readTime(text);
  }
}

/**
 * ustreamer's `X-Timestamp` is when it sends; how long before that it captured
 * the picture stands in its own headers, by a clock that Node cannot read.
 */
function readTime(header: string): PictureTime | null {
  const wall = /x-timestamp:\s*(\d+)\.(\d{6})/i.exec(header);
  if (wall === null) {
    return null;
  }
  const sentAt = Number(wall[1]) * 1e6 + Number(wall[2]);
  const own = /x-ustreamer-grab-time:\s*(\S+)[^]*x-ustreamer-send-time:\s*(\S+)/i.exec(header);
  return own === null
    ? { capturedAtMicroseconds: sentAt, identity: sentAt }
    : { capturedAtMicroseconds: sentAt - (Number(own[2]) - Number(own[1])) * 1e6, identity: Number(own[1]) };
}
