import { nalUnitType, nalUnitTypes } from './annex-b.ts';
import { readSliceHeader } from './slice-header.ts';

const startCode = Buffer.from([0, 0, 1]);
/** The type of a unit, and where in the picture a slice begins. */
const headBytes = 6;
const initialBytes = 256 * 1024;

/** What comes before the slices of a picture, and so ends the one before (ITU-T H.264, 7.4.1.2.3). */
const beginsPicture = (type: number): boolean =>
  (type >= nalUnitTypes.supplement && type <= nalUnitTypes.accessUnitDelimiter) || (type >= 14 && type <= 18);
const isSlice = (type: number): boolean => type >= nalUnitTypes.picture && type <= nalUnitTypes.idrPicture;
/** 0 and 24 to 31 mean nothing in a byte stream; the first bit is never set. */
const isUnit = (firstByte: number): boolean => (firstByte & 0x80) === 0 && (firstByte & 0x1f) > 0 && (firstByte & 0x1f) < 24;

/**
 * Cuts a byte stream of H.264 into access units: one picture each, with what
 * belongs to it. Nothing in the stream says how long a picture is, so that
 * each is complete when the next begins: it comes one picture late, but whole,
 * however its writer was interrupted.
 */
export class AccessUnitSplitter {
  readonly #largestBytes: number;
  readonly #onUnit: (annexB: Buffer, beganMilliseconds: number) => void;
  readonly #onGarbage: (bytes: number) => void;
  #buffer: Buffer = Buffer.allocUnsafeSlow(initialBytes);
  #length = 0;
  /** Up to where start codes were looked for. */
  #position = 0;
  /** Whether the buffer begins with a unit's start code. */
  #isInUnit = false;
  /** Whether the picture that it holds has a slice. */
  #hasSlice = false;
  #beganMilliseconds = 0;

  /**
   * @param largestBytes a larger picture counts as garbage, and no more than this is held
   * @param onUnit gets each access unit in a buffer of its own, and when its first byte came
   * @param onGarbage gets the number of bytes that were left out
   */
  constructor(largestBytes: number, onUnit: (annexB: Buffer, beganMilliseconds: number) => void, onGarbage: (bytes: number) => void) {
    this.#largestBytes = largestBytes;
    this.#onUnit = onUnit;
    this.#onGarbage = onGarbage;
  }

  push(chunk: Buffer, nowMilliseconds: number): void {
    this.#append(chunk);
    for (;;) {
      const at = this.#buffer.subarray(0, this.#length).indexOf(startCode, this.#position);
      if (at === -1 || at + startCode.length + headBytes > this.#length) {
        this.#position = at === -1 ? Math.max(0, this.#length - startCode.length + 1) : at;
        break;
      }
      this.#unitAt(at, nowMilliseconds);
    }
    if (this.#length > this.#largestBytes) {
      this.#leaveOut(this.#length);
    } else if (!this.#isInUnit) {
      this.#leaveOut(this.#position);
    }
  }

  #unitAt(at: number, nowMilliseconds: number): void {
    const head = this.#buffer.subarray(at + startCode.length, at + startCode.length + headBytes);
    if (!isUnit(head[0] ?? 0)) {
      this.#position = at + startCode.length; // garbage, which is left out unless it is inside a picture
      return;
    }
    const type = nalUnitType(head);
    const isFirstSlice = isSlice(type) && readSliceHeader(head)?.firstBlock === 0;
    if (this.#isInUnit && !(this.#hasSlice && (isFirstSlice || beginsPicture(type)))) {
      this.#position = at + startCode.length;
      this.#hasSlice ||= isSlice(type);
      return;
    }
    if (this.#isInUnit) {
      this.#onUnit(Buffer.from(this.#buffer.subarray(0, at)), this.#beganMilliseconds);
      this.#drop(at);
    } else {
      this.#leaveOut(at);
    }
    this.#isInUnit = true;
    this.#hasSlice = isSlice(type);
    this.#beganMilliseconds = nowMilliseconds;
    this.#position = startCode.length;
  }

  #append(chunk: Buffer): void {
    const needed = this.#length + chunk.length;
    if (needed > this.#buffer.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
      this.#buffer.copy(grown, 0, 0, this.#length);
      this.#buffer = grown;
    }
    chunk.copy(this.#buffer, this.#length);
    this.#length = needed;
  }

  #leaveOut(bytes: number): void {
    if (bytes > 1) {
      this.#onGarbage(bytes); // one zero may belong to the start code
    }
    this.#drop(bytes);
    this.#position = 0;
    this.#isInUnit = false;
    this.#hasSlice = false;
  }

  #drop(bytes: number): void {
    this.#buffer.copyWithin(0, bytes, this.#length);
    this.#length -= bytes;
  }
}
