/** So much may be used at once that was not used before: what dashes by is looked at several times in its first second. */
const mostSavedMilliseconds = 1000;

/** Keeps work to a share of a processor's time, over a second and longer. */
export class ProcessorShare {
  readonly #share: () => number;
  #savedMilliseconds = mostSavedMilliseconds;
  #atMilliseconds = -Infinity;

  /** @param share of one core; 1 is all of it */
  constructor(share: () => number) {
    this.#share = share;
  }

  /** How long to wait before there may be work again. */
  waitMilliseconds(nowMilliseconds: number): number {
    this.#save(nowMilliseconds);
    return this.#savedMilliseconds >= 0 ? 0 : -this.#savedMilliseconds / this.#share();
  }

  used(processorMilliseconds: number, nowMilliseconds: number): void {
    this.#save(nowMilliseconds);
    this.#savedMilliseconds -= processorMilliseconds;
  }

  #save(nowMilliseconds: number): void {
    const passed = nowMilliseconds - this.#atMilliseconds;
    this.#savedMilliseconds = Math.min(mostSavedMilliseconds, this.#savedMilliseconds + Math.max(0, passed) * this.#share());
    this.#atMilliseconds = nowMilliseconds;
  }
}
