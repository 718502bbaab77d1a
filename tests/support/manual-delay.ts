import type { Delay } from '../../renderer/state/delay.ts';

/** Time of a page that passes when it is told to. */
export class ManualDelay {
  #timers: { readonly at: number; readonly work: () => void }[] = [];
  milliseconds = 0;

  readonly delay: Delay = (milliseconds, work) => {
    const timer = { at: this.milliseconds + milliseconds, work };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((one) => one !== timer));
  };

  /** What was to be called back. */
  get pending(): number {
    return this.#timers.length;
  }

  /** What is due is called back, each at its own time. */
  pass(milliseconds: number): void {
    const until = this.milliseconds + milliseconds;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
      if (next === undefined) {
        break;
      }
      this.#timers = this.#timers.filter((one) => one !== next);
      this.milliseconds = Math.max(this.milliseconds, next.at);
      next.work();
    }
    this.milliseconds = until;
  }

  /** Nothing is called back meanwhile: what was due comes late. */
  freeze(milliseconds: number): void {
    this.milliseconds += milliseconds;
  }
}
