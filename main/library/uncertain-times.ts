import type { Clock } from '../system/clock.ts';

/** The recordings that began in this run of PetLog while nobody kept the clock right, and what they need to get their real times. */
export class UncertainTimes {
  readonly #clock: Clock;
  /** By recording: what the system's clock was ahead of the monotonic one when it began. */
  readonly #offsets = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  began(recordingId: string): void {
    this.#offsets.set(recordingId, this.#offset());
  }

  /** The clock is right now. By how many milliseconds it was behind for each of them; each is told once. */
  resolve(): Map<string, number> {
    const now = this.#offset();
    const behind = new Map([...this.#offsets].map(([recordingId, then]) => [recordingId, Math.round(now - then)]));
    this.#offsets.clear();
    return behind;
  }

  #offset(): number {
    return this.#clock.nowMicroseconds() / 1000 - this.#clock.monotonicMilliseconds();
  }
}
