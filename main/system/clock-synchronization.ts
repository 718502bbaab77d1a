import type { Clock } from './clock.ts';

export interface ClockSynchronizationOptions {
  clock: Clock;
  /** Whether a time server keeps the system's clock right; null when nobody can tell. */
  ask: () => Promise<boolean | null>;
}

/** What the system's clock is worth. `unknown`: nobody said yet, or can say. */
export type ClockState = 'synchronized' | 'unsynchronized' | 'unknown';

const intervalMilliseconds = 60_000;
/** A clock that is kept right is moved by less from one look to the next. */
const jumpMilliseconds = 30_000;

/** Knows whether the system's clock is kept right, and for how long it has been, without a jump. */
export class ClockSynchronization {
  readonly #options: ClockSynchronizationOptions;
  readonly #listeners = new Set<() => void>();
  #state: ClockState = 'unknown';
  #steadySinceMonotonicMilliseconds = 0;
  /** From the monotonic clock to the system's. */
  #offsetMilliseconds: number;
  #cancel = (): void => {};
  #isClosed = false;

  constructor(options: ClockSynchronizationOptions) {
    this.#options = options;
    this.#offsetMilliseconds = this.#offset();
  }

  get state(): ClockState {
    this.#look();
    return this.#state;
  }

  /** 0 when it is not kept right now. */
  get steadyMilliseconds(): number {
    this.#look();
    return this.#state === 'synchronized' ? this.#options.clock.monotonicMilliseconds() - this.#steadySinceMonotonicMilliseconds : 0;
  }

  /** Called when the clock is kept right from now on. Returns the function that ends the subscription. */
  onSynchronized(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks now and every minute. Resolves after the first answer; never rejects. */
  async start(): Promise<void> {
    const isRight = await this.#options.ask().catch(() => null);
    if (this.#isClosed) {
      return;
    }
    this.#look();
    const before = this.#state;
    this.#state = isRight === null ? 'unknown' : isRight ? 'synchronized' : 'unsynchronized';
    if (this.#state === 'synchronized' && before !== 'synchronized') {
      this.#steadySinceMonotonicMilliseconds = this.#options.clock.monotonicMilliseconds();
      this.#listeners.forEach((listener) => listener());
    }
    this.#cancel = this.#options.clock.after(intervalMilliseconds, () => void this.start());
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  /** A jump: who was right before is not now, or is now for the first time. */
  #look(): void {
    const offset = this.#offset();
    if (Math.abs(offset - this.#offsetMilliseconds) > jumpMilliseconds) {
      this.#state = 'unknown';
    }
    this.#offsetMilliseconds = offset;
  }

  #offset(): number {
    const { clock } = this.#options;
    return clock.nowMicroseconds() / 1000 - clock.monotonicMilliseconds();
  }
}
