/** Three quick tries, then patience: a camera that keeps failing must not keep the machine busy. */
const delaysMilliseconds = [250, 500, 750, 5000, 10_000, 60_000] as const;
const goodAfterMilliseconds = 10_000;

/** How long to wait before the camera is started again; forgotten after ten seconds of good frames. */
export class RestartDelays {
  #failures = 0;
  #goodSince: number | null = null;

  /** A frame arrived. */
  frame(monotonicMilliseconds: number): void {
    this.#goodSince ??= monotonicMilliseconds;
    if (monotonicMilliseconds - this.#goodSince >= goodAfterMilliseconds) {
      this.#failures = 0;
    }
  }

  /** The camera failed. Returns the delay before the next try. */
  nextMilliseconds(): number {
    this.#goodSince = null;
    const index = Math.min(this.#failures, delaysMilliseconds.length - 1);
    this.#failures += 1;
    return delaysMilliseconds[index] as number;
  }

  reset(): void {
    this.#failures = 0;
    this.#goodSince = null;
  }
}
