import type { Clock } from '../system/clock.ts';
import { Patience } from '../system/patience.ts';

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
  readonly #patience: Patience;

  constructor({ clock, isBusy, onHung }: WatchdogOptions) {
    this.#patience = new Patience(clock, (silentMilliseconds) => {
      if (isBusy()) {
        onHung(`no answer for ${Math.round(silentMilliseconds / 1000)} s`);
      }
    });
  }

  /** It was given something to do. */
  watch(): void {
    if (!this.#patience.isWaiting) {
      this.#patience.begin(stallMilliseconds);
    }
  }

  sign(): void {
    this.#patience.sign();
  }

  stop(): void {
    this.#patience.end();
  }
}
