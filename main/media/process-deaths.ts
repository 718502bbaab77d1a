/** A process that dies so often without having written anything is not going to. */
const hopelessDeaths = 5;

/** How often the media process died during one recording, and of what. */
export class ProcessDeaths {
  #count = 0;
  #lastReason = '';

  add(reason: string): void {
    this.#count += 1;
    this.#lastReason = reason;
  }

  /** Whether a recording of which nothing is written will never have a picture. */
  get areHopeless(): boolean {
    return this.#count >= hopelessDeaths;
  }

  /** Why there is no picture; null while the process has not died. */
  get sentence(): string | null {
    if (this.#count === 0) {
      return null;
    }
    return `the program that encodes it ended ${this.#count === 1 ? 'before there was a picture' : `${this.#count} times`} (${this.#lastReason})`;
  }
}
