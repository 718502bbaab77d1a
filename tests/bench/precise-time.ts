/** Wall clock in microseconds: `Date.now()` has the right millisecond, and the monotonic clock the fraction. */
export class PreciseTime {
  #origin = performance.timeOrigin;

  nowMicroseconds(): number {
    const monotonic = performance.now();
    const wall = Date.now();
    this.#origin = Math.min(Math.max(this.#origin, wall - monotonic), wall + 1 - monotonic);
    return (this.#origin + monotonic) * 1000;
  }
}
