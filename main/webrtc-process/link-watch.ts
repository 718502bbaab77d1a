/** What a browser says of how it receives. */
export interface LinkNews {
  /** Of the packets since the report before, from 0 to 1 (RFC 3550, 6.4.1). */
  readonly lostShare: number;
  /** There and back; null where it does not say. */
  readonly roundTripMilliseconds: number | null;
}

/** Loss that is no more than bad luck, and loss that leaves no doubt. */
const badShare = 0.1;
const terribleShare = 0.3;
/** What takes so much longer than it has taken waits in a queue that grows. */
const queueMilliseconds = 400;
/** So long a queue is no accident either. */
const longQueueMilliseconds = 800;
/** Trouble for so long is no accident; reports come five times a second, or once. */
const troubledMilliseconds = 800;
/** No report at all for so long is as bad. */
const silentMilliseconds = 2500;
/** What is on its way has to arrive before it shows what a change has done. */
const settleMilliseconds = 2000;
/** After so long without trouble something larger is tried; twice as long after each try that failed. */
const calmMilliseconds = { least: 8000, most: 64_000 } as const;
/** A try that was good for so long has succeeded. */
const provenMilliseconds = 10_000;

/**
 * Decides in which rendition one browser is sent the video: a smaller one as soon as its link shows that it is too narrow,
 * a larger one by careful tries, as no browser can say what a link would carry that is not used.
 */
export class LinkWatch {
  readonly #count: number;
  #level = 0;
  /** Since when every report was bad; null where the last one was not. */
  #badMilliseconds: number | null = null;
  #leastRoundTripMilliseconds = Infinity;
  #changedMilliseconds: number;
  #troubleMilliseconds: number;
  #reportMilliseconds: number;
  #calmMilliseconds: number = calmMilliseconds.least;
  /** Since when a larger one is tried; null while none is. */
  #triedMilliseconds: number | null = null;

  /**
   * @param count of renditions that there are
   * @param nowMilliseconds monotonic, as in all that follows
   */
  constructor(count: number, nowMilliseconds: number) {
    this.#count = count;
    this.#changedMilliseconds = nowMilliseconds;
    this.#troubleMilliseconds = nowMilliseconds;
    this.#reportMilliseconds = nowMilliseconds;
  }

  /** Which rendition it should be: 0 is the largest. */
  get level(): number {
    return this.#level;
  }

  /** The browser reports. */
  report({ lostShare, roundTripMilliseconds }: LinkNews, nowMilliseconds: number): void {
    const sinceMilliseconds = this.#reportMilliseconds;
    this.#reportMilliseconds = nowMilliseconds;
    this.#leastRoundTripMilliseconds = Math.min(this.#leastRoundTripMilliseconds, roundTripMilliseconds ?? Infinity);
    const waitsMilliseconds = roundTripMilliseconds === null ? 0 : roundTripMilliseconds - this.#leastRoundTripMilliseconds;
    if (lostShare < badShare && waitsMilliseconds <= queueMilliseconds) {
      this.#badMilliseconds = null;
      this.#goUp(nowMilliseconds);
      return;
    }
    this.#badMilliseconds ??= sinceMilliseconds;
    this.#trouble(nowMilliseconds, lostShare >= terribleShare || waitsMilliseconds > longQueueMilliseconds);
  }

  /** Looks whether it reports at all. */
  look(nowMilliseconds: number): void {
    if (nowMilliseconds - this.#reportMilliseconds >= silentMilliseconds) {
      this.#trouble(nowMilliseconds, true);
    }
  }

  #trouble(nowMilliseconds: number, isTerrible: boolean): void {
    this.#troubleMilliseconds = nowMilliseconds;
    const isLasting = nowMilliseconds - (this.#badMilliseconds ?? nowMilliseconds) >= troubledMilliseconds;
    if ((!isLasting && !isTerrible) || nowMilliseconds - this.#changedMilliseconds < settleMilliseconds) {
      return;
    }
    if (this.#triedMilliseconds !== null) {
      this.#calmMilliseconds = Math.min(calmMilliseconds.most, this.#calmMilliseconds * 2);
    }
    this.#triedMilliseconds = null;
    this.#change(Math.min(this.#count - 1, this.#level + 1), nowMilliseconds);
  }

  #goUp(nowMilliseconds: number): void {
    if (this.#triedMilliseconds !== null && nowMilliseconds - this.#triedMilliseconds >= provenMilliseconds) {
      this.#triedMilliseconds = null;
      this.#calmMilliseconds = calmMilliseconds.least;
    }
    const calmSince = Math.max(this.#troubleMilliseconds, this.#changedMilliseconds);
    if (this.#level > 0 && nowMilliseconds - calmSince >= this.#calmMilliseconds) {
      this.#triedMilliseconds = nowMilliseconds;
      this.#change(this.#level - 1, nowMilliseconds);
    }
  }

  #change(level: number, nowMilliseconds: number): void {
    if (level !== this.#level) {
      this.#level = level;
      this.#changedMilliseconds = nowMilliseconds;
      this.#badMilliseconds = null;
    }
  }
}
