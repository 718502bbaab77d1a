import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';

interface EventRetentionOptions {
  readonly log: { removeOlderThan(milliseconds: number, isStillWanted: () => boolean): Promise<number> };
  /** 0 for never. */
  maxAgeDays(): number;
  /** Calls back with the keys that have other values. Returns the function that ends that. */
  onSettingsChanged(listener: (changedKeys: readonly string[]) => void): () => void;
  /** Whether a time server keeps the system's clock right. */
  isClockSynchronized(): boolean;
  /** When the newest event began that is known at the start; null where there is none. */
  newestMilliseconds: number | null;
  readonly clock: Clock;
  readonly logger: Logger;
}

const intervalMilliseconds = 3_600_000;
const dayMilliseconds = 86_400_000;

/** Removes events that are older than configured. A clock that is set wrong removes nothing that is not old by the log itself. */
export class EventRetention {
  readonly #options: EventRetentionOptions;
  readonly #openedMilliseconds: number;
  readonly #unsubscribe: () => void;
  #cancel = (): void => {};
  #run: Promise<void> | null = null;
  #isClosed = false;

  constructor(options: EventRetentionOptions) {
    this.#options = options;
    this.#openedMilliseconds = options.clock.monotonicMilliseconds();
    this.#unsubscribe = options.onSettingsChanged((keys) => void (keys.includes('events.max_age_days') && this.run()));
  }

  /** Cleans up now, and each hour from then on. Resolves when the first is done; never rejects. */
  run(): Promise<void> {
    this.#run ??= this.#removeOld().finally(() => {
      this.#run = null;
      if (!this.#isClosed) {
        this.#cancel();
        this.#cancel = this.#options.clock.after(intervalMilliseconds, () => void this.run());
      }
    });
    return this.#run;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    this.#unsubscribe();
    await this.#run;
  }

  async #removeOld(): Promise<void> {
    const { log, maxAgeDays, logger } = this.#options;
    const days = maxAgeDays();
    if (days === 0 || this.#isClosed) {
      return;
    }
    try {
      const isStillWanted = (): boolean => !this.#isClosed && maxAgeDays() === days;
      const count = await log.removeOlderThan(this.#believedNow() - days * dayMilliseconds, isStillWanted);
      if (count > 0) {
        logger.info({ count, days }, 'old events were removed');
      }
    } catch (error) {
      logger.warn({ err: error }, 'old events could not be removed');
    }
  }

  /** A Raspberry Pi without a clock battery may believe that it is years later, until the network tells it. */
  #believedNow(): number {
    const { clock, isClockSynchronized, newestMilliseconds } = this.#options;
    const now = clock.nowMicroseconds() / 1000;
    if (isClockSynchronized() || newestMilliseconds === null) {
      return now;
    }
    return Math.min(now, newestMilliseconds + clock.monotonicMilliseconds() - this.#openedMilliseconds + dayMilliseconds);
  }
}
