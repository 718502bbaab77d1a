import type { Clock } from '../../main/system/clock.ts';

/** A clock that moves only when told to, and then calls what is due, in order. */
export class ManualClock implements Clock {
  #milliseconds = 0;
  #wallAheadMilliseconds = 0;
  readonly #timers = new Set<{ due: number; callback: () => void }>();

  nowMicroseconds(): number {
    return 1_800_000_000_000_000 + Math.round((this.#milliseconds + this.#wallAheadMilliseconds) * 1000);
  }

  monotonicMilliseconds(): number {
    return this.#milliseconds;
  }

  /** Sets the system's clock ahead, or with a negative number back. No time passes. */
  jump(milliseconds: number): void {
    this.#wallAheadMilliseconds += milliseconds;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { due: this.#milliseconds + milliseconds, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Time passes in which this process does not run: what was due meanwhile comes late, all at once. */
  async sleep(milliseconds: number): Promise<void> {
    this.#milliseconds += milliseconds;
    await this.advance(0);
  }

  /** Moves on, and lets promises settle after each timer. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#milliseconds + milliseconds;
    for (;;) {
      await settle();
      const next = [...this.#timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
      if (next === undefined) {
        break;
      }
      this.#timers.delete(next);
      this.#milliseconds = Math.max(this.#milliseconds, next.due);
      next.callback();
    }
    this.#milliseconds = end;
    await settle();
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
