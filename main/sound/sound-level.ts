import type { Clock } from '../system/clock.ts';

/** Somebody who asked how loud it is asks again within that time. */
const wantedMilliseconds = 3000;
/** Where nothing is heard by then, nothing is. */
const answerMilliseconds = 1000;

/** How loud it is, for those who ask: it is measured while somebody does. */
export class SoundLevel {
  readonly #clock: Clock;
  readonly #want: (isWanted: boolean) => void;
  #newest: { readonly dbfs: number; readonly atMilliseconds: number } | null = null;
  readonly #waiters = new Set<() => void>();
  #cancelWanted: () => void = () => {};

  /** @param want whether it is to be measured */
  constructor(clock: Clock, want: (isWanted: boolean) => void) {
    this.#clock = clock;
    this.#want = want;
  }

  /**
   * The next measurement, in decibels below the loudest that there is.
   *
   * @returns null where nothing is heard within a second
   */
  async next(): Promise<number | null> {
    this.#want(true);
    this.#cancelWanted();
    this.#cancelWanted = this.#clock.after(wantedMilliseconds, () => this.#want(false));
    const askedMilliseconds = this.#clock.monotonicMilliseconds();
    await new Promise<void>((resolve) => {
      const done = (): void => {
        cancel();
        this.#waiters.delete(done);
        resolve();
      };
      const cancel = this.#clock.after(answerMilliseconds, done);
      this.#waiters.add(done);
    });
    return this.#newest !== null && this.#newest.atMilliseconds >= askedMilliseconds ? this.#newest.dbfs : null;
  }

  measured(dbfs: number): void {
    this.#newest = { dbfs, atMilliseconds: this.#clock.monotonicMilliseconds() };
    this.#waiters.forEach((done) => done());
  }

  /** Whoever waits is answered. */
  close(): void {
    this.#cancelWanted();
    this.#waiters.forEach((done) => done());
  }
}
