/** How much earlier than due a frame may come, in intervals: cameras are not exact. */
const tolerance = 0.25;
/** Frames that were held up on their way come together: those that were due in so long are made up for. */
const madeUpMilliseconds = 1000;

/** Leaves frames out for cameras that deliver more than they were asked for, on the average. */
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
    if (nowMilliseconds < dueMilliseconds - interval * tolerance) {
      return false;
    }
    this.#nextMilliseconds = Math.max(dueMilliseconds, nowMilliseconds - madeUpMilliseconds) + interval;
    return true;
  }
}
