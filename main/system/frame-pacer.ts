import type { Clock } from './clock.ts';

/**
 * Says when frames are due. Frame n is due n intervals after the start, so that
 * the time each takes adds up to no drift. Who is late misses the frames in
 * between and gets the one that is due, never several at once.
 */
export class FramePacer {
  readonly #intervalMilliseconds: number;
  readonly #clock: Clock;
  #isStopped = false;
  #wake: () => void = () => {};

  constructor(framesPerSecond: number, clock: Clock) {
    this.#intervalMilliseconds = 1000 / framesPerSecond;
    this.#clock = clock;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Each frame when it is due, as seconds since the first; ends after `stop`. */
  async *slots(): AsyncGenerator<number, void, undefined> {
    const start = this.#clock.monotonicMilliseconds();
    for (let slot = 0; !this.#isStopped;) {
      yield (slot * this.#intervalMilliseconds) / 1000;
      const elapsed = this.#clock.monotonicMilliseconds() - start;
      slot = Math.max(slot + 1, Math.floor(elapsed / this.#intervalMilliseconds));
      await this.#wait(slot * this.#intervalMilliseconds - elapsed);
    }
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake();
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isStopped) {
        resolve();
        return;
      }
      const cancel = this.#clock.after(Math.max(0, milliseconds), resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}
