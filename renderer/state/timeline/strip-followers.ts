/**
 * Who is told of each change of the strip. A finger on it changes it with each
 * move: only what shows the time is drawn anew, and the host where what the
 * screen is made of is another.
 */
export class StripFollowers {
  readonly #outlineOf: () => string;
  readonly #onOutline: () => void;
  readonly #followers = new Set<() => void>();
  #outline = '';

  /** @param outlineOf what the screen itself depends on */
  constructor(outlineOf: () => string, onOutline: () => void) {
    this.#outlineOf = outlineOf;
    this.#onOutline = onOutline;
  }

  /** Returns the function that ends it. */
  add(follower: () => void): () => void {
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  readonly tell = (): void => {
    for (const follower of [...this.#followers]) {
      follower();
    }
    const outline = this.#outlineOf();
    if (outline !== this.#outline) {
      this.#outline = outline;
      this.#onOutline();
    }
  };
}
