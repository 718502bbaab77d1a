/** Tells whoever serves something long that its permission has ended. */
export class Permissions {
  readonly #listeners = new Map<string, Set<() => void>>();

  /** Calls back once, when the permission ends. Returns the function that ends the subscription. */
  onEnd(permission: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(permission) ?? new Set();
    this.#listeners.set(permission, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(permission) === listeners) {
        this.#listeners.delete(permission);
      }
    };
  }

  /** How many wait for the end of a permission: streams of one device, for example. */
  holdersOf(permission: string): number {
    return this.#listeners.get(permission)?.size ?? 0;
  }

  end(permission: string): void {
    const listeners = this.#listeners.get(permission);
    this.#listeners.delete(permission);
    listeners?.forEach((listener) => listener());
  }
}
