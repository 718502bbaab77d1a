/** How much earlier than due a frame may come, in intervals: cameras are not exact. */
const TOLERANCE = 0.25;
/** How many frames may be made up for, in intervals: those that were held up on their way come together. */
const MADE_UP = 3;

/** Leaves frames out for cameras that deliver more than they were asked for. */
export class RateLimit {
  readonly #intervalMilliseconds: number;
  #nextMilliseconds: number | null = null;

  constructor(framesPerSecond: number) {
    this.#intervalMilliseconds = 1000 / framesPerSecond;
  }

  /** Whether the frame that came at this time is wanted. */
  admits(nowMilliseconds: number): boolean {
    const interval = this.#intervalMilliseconds;
    const dueMilliseconds = this.#nextMilliseconds ?? nowMilliseconds;
    if (nowMilliseconds < dueMilliseconds - interval * TOLERANCE) {
      return false;
    }
    this.#nextMilliseconds = Math.max(dueMilliseconds + interval, nowMilliseconds - (MADE_UP - 1) * interval);
    return true;
  }
}
