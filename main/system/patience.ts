import type { Clock } from './clock.ts';

/** So often it looks whether this process slept. */
const stepMilliseconds = 1000;
/** A timer that comes later than this was not only in a queue. */
const lateMilliseconds = 500;

/**
 * Judges somebody who should give signs, by the time in which none came and
 * this process could have heard one. A process can be stopped, a lid closed, a
 * disk keep everything waiting: then our own timers come late as well, and the
 * signs wait where they can be read. Such time is not counted, and after it
 * there is time to read them.
 */
export class Patience {
  readonly #clock: Clock;
  readonly #onOver: (silentMilliseconds: number) => void;
  #limitMilliseconds = 0;
  #lastSignMilliseconds = 0;
  #cancel: (() => void) | null = null;

  /** @param onOver no sign came for so long; it judges no more until it begins again */
  constructor(clock: Clock, onOver: (silentMilliseconds: number) => void) {
    this.#clock = clock;
    this.#onOver = onOver;
  }

  get isWaiting(): boolean {
    return this.#cancel !== null;
  }

  /** Counts from now, whatever was before. */
  begin(limitMilliseconds: number): void {
    this.end();
    this.#limitMilliseconds = limitMilliseconds;
    this.#lastSignMilliseconds = this.#clock.monotonicMilliseconds();
    this.#step(limitMilliseconds);
  }

  /** Costs no more than a number: the timer finds out. */
  sign(atMilliseconds: number = this.#clock.monotonicMilliseconds()): void {
    this.#lastSignMilliseconds = atMilliseconds;
  }

  end(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #step(leftMilliseconds: number): void {
    const milliseconds = Math.min(leftMilliseconds, stepMilliseconds);
    const beganMilliseconds = this.#clock.monotonicMilliseconds();
    const silentBeforeMilliseconds = beganMilliseconds - this.#lastSignMilliseconds;
    this.#cancel = this.#clock.after(milliseconds, () => {
      const now = this.#clock.monotonicMilliseconds();
      if (now - beganMilliseconds - milliseconds > lateMilliseconds) {
        const wasHeard = this.#lastSignMilliseconds >= beganMilliseconds;
        const silentMilliseconds = wasHeard
          ? 0
          : Math.max(0, Math.min(silentBeforeMilliseconds, this.#limitMilliseconds - stepMilliseconds));
        this.#lastSignMilliseconds = Math.max(this.#lastSignMilliseconds, now - silentMilliseconds);
      }
      const silentMilliseconds = now - this.#lastSignMilliseconds;
      if (silentMilliseconds < this.#limitMilliseconds) {
        // Timers know whole milliseconds; the time itself may be too large a number for a smaller remainder to be added to it.
        this.#step(Math.ceil(this.#limitMilliseconds - silentMilliseconds));
      } else {
        this.#cancel = null;
        this.#onOver(silentMilliseconds);
      }
    });
  }
}

/** As `clock.after`, for whoever judges by it: time in which this process slept is not counted. */
export function afterAwake(clock: Clock, milliseconds: number, callback: () => void): () => void {
  const patience = new Patience(clock, callback);
  patience.begin(milliseconds);
  return () => patience.end();
}
