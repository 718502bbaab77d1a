import type { Frame } from '../frames/frame.ts';

/** The encoder may be so far behind; what comes later is left out. */
const inFlightMilliseconds = 2000;
/** While the process starts, frames are kept for longer: starting takes seconds on a small machine. */
const startingMilliseconds = 10_000;
const mostBytes = 32 * 1024 * 1024;
/** Frames that are encoded but not yet in the file are kept, to be sent again after a crash, while the disk is no further behind. */
const replayMilliseconds = 5000;

const span = (from: Frame | undefined, to: Frame): number => (from === undefined ? 0 : to.monotonicMilliseconds - from.monotonicMilliseconds);

/** The frames between the camera and the file: those that wait, and those that were sent and are not written yet. Bounded in time and bytes. */
export class FrameWindow {
  /** Sent and perhaps encoded, not written; oldest first. */
  #sent: Frame[] = [];
  #waiting: Frame[] = [];
  #encodedSequence = 0;
  #bytes = 0;
  #droppedFrames = 0;
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
    if (span(this.#oldestUnencoded ?? this.#waiting[0], frame) > limitMilliseconds || this.#bytes + frame.jpeg.length > mostBytes) {
      this.#droppedFrames += 1;
      return;
    }
    this.#bytes += frame.jpeg.length;
    this.#waiting.push(frame);
  }

  /** The frame to send now, or null when there is none or enough is on its way. */
  next(): Frame | null {
    const [frame] = this.#waiting;
    if (frame === undefined || span(this.#oldestUnencoded, frame) > inFlightMilliseconds) {
      return null;
    }
    this.#waiting.shift();
    this.#sent.push(frame);
    return frame;
  }

  encoded(sequence: number): void {
    this.#encodedSequence = sequence;
    if (this.#waiting.length === 0) {
      this.#isStarting = false;
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
    this.#isStarting = true;
    const suspectSequence = suspect?.sequence ?? null;
    if (suspect !== undefined && suspectSequence === this.#suspectSequence) {
      this.#waiting = this.#waiting.filter((frame) => frame !== suspect);
      this.#bytes -= suspect.jpeg.length;
      this.#droppedFrames += 1;
    }
    this.#suspectSequence = suspectSequence;
  }

  clear(): void {
    this.#sent = [];
    this.#waiting = [];
    this.#bytes = 0;
  }

  get #oldestUnencoded(): Frame | undefined {
    return this.#sent.find(({ sequence }) => sequence > this.#encodedSequence);
  }

  #forgetOldestSent(): void {
    this.#bytes -= this.#sent.shift()?.jpeg.length ?? 0;
  }
}
