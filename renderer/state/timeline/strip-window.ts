import { lengthOf, panned, showing, windowUntil, zoomed, type Span } from './time-window.ts';

/** Until somebody zooms, the last minutes and a little more. */
const defaultMilliseconds = 900_000;
const shortestDefaultMilliseconds = 120_000;
const defaultShare = 1.25;
/** Of a chosen part: at least so much of the strip is beside it, and at most. */
const wholePartShare = 1.4;
const grownPartShare = 4;

/** Which time the strip shows: one that ends now and goes on with it, or one that stays. */
export class StripWindow {
  readonly #now: () => number;
  #milliseconds = defaultMilliseconds;
  #isChosen = false;
  /** Null while it ends now. */
  #still: Span | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  get value(): Span {
    return this.#still ?? windowUntil(this.#now(), this.#milliseconds);
  }

  get followsNow(): boolean {
    return this.#still === null;
  }

  /** So much is kept of the last minutes. */
  suggest(lastMinutesMilliseconds: number): void {
    if (!this.#isChosen && lastMinutesMilliseconds > 0) {
      this.#milliseconds = Math.max(shortestDefaultMilliseconds, lastMinutesMilliseconds * defaultShare);
    }
  }

  set(window: Span): void {
    this.#isChosen = true;
    this.#milliseconds = lengthOf(window);
    this.#still = window.end >= this.#now() ? null : window;
  }

  /** Around a moment, or around now while that is the end. */
  zoom(factor: number, anchor: number): void {
    const now = this.#now();
    this.set(zoomed(this.value, factor, this.#still === null && anchor >= now ? now : anchor, now));
  }

  pan(milliseconds: number): void {
    this.set(panned(this.value, milliseconds, this.#now()));
  }

  /** Does not go on with the time, so that what is sought stays under the finger. */
  hold(): void {
    this.#still = this.value;
  }

  show(time: number): void {
    const { value } = this;
    const shown = showing(value, time, this.#now());
    if (shown !== value) {
      this.#still = shown.end >= this.#now() ? null : shown;
    }
  }

  /** All of a part is seen, and large enough to be moved at both ends. */
  showPart({ start, end }: Span): void {
    const length = Math.max(wholePartShare * (end - start), Math.min(lengthOf(this.value), grownPartShare * (end - start)));
    const middle = (start + end) / 2;
    this.set(panned({ start: middle - length / 2, end: middle + length / 2 }, 0, this.#now()));
    this.hold();
  }

  followNow(): void {
    this.#still = null;
  }
}
