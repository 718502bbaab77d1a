import type { Touch } from '../swipe.ts';

const longestTapMilliseconds = 300;
const longestPauseMilliseconds = 350;
const furthestPixels = 12;
const furthestApartPixels = 40;

/** Tells the second of two taps at about the same place. */
export class DoubleTap {
  #down: Touch | undefined;
  #last: Touch | undefined;

  down(touch: Touch): void {
    this.#down = touch;
  }

  /** It was something else: a drag, or one of several fingers. */
  forget(): void {
    this.#down = undefined;
    this.#last = undefined;
  }

  /** The finger lets go. True for the second tap. */
  up(touch: Touch): boolean {
    const [down, last] = [this.#down, this.#last];
    const isTap =
      down !== undefined && touch.milliseconds - down.milliseconds <= longestTapMilliseconds && distance(down, touch) <= furthestPixels;
    const isSecond =
      isTap &&
      last !== undefined &&
      down.milliseconds - last.milliseconds <= longestPauseMilliseconds &&
      distance(last, touch) <= furthestApartPixels;
    this.#down = undefined;
    this.#last = isTap && !isSecond ? touch : undefined;
    return isSecond;
  }
}

const distance = (from: Touch, to: Touch): number => Math.hypot(to.x - from.x, to.y - from.y);
