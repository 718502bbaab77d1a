export const undoMilliseconds = 6_000;

/**
 * Things that are done only after a while, during which all of them can be
 * taken back. Another one gives all of them the whole time again.
 */
export class UndoQueue<T> {
  readonly #commit: (items: readonly T[], isLast: boolean) => void;
  readonly #changed: () => void;
  #items: readonly T[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param commit `isLast`: there will be no time for anything after it */
  constructor(commit: (items: readonly T[], isLast: boolean) => void, changed: () => void) {
    this.#commit = commit;
    this.#changed = changed;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  add(items: readonly T[]): void {
    clearTimeout(this.#timer);
    this.#items = [...this.#items, ...items];
    this.#timer = setTimeout(() => this.#commitAll(false), undoMilliseconds);
    this.#changed();
  }

  undo(): void {
    clearTimeout(this.#timer);
    this.#items = [];
    this.#changed();
  }

  /** Does it now: there will be no later. */
  flush(): void {
    this.#commitAll(true);
  }

  #commitAll(isLast: boolean): void {
    clearTimeout(this.#timer);
    const items = this.#items;
    this.#items = [];
    if (items.length > 0) {
      this.#commit(items, isLast);
    }
    this.#changed();
  }
}
