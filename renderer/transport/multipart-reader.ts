/** A picture of one camera among others. */
export interface WallPicture {
  readonly cameraId: string;
  readonly jpeg: Blob;
}

const headEnd = [13, 10, 13, 10] as const;
/** No part is larger: what is, is no such answer. */
const largestPartBytes = 16 * 1024 * 1024;

/** Takes apart the answer of `GET /live/wall`, as its bytes arrive. */
export class MultipartReader {
  readonly #onPicture: (picture: WallPicture) => void;
  #bytes = new Uint8Array(0);

  constructor(onPicture: (picture: WallPicture) => void) {
    this.#onPicture = onPicture;
  }

  /** @throws RangeError where this is no such answer */
  push(chunk: Uint8Array): void {
    const joined = new Uint8Array(this.#bytes.length + chunk.length);
    joined.set(this.#bytes);
    joined.set(chunk, this.#bytes.length);
    this.#bytes = joined;
    while (this.#takePart()) {
      // Until what is left is no whole part.
    }
  }

  #takePart(): boolean {
    const end = indexOf(this.#bytes, headEnd);
    if (end === -1) {
      return this.#assertSize(this.#bytes.length);
    }
    const head = new TextDecoder().decode(this.#bytes.subarray(0, end));
    const length = Number(/^Content-Length: (\d+)\r?$/im.exec(head)?.[1] ?? Number.NaN);
    const cameraId = /^X-Camera-Id: ([^\r\n]+)/im.exec(head)?.[1];
    if (Number.isNaN(length) || cameraId === undefined) {
      throw new RangeError('the answer is no wall of cameras');
    }
    this.#assertSize(length);
    const from = end + headEnd.length;
    if (this.#bytes.length < from + length) {
      return false;
    }
    const jpeg = new Blob([this.#bytes.slice(from, from + length)], { type: 'image/jpeg' });
    this.#bytes = this.#bytes.slice(from + length);
    this.#onPicture({ cameraId, jpeg });
    return true;
  }

  #assertSize(bytes: number): false {
    if (bytes > largestPartBytes) {
      throw new RangeError('the answer is no wall of cameras');
    }
    return false;
  }
}

function indexOf(bytes: Uint8Array, sought: readonly number[]): number {
  for (let at = bytes.indexOf(sought[0] as number); at !== -1; at = bytes.indexOf(sought[0] as number, at + 1)) {
    if (sought.every((byte, offset) => bytes[at + offset] === byte)) {
      return at;
    }
  }
  return -1;
}
