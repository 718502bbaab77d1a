/** How much earlier than due a frame may come, in intervals: cameras are not exact. */
const TOLERANCE = 0.25;

/** Leaves frames out for cameras that deliver more than they were asked for. */
export class RateLimit {
  readonly #intervalMilliseconds: number;
  #nextMilliseconds = -Infinity;

  constructor(framesPerSecond: number) {
    this.#intervalMilliseconds = 1000 / framesPerSecond;
  }

  /** Whether the frame that came at this time is wanted. */
  admits(nowMilliseconds: number): boolean {
    const interval = this.#intervalMilliseconds;
    if (nowMilliseconds < this.#nextMilliseconds - interval * TOLERANCE) {
      return false;
    }
    this.#nextMilliseconds = Math.max(this.#nextMilliseconds + interval, nowMilliseconds);
    return true;
  }
}
