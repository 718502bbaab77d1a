export const undoMilliseconds = 6_000;

/**
 * Things that are done only after a while, during which all of them can be
 * taken back. Another one gives all of them the whole time again.
 */
export class UndoQueue<T> {
  readonly #commit: (items: readonly T[]) => void;
  readonly #changed: () => void;
  #items: readonly T[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(commit: (items: readonly T[]) => void, changed: () => void) {
    this.#commit = commit;
    this.#changed = changed;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  add(items: readonly T[]): void {
    clearTimeout(this.#timer);
    this.#items = [...this.#items, ...items];
    this.#timer = setTimeout(() => this.flush(), undoMilliseconds);
    this.#changed();
  }

  undo(): void {
    clearTimeout(this.#timer);
    this.#items = [];
    this.#changed();
  }

  /** Does it now: there will be no later. */
  flush(): void {
    clearTimeout(this.#timer);
    const items = this.#items;
    this.#items = [];
    if (items.length > 0) this.#commit(items);
    this.#changed();
  }
}
