import { newTabName, type TabChannel } from './tab-channel.ts';

/** The parts of a window that are used here. */
export interface StorageWindow {
  readonly localStorage: Pick<Storage, 'setItem' | 'removeItem'>;
  addEventListener(type: 'storage', listener: (event: { readonly key: string | null; readonly newValue: string | null }) => void): void;
  removeEventListener(type: 'storage', listener: (event: { readonly key: string | null; readonly newValue: string | null }) => void): void;
}

/** What reaches the other tabs where there is no BroadcastChannel: they are told of each change of the storage. */
export class StorageChannel implements TabChannel {
  readonly #window: StorageWindow;
  readonly #key: string;
  readonly #tab = newTabName();
  readonly #listeners = new Set<(event: { readonly data: unknown }) => void>();
  #sent = 0;

  /** Throws where nothing can be stored. */
  constructor(window: StorageWindow, name: string) {
    this.#window = window;
    this.#key = name;
    window.localStorage.removeItem(name);
    window.addEventListener('storage', this.#onStorage);
  }

  postMessage(message: unknown): void {
    this.#sent += 1;
    // What is written twice with the same value is no change.
    const envelope = JSON.stringify({ from: `${this.#tab}.${this.#sent}`, message });
    try {
      this.#window.localStorage.setItem(this.#key, envelope);
      this.#window.localStorage.removeItem(this.#key);
    } catch {
      // The storage is full: the others see a tab that is silent.
    }
  }

  addEventListener(_type: 'message', listener: (event: { readonly data: unknown }) => void): void {
    this.#listeners.add(listener);
  }

  close(): void {
    this.#window.removeEventListener('storage', this.#onStorage);
    this.#listeners.clear();
  }

  readonly #onStorage = ({ key, newValue }: { readonly key: string | null; readonly newValue: string | null }): void => {
    if (key !== this.#key || newValue === null) {
      return;
    }
    const { message } = JSON.parse(newValue) as { message: unknown };
    for (const listener of this.#listeners) {
      listener({ data: message });
    }
  };
}
