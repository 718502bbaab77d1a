import type { Clock } from '../system/clock.ts';
import { Patience } from '../system/patience.ts';

export interface WatchdogOptions {
  clock: Clock;
  /** Whether the process has something to do. */
  isBusy: () => boolean;
  /** Whether it is seen computing, or waiting for the processor or a disk. */
  isAtWork: () => boolean;
  /** It has given no sign for too long while it had. */
  onHung: (reason: string) => void;
}

const stallMilliseconds = 5000;
/** A picture of many megapixels on a busy machine takes its time; one that computes for longer than this will never end. */
const longestWorkMilliseconds = 60_000;
const lookAgainMilliseconds = 1000;

/** A process that gives no sign while it has something to do, and does not work on it, hangs. */
export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #patience: Patience;
  /** Since the last sign, up to the last look. */
  #silentMilliseconds = 0;

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.#patience = new Patience(options.clock, (milliseconds) => this.#judge(milliseconds));
  }

  /** It was given something to do. */
  watch(): void {
    if (!this.#patience.isWaiting) {
      this.#silentMilliseconds = 0;
      this.#patience.begin(stallMilliseconds);
    }
  }

  sign(): void {
    this.#silentMilliseconds = 0;
    this.#patience.sign();
  }

  stop(): void {
    this.#patience.end();
  }

  #judge(milliseconds: number): void {
    const { isBusy, isAtWork, onHung } = this.#options;
    if (!isBusy()) {
      return;
    }
    const silentMilliseconds = (this.#silentMilliseconds += milliseconds);
    if (silentMilliseconds < stallMilliseconds) {
      this.#patience.begin(stallMilliseconds - silentMilliseconds);
    } else if (silentMilliseconds < longestWorkMilliseconds && isAtWork()) {
      this.#patience.begin(lookAgainMilliseconds);
    } else {
      onHung(`no answer for ${Math.round(silentMilliseconds / 1000)} s`);
    }
  }
}
