/** Somebody who changes settings, for parts that follow them. */
export class SettingsChanges {
  readonly #listeners = new Set<(changedKeys: readonly string[]) => void>();

  readonly onSettingsChanged = (listener: (changedKeys: readonly string[]) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  tell(...keys: readonly string[]): void {
    this.#listeners.forEach((listener) => listener(keys));
  }
}
