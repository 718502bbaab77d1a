const key = 'petlog.sound';

/** Whether whoever is here wants to hear the room: no, until said otherwise, which this browser remembers. */
export class Hearing {
  readonly #listeners = new Set<() => void>();
  #pasts = 0;
  #talks = 0;

  get isWanted(): boolean {
    try {
      return localStorage.getItem(key) === 'on';
    } catch {
      return false; // a browser that keeps nothing
    }
  }

  /** Browsers play no sound on a page that nobody has touched yet. */
  get isOn(): boolean {
    return this.isWanted && (navigator.userActivation?.hasBeenActive ?? true);
  }

  /** What was is heard, so that what is now is not. */
  get isPast(): boolean {
    return this.#pasts > 0;
  }

  /** Somebody looks back. Returns the function that ends that. */
  beginPast(): () => void {
    this.#pasts += 1;
    this.#tell();
    return () => {
      this.#pasts -= 1;
      this.#tell();
    };
  }

  /** Somebody here talks to the room, and would hear himself in it. */
  get isTalking(): boolean {
    return this.#talks > 0;
  }

  /** Returns the function that ends that. */
  beginTalk(): () => void {
    this.#talks += 1;
    this.#tell();
    return () => {
      this.#talks -= 1;
      this.#tell();
    };
  }

  set(isWanted: boolean): void {
    try {
      localStorage.setItem(key, isWanted ? 'on' : 'off');
    } catch {
      // It cannot be remembered, nor be had.
    }
    this.#tell();
  }

  /** Calls back when it may be another. Returns the function that ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    const touched = new AbortController();
    for (const type of ['click', 'keydown']) {
      window.addEventListener(type, listener, { once: true, signal: touched.signal });
    }
    return () => {
      this.#listeners.delete(listener);
      touched.abort();
    };
  }

  #tell(): void {
    this.#listeners.forEach((listener) => listener());
  }
}

export const hearing = new Hearing();
