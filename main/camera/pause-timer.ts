import type { Clock } from '../system/clock.ts';

interface PauseTimerOptions {
  clock: Clock;
  onOver(): void;
  /** The system's clock was set, so that the same span of time ends at another hour. */
  onMoved(untilMicroseconds: number): void;
}

export interface PauseEnd {
  readonly untilMicroseconds: number;
  /** `hour`: it is over when the clock shows that. `span`: after that much time from now, whatever the clock is set to meanwhile. */
  readonly counts: 'hour' | 'span';
  /** It lasts no longer than this from now, also where the clock goes wrong. */
  readonly atMostMilliseconds: number;
}

/** So often the clock is looked at: timers do not hear that it was set. */
const lookMilliseconds = 30_000;
/** Clocks are corrected by a little all the time. */
const movedMicroseconds = 5_000_000;

/** Ends a pause by itself. A Raspberry Pi has no battery for its clock: it is wrong until the network comes, and then jumps. */
export class PauseTimer {
  readonly #options: PauseTimerOptions;
  #cancel: () => void = () => {};

  constructor(options: PauseTimerOptions) {
    this.#options = options;
  }

  begin({ untilMicroseconds, counts, atMostMilliseconds }: PauseEnd): void {
    this.end();
    const { clock } = this.#options;
    const distanceMilliseconds = (untilMicroseconds - clock.nowMicroseconds()) / 1000;
    const lastMilliseconds = clock.monotonicMilliseconds() + Math.max(0, Math.min(distanceMilliseconds, atMostMilliseconds));
    this.#wait({ untilMicroseconds, counts }, lastMilliseconds);
  }

  end(): void {
    this.#cancel();
    this.#cancel = () => {};
  }

  #wait(told: Omit<PauseEnd, 'atMostMilliseconds'>, lastMilliseconds: number): void {
    const { clock } = this.#options;
    const leftMilliseconds = this.#left(told, lastMilliseconds);
    this.#cancel = clock.after(Math.max(0, Math.min(leftMilliseconds, lookMilliseconds)), () => {
      if (this.#left(told, lastMilliseconds) <= 0) {
        this.end();
        this.#options.onOver();
        return;
      }
      this.#wait(this.#moved(told, lastMilliseconds), lastMilliseconds);
    });
  }

  #left({ untilMicroseconds, counts }: Omit<PauseEnd, 'atMostMilliseconds'>, lastMilliseconds: number): number {
    const { clock } = this.#options;
    const spanMilliseconds = lastMilliseconds - clock.monotonicMilliseconds();
    return counts === 'span' ? spanMilliseconds : Math.min(spanMilliseconds, (untilMicroseconds - clock.nowMicroseconds()) / 1000);
  }

  #moved(told: Omit<PauseEnd, 'atMostMilliseconds'>, lastMilliseconds: number): Omit<PauseEnd, 'atMostMilliseconds'> {
    const { clock, onMoved } = this.#options;
    const untilMicroseconds = clock.nowMicroseconds() + Math.round((lastMilliseconds - clock.monotonicMilliseconds()) * 1000);
    if (told.counts === 'hour' || Math.abs(untilMicroseconds - told.untilMicroseconds) < movedMicroseconds) {
      return told;
    }
    onMoved(untilMicroseconds);
    return { ...told, untilMicroseconds };
  }
}
