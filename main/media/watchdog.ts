import type { Clock } from '../system/clock.ts';

export interface WatchdogOptions {
  clock: Clock;
  /** Whether the process has something to do. */
  isBusy: () => boolean;
  /** It has given no sign for too long while it had. */
  onHung: (reason: string) => void;
}

const stallMilliseconds = 5000;

/** A process that gives no sign while it has something to do hangs. */
export class Watchdog {
  readonly #options: WatchdogOptions;
  #lastSignMilliseconds = 0;
  #cancel: (() => void) | null = null;

  constructor(options: WatchdogOptions) {
    this.#options = options;
  }

  /** It was given something to do. */
  watch(): void {
    if (this.#cancel === null) {
      this.#lastSignMilliseconds = this.#options.clock.monotonicMilliseconds();
      this.#cancel = this.#options.clock.after(stallMilliseconds, () => this.#check());
    }
  }

  sign(): void {
    this.#lastSignMilliseconds = this.#options.clock.monotonicMilliseconds();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #check(): void {
    const { clock, isBusy, onHung } = this.#options;
    this.#cancel = null;
    if (!isBusy()) {
      return;
    }
    const silentMilliseconds = clock.monotonicMilliseconds() - this.#lastSignMilliseconds;
    if (silentMilliseconds >= stallMilliseconds) {
      onHung(`no answer for ${Math.round(silentMilliseconds / 1000)} s`);
    } else {
      this.#cancel = clock.after(stallMilliseconds - silentMilliseconds, () => this.#check());
    }
  }
}
