/** Tells once that a recording has begun: when something of it is on the disk, so that what was told is never gone. */
export class Announcement {
  readonly #onMade: () => void;
  readonly #settled = Promise.withResolvers<void>();
  #isOver = false;

  constructor(onMade: () => void) {
    this.#onMade = onMade;
    this.#settled.promise.catch(() => {}); // there may be nobody who waits
  }

  /** Resolves when it has been made. Rejects when there is nothing to tell of. */
  get made(): Promise<void> {
    return this.#settled.promise;
  }

  make(): void {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#onMade();
      this.#settled.resolve();
    }
  }

  fail(error: Error): void {
    this.#isOver = true;
    this.#settled.reject(error);
  }
}
