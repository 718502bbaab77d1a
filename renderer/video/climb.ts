import { Attempt, type Observation } from './attempt.ts';
import type { OfferedTransport } from './video-transport.ts';

/** Where a better way is tried while another one is shown. */
export interface TrialPlace {
  /** Whether a second video disturbs nobody now. */
  isFree(): boolean;
  /** An element that is not seen. */
  open(): HTMLVideoElement;
  /** The element takes the place of the one that is shown, and its sound. False where the browser forbids it; nothing has changed then. */
  take(video: HTMLVideoElement): boolean;
  /** It was for nothing. */
  drop(video: HTMLVideoElement): void;
}

export interface ClimbOptions extends Observation {
  /** The best first. */
  readonly transports: readonly OfferedTransport[];
  readonly place: TrialPlace;
}

/** From when a way is shown until a better one is tried; twice as long after each round of tries. */
const waitMilliseconds = { atFirst: 20_000, atMost: 600_000 } as const;
/** What moves for so long without a late picture is good. */
const smoothMilliseconds = 3_000;
/** What is not good by then is not tried any longer. */
const trialMilliseconds = 20_000;
/** At least so much of the pictures that are shown. */
const leastOfTheRate = 0.5;

/**
 * Finds the way back to a better way to watch: while a worse one is shown, the
 * better ones are tried now and then, the best first, in an element that is
 * not seen. Has no timers: it is told each time that somebody looks.
 */
export class Climb {
  readonly #options: ClimbOptions;
  #rounds = 0;
  #dueMilliseconds = 0;
  /** Since when the same way is shown. */
  #shownMilliseconds = 0;
  #trial: Attempt | null = null;
  #trialMilliseconds = 0;
  /** Up to this one, ways are better than what is shown. */
  #shownIndex = 0;
  /** Those that were refused, and when. */
  readonly #refused = new Map<number, number>();

  constructor(options: ClimbOptions) {
    this.#options = options;
  }

  /** A way is shown from now on. */
  begin(): void {
    const now = this.#options.now();
    this.#shownMilliseconds = now;
    this.#dueMilliseconds = Math.max(this.#dueMilliseconds, now + waitMilliseconds.atFirst);
  }

  /** It was refused: it need not be asked for as soon as what merely failed. */
  refuse(index: number): void {
    this.#refused.set(index, this.#options.now());
  }

  /** What is tried, is tried again another time. */
  putOff(): void {
    if (this.#trial !== null) {
      this.#drop(this.#trial);
      this.#dueMilliseconds = this.#options.now() + waitMilliseconds.atFirst;
    }
  }

  /**
   * @param shown what is shown, and was looked at
   * @returns what is shown in its place from now on; null for nothing new
   */
  look(shown: Attempt): Attempt | null {
    const { now, place } = this.#options;
    if (shown.index === 0) {
      if (now() - this.#shownMilliseconds >= waitMilliseconds.atMost) {
        this.#rounds = 0;
        this.#dueMilliseconds = 0;
      }
      return null;
    }
    const trial = this.#trial;
    if (trial === null) {
      if (now() >= this.#dueMilliseconds && place.isFree()) {
        this.#shownIndex = shown.index;
        this.#try(0);
      }
      return null;
    }
    trial.look();
    if (!place.isFree()) {
      this.putOff();
    } else if (shown.isQuiet) {
      // The network, or the machine, may have room for one alone.
      this.#drop(trial);
      this.#endRound();
    } else if (this.#isGood(trial, shown)) {
      return this.#take(trial);
    } else if (now() - this.#trialMilliseconds >= trialMilliseconds) {
      this.#fail(trial);
    }
    return null;
  }

  close(): void {
    if (this.#trial !== null) {
      this.#drop(this.#trial);
    }
  }

  #isGood(trial: Attempt, shown: Attempt): boolean {
    const isEnough = (trial.picturesPerSecond ?? 0) >= leastOfTheRate * (shown.picturesPerSecond ?? 0);
    return isEnough && trial.smoothMilliseconds >= smoothMilliseconds;
  }

  #try(from: number): void {
    const { transports, place, now } = this.#options;
    const index = this.#nextFrom(from);
    const offered = transports[index];
    if (offered === undefined || index >= this.#shownIndex) {
      return this.#endRound();
    }
    const video = place.open();
    this.#trialMilliseconds = now();
    try {
      this.#trial = new Attempt(this.#options, { offered, index, video, onOver: (over) => this.#trial === over && this.#fail(over) });
    } catch {
      place.drop(video);
      this.refuse(index);
      this.#try(index + 1);
    }
  }

  #nextFrom(index: number): number {
    const refusedMilliseconds = this.#refused.get(index);
    const isLeftOut = refusedMilliseconds !== undefined && this.#options.now() - refusedMilliseconds < waitMilliseconds.atMost;
    return isLeftOut ? this.#nextFrom(index + 1) : index;
  }

  #take(trial: Attempt): Attempt | null {
    if (!this.#options.place.take(trial.video)) {
      this.refuse(trial.index);
      this.#fail(trial);
      return null;
    }
    this.#trial = null;
    this.#shownMilliseconds = this.#options.now();
    this.#endRound();
    return trial;
  }

  #fail(trial: Attempt): void {
    if (trial.transport.isRefused === true) {
      this.refuse(trial.index);
    }
    this.#drop(trial);
    this.#try(trial.index + 1);
  }

  #drop(trial: Attempt): void {
    this.#trial = null;
    trial.transport.close();
    this.#options.place.drop(trial.video);
  }

  #endRound(): void {
    this.#rounds += 1;
    const { atFirst, atMost } = waitMilliseconds;
    this.#dueMilliseconds = this.#options.now() + Math.min(atMost, atFirst * 2 ** this.#rounds);
  }
}
