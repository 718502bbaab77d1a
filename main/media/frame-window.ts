import type { Frame } from '../frames/frame.ts';

/** The encoder may be so far behind; what comes later is left out. */
const inFlightMilliseconds = 2000;
/** While the process starts, frames are kept for longer: starting takes seconds on a small machine. */
const startingMilliseconds = 10_000;
const mostBytes = 32 * 1024 * 1024;
/** Frames that are encoded but not yet in the file are kept, to be sent again after a crash, while the disk is no further behind. */
const replayMilliseconds = 5000;
/** So many are on their way at once, which keeps the encoder busy; the others wait here, where they can still be left out. */
const mostInFlight = 3;
/** An encoder that cannot follow has so few frames before it: one in hand and one for when it is done. */
const fewestUnencoded = 2;

const span = (from: Frame | undefined, to: Frame): number =>
  from === undefined ? 0 : to.monotonicMilliseconds - from.monotonicMilliseconds;

/** The frames between the camera and the file: those that wait, and those that were sent and are not written yet. Bounded in time and bytes. */
export class FrameWindow {
  /** Sent and perhaps encoded, not written; oldest first. */
  #sent: Frame[] = [];
  #waiting: Frame[] = [];
  #encodedSequence = 0;
  #bytes = 0;
  #droppedFrames = 0;
  /** Frames that may be before the encoder; fewer when it cannot follow, so that its pictures are late by little, and more when it has caught up. */
  #mostUnencoded = Infinity;
  /** Whether anything was encoded since that was judged last: one that stands still is not slow. */
  #hasProgressed = false;
  /** Since it had caught up last. */
  #hasDropped = false;
  /** From the start of the process until it has caught up. */
  #isStarting = true;
  /** At which frame the process died last. */
  #suspectSequence: number | null = null;

  get droppedFrames(): number {
    return this.#droppedFrames;
  }

  /** Oldest first. */
  get waiting(): readonly Frame[] {
    return this.#waiting;
  }

  get hasUnencoded(): boolean {
    return this.#oldestUnencoded !== undefined;
  }

  add(frame: Frame): void {
    const limitMilliseconds = this.#isStarting ? startingMilliseconds : inFlightMilliseconds;
    this.#makeRoomFor(frame);
    const unencoded = this.#unencodedCount;
    const isLate = unencoded >= fewestUnencoded && span(this.#oldestUnencoded ?? this.#waiting[0], frame) > limitMilliseconds;
    const isFull = isLate || this.#bytes + frame.jpeg.length > mostBytes;
    if (isFull || unencoded >= this.#mostUnencoded) {
      this.#droppedFrames += 1;
      this.#hasDropped = true;
      if (isFull && this.#hasProgressed) {
        this.#slowDown(unencoded);
      }
      return;
    }
    this.#bytes += frame.jpeg.length;
    this.#waiting.push(frame);
  }

  /** The frame to send now, or null when there is none or enough is on its way. */
  next(): Frame | null {
    const [frame] = this.#waiting;
    if (frame === undefined || this.#inFlightCount >= mostInFlight || span(this.#oldestUnencoded, frame) > inFlightMilliseconds) {
      return null;
    }
    this.#waiting.shift();
    this.#sent.push(frame);
    return frame;
  }

  encoded(sequence: number): void {
    this.#encodedSequence = sequence;
    this.#hasProgressed = true;
    if (this.#waiting.length === 0) {
      this.#isStarting = false;
      if (!this.hasUnencoded) {
        this.#mostUnencoded *= this.#hasDropped ? 1 : 2;
        this.#hasDropped = false;
      }
    }
    for (let [oldest] = this.#sent; oldest !== undefined && oldest.sequence <= sequence; [oldest] = this.#sent) {
      const newest = this.#sent.at(-1);
      if (newest === undefined || span(oldest, newest) <= replayMilliseconds) {
        break;
      }
      this.#forgetOldestSent();
    }
  }

  /** Every frame up to this one is in every file that it belongs to; those that are encoded are needed no more. */
  written(sequence: number): void {
    const last = Math.min(sequence, this.#encodedSequence);
    while (this.#sent[0] !== undefined && this.#sent[0].sequence <= last) {
      this.#forgetOldestSent();
    }
  }

  /** The process is gone: what is not in the file waits again, but a frame that ended two processes does not. */
  replay(): void {
    const suspect = this.#oldestUnencoded;
    this.#waiting = [...this.#sent, ...this.#waiting];
    this.#sent = [];
    this.#encodedSequence = 0;
    this.#hasProgressed = false;
    this.#isStarting = true;
    const suspectSequence = suspect?.sequence ?? null;
    if (suspect !== undefined && suspectSequence === this.#suspectSequence) {
      this.#waiting = this.#waiting.filter((frame) => frame !== suspect);
      this.#bytes -= suspect.jpeg.length;
      this.#droppedFrames += 1;
    }
    this.#suspectSequence = suspectSequence;
  }

  /**
   * For the end of a recording whose encoder cannot follow: of its frames, those that are on their way to it are the last. While it
   * has not begun, everything waits on.
   */
  endSoon(endMilliseconds: number): void {
    if (this.#encodedSequence > 0) {
      const late = this.#waiting.filter(({ monotonicMilliseconds }) => monotonicMilliseconds <= endMilliseconds);
      this.#droppedFrames += late.length;
      this.#bytes -= late.reduce((sum, { jpeg }) => sum + jpeg.length, 0);
      this.#waiting = this.#waiting.slice(late.length);
    }
  }

  clear(): void {
    this.#sent = [];
    this.#waiting = [];
    this.#bytes = 0;
  }

  /** It cannot follow: every second frame that waits is left out, again and again, until it does. */
  #slowDown(unencodedCount: number): void {
    this.#hasProgressed = false;
    this.#isStarting = false;
    this.#mostUnencoded = Math.max(fewestUnencoded, Math.floor(unencodedCount / 2));
    const waitingCount = this.#waiting.length;
    this.#waiting = this.#waiting.filter(({ jpeg }, index) => {
      const isKept = (waitingCount - index) % 2 === 1;
      this.#bytes -= isKept ? 0 : jpeg.length;
      return isKept;
    });
    this.#droppedFrames += waitingCount - this.#waiting.length;
  }

  /** What is encoded is kept for a crash only; a frame that comes now is worth more. */
  #makeRoomFor(frame: Frame): void {
    for (
      let [oldest] = this.#sent;
      oldest !== undefined && oldest.sequence <= this.#encodedSequence && this.#bytes + frame.jpeg.length > mostBytes;
      [oldest] = this.#sent
    ) {
      this.#forgetOldestSent();
    }
  }

  get #inFlightCount(): number {
    const first = this.#sent.findIndex(({ sequence }) => sequence > this.#encodedSequence);
    return first === -1 ? 0 : this.#sent.length - first;
  }

  get #unencodedCount(): number {
    return this.#inFlightCount + this.#waiting.length;
  }

  get #oldestUnencoded(): Frame | undefined {
    return this.#sent.find(({ sequence }) => sequence > this.#encodedSequence);
  }

  #forgetOldestSent(): void {
    this.#bytes -= this.#sent.shift()?.jpeg.length ?? 0;
  }
}
