/** What a browser says of how it receives, and what it was sent meanwhile. */
export interface LinkNews {
  /** Of the packets since the report before, from 0 to 1 (RFC 3550, 6.4.1). */
  readonly lostShare: number;
  /** What it believes that the link carries; null where it does not say. */
  readonly estimatedKbps: number | null;
  /** What was sent since the report before. */
  readonly sentKbps: number;
}

/** Loss that is no more than bad luck, and loss that leaves no doubt. */
const badShare = 0.1;
const terribleShare = 0.3;
/** The browser's estimate follows what it is sent; one that is so far below is believed. */
const estimateShare = 0.7;
/** It begins low, and needs so long to follow a change. */
const estimateMilliseconds = 5000;
/** So many bad reports in a row are no accident; they come about once a second. */
const badReports = 2;
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
  #badReports = 0;
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
  report({ lostShare, estimatedKbps, sentKbps }: LinkNews, nowMilliseconds: number): void {
    this.#reportMilliseconds = nowMilliseconds;
    const isEstimateGood = nowMilliseconds - this.#changedMilliseconds >= estimateMilliseconds;
    const isTooMuch = isEstimateGood && estimatedKbps !== null && estimatedKbps < sentKbps * estimateShare;
    if (lostShare < badShare && !isTooMuch) {
      this.#badReports = 0;
      this.#goUp(nowMilliseconds);
      return;
    }
    this.#badReports += lostShare >= terribleShare ? badReports : 1;
    this.#trouble(nowMilliseconds);
  }

  /** Looks whether it reports at all. */
  look(nowMilliseconds: number): void {
    if (nowMilliseconds - this.#reportMilliseconds >= silentMilliseconds) {
      this.#badReports = badReports;
      this.#trouble(nowMilliseconds);
    }
  }

  #trouble(nowMilliseconds: number): void {
    this.#troubleMilliseconds = nowMilliseconds;
    if (this.#badReports < badReports || nowMilliseconds - this.#changedMilliseconds < settleMilliseconds) {
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
      this.#badReports = 0;
    }
  }
}
