/** Some cameras make hardly any keyframes: whoever comes after more than that waits for the next one. */
const mostBytes = 16 * 1024 * 1024;

/** What came since the newest keyframe, for whoever comes now: begins with it, and is empty after one that became too large. */
export class KeyframeGroup<Item extends { readonly isKeyframe: boolean }> {
  readonly #bytesOf: (item: Item) => number;
  #items: Item[] = [];
  #bytes = 0;

  constructor(bytesOf: (item: Item) => number) {
    this.#bytesOf = bytesOf;
  }

  /** It goes on growing until the next keyframe. */
  get items(): readonly Item[] {
    return this.#items;
  }

  add(item: Item): void {
    if (item.isKeyframe) {
      this.forget();
    }
    if (item.isKeyframe || this.#items.length > 0) {
      this.#items.push(item);
      this.#bytes += this.#bytesOf(item);
    }
    if (this.#bytes > mostBytes) {
      this.forget();
    }
  }

  /** Whoever has the items keeps them. */
  forget(): void {
    this.#items = [];
    this.#bytes = 0;
  }
}
