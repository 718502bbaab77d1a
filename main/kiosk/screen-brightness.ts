import type { Clock } from '../system/clock.ts';
import { JobQueue } from '../system/job-queue.ts';
import type { Logger } from '../system/logger.ts';
import { scheduledBrightness, untilNextMinute, type BrightnessSchedule } from './brightness-schedule.ts';

/** What makes the screen bright. */
export interface ScreenLight {
  set(percent: number): Promise<void>;
  /** As it was when it was found. */
  restore(): Promise<void>;
}

export interface ScreenBrightnessOptions {
  readonly schedule: () => BrightnessSchedule;
  /** Null where the screen has none that can be set: then the page darkens itself. */
  readonly light: ScreenLight | null;
  readonly onPageBrightness: (percent: number) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

const wakeMilliseconds = 60_000;

/** Keeps the screen as bright as the time of day wants it, and as by day for a minute after each touch. */
export class ScreenBrightness {
  readonly #options: ScreenBrightnessOptions;
  #light: ScreenLight | null;
  #awakeUntil = -Infinity;
  #percent = 100;
  #pagePercent = 100;
  readonly #writes = new JobQueue();
  #cancelTimer = (): void => {};
  #isClosed = false;

  constructor(options: ScreenBrightnessOptions) {
    this.#options = options;
    this.#light = options.light;
  }

  start(): void {
    this.#apply(true);
  }

  /** What the page has to make of itself, in percent. */
  get pagePercent(): number {
    return this.#pagePercent;
  }

  /** Somebody touches the screen. */
  wake(): void {
    this.#awakeUntil = this.#options.clock.monotonicMilliseconds() + wakeMilliseconds;
    this.#apply();
  }

  /** The schedule may be another one. */
  reschedule(): void {
    this.#apply();
  }

  /** Leaves the light as it was found. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelTimer();
    await this.#writes.idle;
    await this.#light
      ?.restore()
      .catch((error: unknown) => this.#options.logger.warn({ err: error }, 'The backlight of the screen stays as it is.'));
  }

  #apply(isFirst = false): void {
    if (this.#isClosed) {
      return;
    }
    const { clock, schedule } = this.#options;
    const hours = schedule();
    const now = new Date(clock.nowMicroseconds() / 1000);
    const awakeMilliseconds = this.#awakeUntil - clock.monotonicMilliseconds();
    const percent = awakeMilliseconds > 0 ? hours.brightness_day_percent : scheduledBrightness(now, hours);
    this.#cancelTimer();
    // Each minute, and not at the next change: the clock may be set, and the time zone with it.
    this.#cancelTimer = clock.after(awakeMilliseconds > 0 ? Math.min(awakeMilliseconds, untilNextMinute(now)) : untilNextMinute(now), () =>
      this.#apply(),
    );
    if (isFirst || percent !== this.#percent) {
      this.#percent = percent;
      this.#show();
    }
  }

  #show(): void {
    const light = this.#light;
    this.#tellPage(light === null ? this.#percent : 100);
    if (light !== null) {
      const percent = this.#percent;
      void this.#writes.add(() => light.set(percent).catch((error: unknown) => this.#loseLight(error)));
    }
  }

  #loseLight(error: unknown): void {
    if (this.#light !== null) {
      this.#options.logger.warn({ err: error }, 'The backlight of the screen cannot be set any more; the page darkens itself.');
      this.#light = null;
      this.#tellPage(this.#percent);
    }
  }

  #tellPage(percent: number): void {
    if (percent !== this.#pagePercent) {
      this.#pagePercent = percent;
      this.#options.onPageBrightness(percent);
    }
  }
}
