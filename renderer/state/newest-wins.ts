/**
 * Does one thing at a time, and after it only the newest of those that were
 * asked for meanwhile: a finger moves faster than pictures arrive.
 */
export class NewestWins<T> {
  readonly #work: (value: T) => Promise<void>;
  #isWorking = false;
  #next: { readonly value: T } | undefined;

  /** `work` never rejects. */
  constructor(work: (value: T) => Promise<void>) {
    this.#work = work;
  }

  request(value: T): void {
    this.#next = { value };
    if (!this.#isWorking) {
      void this.#run();
    }
  }

  /** Nothing more is begun. */
  cancel(): void {
    this.#next = undefined;
  }

  async #run(): Promise<void> {
    this.#isWorking = true;
    for (let next = this.#next; next !== undefined; next = this.#next) {
      this.#next = undefined;
      await this.#work(next.value);
    }
    this.#isWorking = false;
  }
}
