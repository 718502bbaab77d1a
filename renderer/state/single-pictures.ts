import { longestPictureMilliseconds, type PictureTurns } from '../transport/picture-turns.ts';
import type { Delay } from './delay.ts';

/** A page without a place for a stream asks for a picture this often. */
export const pictureIntervalMilliseconds = 1_000;

export interface SinglePicturesOptions {
  readonly turns: PictureTurns;
  readonly delay: Delay;
  /** In milliseconds, of a clock that does not jump. */
  readonly now: () => number;
  /** Asks for one picture; `ended` is called when it is there or has failed. */
  readonly request: () => void;
  /** It did not come. */
  readonly onOverdue: () => void;
}

/** Asks for one picture after another, each in its turn among the tabs of this browser. */
export class SinglePictures {
  readonly #options: SinglePicturesOptions;
  #isRunning = false;
  #isAsking = false;
  #beganAt = 0;
  #cancel: () => void = () => {};

  constructor(options: SinglePicturesOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  start(): void {
    if (this.#isRunning) {
      return;
    }
    this.#isRunning = true;
    this.#askForTurn();
  }

  /** The picture that was asked for is there, or has failed. */
  ended(): void {
    if (!this.#isAsking) {
      return;
    }
    this.#release();
    const passedMilliseconds = this.#options.now() - this.#beganAt;
    this.#cancel = this.#options.delay(Math.max(0, pictureIntervalMilliseconds - passedMilliseconds), () => this.#askForTurn());
  }

  stop(): void {
    if (!this.#isRunning) {
      return;
    }
    this.#isRunning = false;
    this.#release();
  }

  #askForTurn(): void {
    const takeBack = this.#options.turns.ask(() => this.#request());
    // The turn may have come at once.
    if (!this.#isAsking) {
      this.#cancel = takeBack;
    }
  }

  #request(): void {
    this.#isAsking = true;
    this.#beganAt = this.#options.now();
    this.#cancel = this.#options.delay(longestPictureMilliseconds, () => this.#options.onOverdue());
    this.#options.request();
  }

  #release(): void {
    this.#cancel();
    if (this.#isAsking) {
      this.#options.turns.end();
    }
    this.#isAsking = false;
  }
}
