/** One tab of this browser at a time. */
export interface TabLock {
  /** Waits for its turn and then does the work. `isHeld` tells whether the turn still lasts: a page that slept may have lost it. */
  hold<T>(work: (isHeld: () => boolean) => Promise<T>): Promise<T>;
}

/** Web Locks: only over HTTPS and on localhost. */
export class WebLock implements TabLock {
  readonly #locks: LockManager;
  readonly #name: string;

  constructor(locks: LockManager, name: string) {
    this.#locks = locks;
    this.#name = name;
  }

  async hold<T>(work: (isHeld: () => boolean) => Promise<T>): Promise<T> {
    return this.#locks.request(this.#name, () => work(() => true));
  }
}

interface Lease {
  readonly owner: string;
  readonly untilMilliseconds: number;
}

export interface LeaseLockOptions {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly key: string;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** A tab that was closed while it had its turn keeps nobody waiting for longer. */
export const leaseMilliseconds = 20_000;
/** Two tabs that write at once: the later one wins, and both see it after this long. What a tab writes takes its time to another's process on a busy machine, and a token that both use signs the device out. */
const settleMilliseconds = 300;
const pollMilliseconds = 150;

/** A turn in localStorage that ends by itself, for plain HTTP, where browsers have no Web Locks. */
export class LeaseLock implements TabLock {
  readonly #options: LeaseLockOptions;
  #lastOwner = 0;
  readonly #settling = new Set<string>();
  readonly #tab = `${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;

  constructor(options: LeaseLockOptions) {
    this.#options = options;
  }

  async hold<T>(work: (isHeld: () => boolean) => Promise<T>): Promise<T> {
    const { storage, key, now, sleep } = this.#options;
    this.#lastOwner += 1;
    const owner = `${this.#tab}.${this.#lastOwner}`;
    const isHeld = (): boolean => this.#read()?.owner === owner;
    while (!isHeld()) {
      if (this.#read() !== null) {
        await sleep(pollMilliseconds);
        continue;
      }
      storage.setItem(key, JSON.stringify({ owner, untilMilliseconds: now() + leaseMilliseconds } satisfies Lease));
      this.#settling.add(owner);
      await sleep(settleMilliseconds);
      this.#settling.delete(owner);
    }
    try {
      return await work(isHeld);
    } finally {
      if (isHeld()) {
        storage.removeItem(key);
      }
    }
  }

  /** The page goes: a turn that has not begun keeps nobody waiting. One that has must run out, since a token may be on its way. */
  abandon(): void {
    const { storage, key } = this.#options;
    if (this.#settling.has(this.#read()?.owner ?? '')) {
      storage.removeItem(key);
    }
  }

  /** The lease that runs; null for none, for one that has ended, and for one of a clock that was set back since. */
  #read(): Lease | null {
    const { storage, key, now } = this.#options;
    try {
      const lease = JSON.parse(storage.getItem(key) ?? 'null') as Lease | null;
      const leftMilliseconds = (lease?.untilMilliseconds ?? 0) - now();
      return leftMilliseconds > 0 && leftMilliseconds <= leaseMilliseconds ? lease : null;
    } catch {
      return null;
    }
  }
}

/** For a browser that has neither. */
class NoLock implements TabLock {
  hold<T>(work: (isHeld: () => boolean) => Promise<T>): Promise<T> {
    return work(() => true);
  }
}

/** The best lock that this page may use. */
export function openTabLock(name: string): TabLock {
  if (window.isSecureContext && 'locks' in navigator) {
    return new WebLock(navigator.locks, name);
  }
  try {
    const storage = window.localStorage;
    storage.setItem(`${name}.probe`, '');
    storage.removeItem(`${name}.probe`);
    const lock = new LeaseLock({
      storage,
      key: name,
      now: Date.now,
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    });
    window.addEventListener('pagehide', () => lock.abandon());
    return lock;
  } catch {
    return new NoLock();
  }
}
