/**
 * Lets only so many things happen at once; of those that wait, the last one
 * first. A browser opens six connections to a server: pictures must leave some
 * of them to what people do.
 */
export class ConcurrencyLimit {
  readonly #most: number;
  readonly #active = new Set<() => void>();
  #waiting: readonly (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Calls `start` when its turn has come. The returned function ends the turn, or gives it up. */
  request(start: () => void): () => void {
    this.#waiting = [...this.#waiting, start];
    this.#next();
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== start);
      if (this.#active.delete(start)) {
        this.#next();
      }
    };
  }

  #next(): void {
    while (this.#active.size < this.#most) {
      const start = this.#waiting.at(-1);
      if (start === undefined) {
        return;
      }
      this.#waiting = this.#waiting.slice(0, -1);
      this.#active.add(start);
      start();
    }
  }
}
