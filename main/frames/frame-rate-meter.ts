/** Measures frames per second over the newest frames: at most three seconds of them, so that it follows a change at once. */
export class FrameRateMeter {
  static readonly #windowMilliseconds = 3000;
  readonly #times: number[] = [];

  /** @param monotonicMilliseconds when the frame was captured */
  count(monotonicMilliseconds: number): void {
    this.#times.push(monotonicMilliseconds);
    while ((this.#times[0] as number) < monotonicMilliseconds - FrameRateMeter.#windowMilliseconds) {
      this.#times.shift();
    }
  }

  reset(): void {
    this.#times.length = 0;
  }

  /** Frames per second; 0 when the last frame is older than the window. */
  framesPerSecond(nowMonotonicMilliseconds: number): number {
    const first = this.#times[0];
    const last = this.#times.at(-1);
    if (
      first === undefined ||
      last === undefined ||
      last <= first ||
      nowMonotonicMilliseconds - last > FrameRateMeter.#windowMilliseconds
    ) {
      return 0;
    }
    return ((this.#times.length - 1) * 1000) / (last - first);
  }
}
