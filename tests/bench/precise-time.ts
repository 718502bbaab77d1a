/** Wall clock in microseconds, finer than `Date.now()`; the origin is renewed when the system's clock was set. */
export class PreciseTime {
  #origin = performance.timeOrigin;

  nowMicroseconds(): number {
    const monotonic = performance.now();
    const wall = Date.now();
    if (Math.abs(wall - (this.#origin + monotonic)) > 2) {
      this.#origin = wall - monotonic;
    }
    return (this.#origin + monotonic) * 1000;
  }
}
