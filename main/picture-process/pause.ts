/** Lets work stop for a while between two of its steps. */
export class Pause {
  #over = Promise.resolve();
  #end = (): void => {};

  begin(): void {
    this.end();
    this.#over = new Promise((resolve) => (this.#end = resolve));
  }

  end(): void {
    this.#end();
  }

  /** Resolves when there is none, or it has ended. */
  over(): Promise<void> {
    return this.#over;
  }
}
