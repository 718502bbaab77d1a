/** Marker codes of ITU-T T.81 (JPEG), table B.1. */
const MARKER = { SOI: 0xd8, EOI: 0xd9, SOS: 0xda, TEM: 0x01, RST0: 0xd0, RST7: 0xd7 } as const;
const START = Buffer.from([0xff, MARKER.SOI, 0xff]);

/** More segments than any camera writes before its picture data; bounds the work that crafted input can cause. */
const MAXIMUM_SEGMENTS = 256;

const isStartOfFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
/** Application data and comments may hold anything, a whole thumbnail too. */
const isFreeForm = (marker: number): boolean => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
const isRestart = (marker: number): boolean => marker >= MARKER.RST0 && marker <= MARKER.RST7;

type Step = 'more' | 'complete' | 'invalid' | 'restart';

/**
 * Cuts a byte stream of JPEGs back to back into single pictures, byte for byte.
 *
 * Searching for the end marker alone would cut a picture at its EXIF thumbnail,
 * so marker segments are walked by their lengths up to the picture data, and
 * only that is searched. Whatever is not a JPEG is skipped and counted; a
 * picture that breaks off is given up at the start of the next one.
 */
export class JpegSplitter {
  readonly #maximumFrameBytes: number;
  readonly #onFrame: (jpeg: Buffer) => void;
  readonly #onGarbage: (bytes: number, skipped: Buffer) => void;
  #buffer: Buffer = Buffer.allocUnsafeSlow(256 * 1024);
  #length = 0;
  #inFrame = false;
  #inPictureData = false;
  #sawStartOfFrame = false;
  #segments = 0;
  /** Where parsing goes on, as an offset into the buffer; the candidate picture begins at 0. */
  #position = 0;

  /**
   * @param maximumFrameBytes a longer picture counts as garbage, and no more than this is held
   * @param onFrame gets each complete JPEG in a buffer of its own
   * @param onGarbage gets the number of bytes skipped, and these, which are there during the call only
   */
  constructor(maximumFrameBytes: number, onFrame: (jpeg: Buffer) => void, onGarbage: (bytes: number, skipped: Buffer) => void) {
    this.#maximumFrameBytes = maximumFrameBytes;
    this.#onFrame = onFrame;
    this.#onGarbage = onGarbage;
  }

  /** Bytes held of a picture that is not complete yet. */
  get bufferedBytes(): number {
    return this.#length;
  }

  push(chunk: Buffer): void {
    for (let offset = 0; offset < chunk.length;) {
      const room = this.#maximumFrameBytes - this.#length;
      const part = chunk.subarray(offset, offset + Math.max(room, START.length));
      offset += part.length;
      this.#append(part);
      this.#parse();
      if (this.#length >= this.#maximumFrameBytes) {
        this.#skip(this.#length);
      }
    }
  }

  #append(part: Buffer): void {
    const needed = this.#length + part.length;
    if (needed > this.#buffer.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
      this.#buffer.copy(grown, 0, 0, this.#length);
      this.#buffer = grown;
    }
    part.copy(this.#buffer, this.#length);
    this.#length = needed;
  }

  #parse(): void {
    for (;;) {
      if (!this.#inFrame && !this.#findStart()) {
        return;
      }
      const step = this.#inPictureData ? this.#pictureData() : this.#segment();
      switch (step) {
        case 'more':
          return;
        case 'complete':
          this.#onFrame(Buffer.from(this.#buffer.subarray(0, this.#position)));
          this.#drop(this.#position);
          break;
        case 'restart':
          this.#skip(this.#position);
          break;
        case 'invalid':
          // Broken picture data holds no start of another picture, or it would have restarted there;
          // a broken header may have swallowed one.
          this.#skip(this.#inPictureData ? this.#position : 2);
          break;
      }
    }
  }

  /** Skips to the next start of a picture; false when there is none yet. */
  #findStart(): boolean {
    const found = this.#buffer.subarray(0, this.#length).indexOf(START);
    if (found === -1) {
      const tail = Math.min(this.#length, START.length - 1);
      this.#skip(this.#length - tail);
      return false;
    }
    this.#skip(found);
    this.#inFrame = true;
    this.#position = 2;
    return true;
  }

  /** One marker segment at the position: FF, code, and a big-endian length that counts itself. */
  #segment(): Step {
    const at = this.#position;
    if (at + 1 >= this.#length) {
      return 'more';
    }
    if (this.#buffer[at] !== 0xff) {
      return 'invalid';
    }
    const marker = this.#buffer[at + 1] as number;
    if (marker === 0xff) {
      this.#position += 1; // fill byte
      return this.#segmentOrEnough();
    }
    if (marker === MARKER.SOI) {
      return 'restart';
    }
    if (marker === MARKER.EOI || marker === MARKER.TEM || marker === 0 || isRestart(marker)) {
      return 'invalid';
    }
    if (at + 3 >= this.#length) {
      return 'more';
    }
    const segmentBytes = this.#buffer.readUInt16BE(at + 2);
    if (segmentBytes < 2) {
      return 'invalid';
    }
    if (at + 2 + segmentBytes > this.#length) {
      return 'more';
    }
    if (!isFreeForm(marker)) {
      const swallowed = this.#buffer.subarray(at + 2, at + 2 + segmentBytes).indexOf(START);
      if (swallowed !== -1) {
        this.#position = at + 2 + swallowed; // the segment broke off, and the next picture begins inside its length
        return 'restart';
      }
    }
    this.#sawStartOfFrame ||= isStartOfFrame(marker);
    this.#position = at + 2 + segmentBytes;
    if (marker === MARKER.SOS) {
      if (!this.#sawStartOfFrame) {
        return 'invalid';
      }
      this.#inPictureData = true;
      return this.#pictureData();
    }
    return this.#segmentOrEnough();
  }

  #segmentOrEnough(): Step {
    this.#segments += 1;
    return this.#segments > MAXIMUM_SEGMENTS ? 'invalid' : this.#segment();
  }

  /** Entropy-coded data: FF is followed by 00, a restart marker, or the marker that ends it. */
  #pictureData(): Step {
    const data = this.#buffer.subarray(0, this.#length);
    for (;;) {
      const at = data.indexOf(0xff, this.#position);
      if (at === -1 || at + 1 >= this.#length) {
        this.#position = at === -1 ? this.#length : at;
        return 'more';
      }
      const marker = data[at + 1] as number;
      if (marker === 0 || isRestart(marker)) {
        this.#position = at + 2;
      } else if (marker === 0xff) {
        this.#position = at + 1;
      } else if (marker === MARKER.EOI) {
        this.#position = at + 2;
        return 'complete';
      } else {
        this.#position = at;
        if (marker === MARKER.SOI) {
          return 'restart';
        }
        if (marker < 0xc0) {
          return 'invalid';
        }
        this.#inPictureData = false; // a further scan, or tables for one
        return this.#segmentOrEnough();
      }
    }
  }

  #skip(bytes: number): void {
    if (bytes > 0) {
      this.#onGarbage(bytes, this.#buffer.subarray(0, bytes));
    }
    this.#drop(bytes);
  }

  #drop(bytes: number): void {
    this.#buffer.copyWithin(0, bytes, this.#length);
    this.#length -= bytes;
    this.#inFrame = false;
    this.#inPictureData = false;
    this.#sawStartOfFrame = false;
    this.#segments = 0;
    this.#position = 0;
  }
}
