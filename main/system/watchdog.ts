import type { Clock } from './clock.ts';
import { Patience } from './patience.ts';

export interface WatchdogOptions {
  clock: Clock;
  /** Whether the process has something to do. */
  isBusy: () => boolean;
  /** Whether it is seen computing, or waiting for the processor or a disk. */
  isAtWork: () => boolean;
  /** It has given no sign for too long while it had. */
  onHung: (reason: string) => void;
  limits?: WatchdogLimits | undefined;
}

export interface WatchdogLimits {
  /** Without a sign for so long, it is looked at. */
  readonly silentMilliseconds: number;
  /** Longest that it may work without a sign. */
  readonly workMilliseconds: number;
  /** It hangs when it was not at work in so many looks in a row, a second apart. */
  readonly looks: number;
}

/** A picture of many megapixels on a busy machine takes its time; one that computes for longer than this will never end. */
const pictureLimits: WatchdogLimits = { silentMilliseconds: 5000, workMilliseconds: 60_000, looks: 1 };
const lookAgainMilliseconds = 1000;

/** A process that gives no sign while it has something to do, and does not work on it, hangs. */
export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #limits: WatchdogLimits;
  readonly #patience: Patience;
  /** Since the last sign, up to the last look. */
  #silentMilliseconds = 0;
  #idleLooks = 0;

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.#limits = options.limits ?? pictureLimits;
    this.#patience = new Patience(options.clock, (milliseconds) => this.#judge(milliseconds));
  }

  /** It was given something to do. */
  watch(): void {
    if (!this.#patience.isWaiting) {
      this.#silentMilliseconds = 0;
      this.#idleLooks = 0;
      this.#patience.begin(this.#limits.silentMilliseconds);
    }
  }

  sign(): void {
    this.#silentMilliseconds = 0;
    this.#idleLooks = 0;
    this.#patience.sign();
  }

  stop(): void {
    this.#patience.end();
  }

  #judge(milliseconds: number): void {
    const { isBusy, onHung } = this.#options;
    if (!isBusy()) {
      return;
    }
    const { silentMilliseconds: limitMilliseconds, workMilliseconds } = this.#limits;
    const silentMilliseconds = (this.#silentMilliseconds += milliseconds);
    if (silentMilliseconds < limitMilliseconds) {
      this.#patience.begin(limitMilliseconds - silentMilliseconds);
    } else if (silentMilliseconds < workMilliseconds && this.#mayStillWork()) {
      this.#patience.begin(lookAgainMilliseconds);
    } else {
      onHung(`no answer for ${Math.round(silentMilliseconds / 1000)} s`);
    }
  }

  #mayStillWork(): boolean {
    this.#idleLooks = this.#options.isAtWork() ? 0 : this.#idleLooks + 1;
    return this.#idleLooks < this.#limits.looks;
  }
}
