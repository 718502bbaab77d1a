import type { Clock } from '../system/clock.ts';

/**
 * Translates between the times that people use and capture times, by what the
 * clocks say now: after a Raspberry Pi has learned the time from the network,
 * what it saw before has its right time too.
 */
export class WallTime {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param time ISO 8601 with offset. Returns monotonic milliseconds. */
  toCapture(time: string): number {
    return Date.parse(time) - this.#offsetMilliseconds;
  }

  /** Milliseconds since 1970. */
  fromCapture(captureMilliseconds: number): number {
    return captureMilliseconds + this.#offsetMilliseconds;
  }

  toIso(captureMilliseconds: number): string {
    return new Date(this.fromCapture(captureMilliseconds)).toISOString();
  }

  get #offsetMilliseconds(): number {
    return this.#clock.nowMicroseconds() / 1000 - this.#clock.monotonicMilliseconds();
  }
}
