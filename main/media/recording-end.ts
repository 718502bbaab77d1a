import type { Clock } from '../system/clock.ts';
import { afterAwake, Patience } from '../system/patience.ts';
import type { FinishedFeed } from './recording-feed-options.ts';

/** The encoder may take so long for what waits at the end; the rest is then left out. */
const lateMilliseconds = 10_000;

interface RecordingEndOptions {
  /** Nothing of it was encoded for too long, or it has taken longer than it may. */
  readonly onOverdue: () => void;
  /** The encoder cannot follow. Called again and again. */
  readonly onLate: (endMilliseconds: number) => void;
}

/** The end of a recording, which takes until all that waits is written: where it is, and how long one waits for it. */
export class RecordingEnd {
  readonly #clock: Clock;
  readonly #options: RecordingEndOptions;
  readonly #finished = Promise.withResolvers<FinishedFeed>();
  /** As long as nothing of it is encoded. */
  readonly #patience: Patience;
  #atMilliseconds = Infinity;
  #hasBegun = false;
  #isOver = false;
  #cancelDeadline = (): void => {};
  #cancelLate = (): void => {};

  constructor(clock: Clock, options: RecordingEndOptions) {
    this.#clock = clock;
    this.#options = options;
    this.#patience = new Patience(clock, options.onOverdue);
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Where the recording ends; infinite until that is known. */
  get atMilliseconds(): number {
    return this.#atMilliseconds;
  }

  /** @returns what `finish` is told */
  begin(atMilliseconds: number, patienceMilliseconds: number): Promise<FinishedFeed> {
    this.#hasBegun = true;
    this.#atMilliseconds = atMilliseconds;
    this.#patience.begin(patienceMilliseconds);
    this.#awaitLate(atMilliseconds);
    return this.#finished.promise;
  }

  /** It ends then at the latest. */
  limit(milliseconds: number): void {
    this.#atMilliseconds = Math.min(this.#atMilliseconds, milliseconds);
  }

  /** Something of it was encoded or written. */
  sign(): void {
    this.#patience.sign();
  }

  /** It may not take longer than this any more, whatever is encoded; nothing while it has not begun. */
  hasten(patienceMilliseconds: number): void {
    if (this.#hasBegun && !this.#isOver) {
      this.#cancelDeadline();
      this.#cancelDeadline = afterAwake(this.#clock, patienceMilliseconds, this.#options.onOverdue);
    }
  }

  finish(finished: FinishedFeed): void {
    this.#isOver = true;
    this.#patience.end();
    this.#cancelDeadline();
    this.#cancelLate();
    this.#finished.resolve(finished);
  }

  /** Whoever wants to record next waits for this one. */
  #awaitLate(endMilliseconds: number): void {
    this.#cancelLate = afterAwake(this.#clock, lateMilliseconds, () => {
      this.#options.onLate(endMilliseconds);
      this.#awaitLate(endMilliseconds);
    });
  }
}
