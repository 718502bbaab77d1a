/** A server that was there tells every second or so how it receives; one that does it more seldom is given more time. */
const leastMilliseconds = 3000;
const mostMilliseconds = 10_000;
const patience = 3;

/** Notices by the silence of its reports that a server is gone. */
export class ReportWatch {
  #heardMilliseconds = 0;
  /** Between two reports, up to now; null before there were two. */
  #longestMilliseconds: number | null = null;
  #reports = 0;

  /** @param nowMilliseconds monotonic, as in all that follows */
  begin(nowMilliseconds: number): void {
    this.#heardMilliseconds = nowMilliseconds;
  }

  heard(nowMilliseconds: number): void {
    this.#reports += 1;
    if (this.#reports > 1) {
      this.#longestMilliseconds = Math.max(this.#longestMilliseconds ?? 0, nowMilliseconds - this.#heardMilliseconds);
    }
    this.#heardMilliseconds = nowMilliseconds;
  }

  isSilent(nowMilliseconds: number): boolean {
    const usual = this.#longestMilliseconds === null ? mostMilliseconds : this.#longestMilliseconds * patience;
    return nowMilliseconds - this.#heardMilliseconds > Math.min(mostMilliseconds, Math.max(leastMilliseconds, usual));
  }
}
