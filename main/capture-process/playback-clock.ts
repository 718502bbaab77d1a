import type { Clock } from '../system/clock.ts';

/** Later than this, a picture is left out; the next one may be in time. */
const TOLERANCE_SECONDS = 0.1;
/** After a longer stop, playing goes on from there instead of hurrying after. */
const LONGEST_DELAY_SECONDS = 1;
/** A picture that stands still is repeated so often. */
const REPEAT_MILLISECONDS = 1000;

/** Says when the pictures of a video are due, and goes on without a gap when it starts over. */
export class PlaybackClock {
  readonly #clock: Clock;
  /** Monotonic time of the first picture of this round. */
  #startSeconds: number | null = null;
  #firstTimestamp: number | null = null;
  /** When the picture after the last one is due. */
  #nextSeconds = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Waits until the picture is due.
   *
   * @param timestampSeconds of the video; null is right after the one before
   * @param durationSeconds how long the picture lasts
   * @param repeat shows the picture before it once more, each second that it stands still
   * @returns false when it is too late for it
   */
  async waitFor(
    timestampSeconds: number | null,
    durationSeconds: number,
    repeat: () => Promise<void> = () => Promise.resolve(),
  ): Promise<boolean> {
    const now = this.#clock.monotonicMilliseconds() / 1000;
    this.#startSeconds ??= now;
    if (timestampSeconds !== null) {
      this.#firstTimestamp ??= timestampSeconds;
    }
    const due =
      timestampSeconds === null || this.#firstTimestamp === null
        ? Math.max(this.#nextSeconds, this.#startSeconds)
        : this.#startSeconds + timestampSeconds - this.#firstTimestamp;
    const delay = now - due;
    if (delay > LONGEST_DELAY_SECONDS) {
      this.#startSeconds += delay;
      this.#nextSeconds = now + durationSeconds;
      return true;
    }
    this.#nextSeconds = due + durationSeconds;
    for (let left = -delay * 1000; left > 0; left = due * 1000 - this.#clock.monotonicMilliseconds()) {
      await new Promise<void>((resolve) => void this.#clock.after(Math.min(left, REPEAT_MILLISECONDS), resolve));
      if (left > REPEAT_MILLISECONDS) {
        await repeat();
      }
    }
    return delay <= TOLERANCE_SECONDS;
  }

  /** The next picture is the video's first again, and follows the last. */
  startOver(): void {
    this.#startSeconds = this.#nextSeconds;
    this.#firstTimestamp = null;
  }
}
