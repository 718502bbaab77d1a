import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { KioskInfo, KioskLock } from '../../../shared/ipc.ts';
import { timeZone } from '../time-zone.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';

/** Addresses change with the network; nothing tells a screen about that. */
const refreshMilliseconds = 30_000;
/** Touches are told no more often. */
const touchMilliseconds = 5_000;

/** What only the camera's own screen knows: addresses, whether anybody was let in yet, and its lock. */
export class KioskInformation implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  #value: KioskInfo | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #lockTimer: ReturnType<typeof setTimeout> | undefined;
  #unsubscribe = (): void => {};
  #lastTouch = -Infinity;

  constructor(host: ReactiveControllerHost, client: PetLogClient) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostConnected(): void {
    void this.load();
    this.#timer = setInterval(() => void this.load(), refreshMilliseconds);
    this.#unsubscribe = this.#client.onNotice(({ name }) => {
      if (name === 'access.changed' || name === 'settings.changed') {
        void this.load();
      }
    });
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#lockTimer);
    this.#unsubscribe();
  }

  /** Null before the first answer. */
  get value(): KioskInfo | null {
    return this.#value;
  }

  get lock(): KioskLock {
    return this.#value?.lock ?? { has_pin: false, locked: false, locks_in_seconds: null };
  }

  /** Nobody may let others in yet. */
  get needsFirstDevice(): boolean {
    return this.#value !== null && this.#value.access === 'accounts' && !this.#value.has_admin;
  }

  async load(): Promise<void> {
    const value = await this.#client.call('kiosk.info', {}).catch(() => undefined);
    if (value === undefined) {
      return;
    }
    this.#value = value;
    timeZone.use(value.time_zone);
    this.setLock(value.lock);
  }

  setLock(lock: KioskLock): void {
    if (this.#value === null) {
      return;
    }
    this.#value = { ...this.#value, lock };
    clearTimeout(this.#lockTimer);
    if (lock.locks_in_seconds !== null) {
      this.#lockTimer = setTimeout(() => void this.load(), lock.locks_in_seconds * 1000 + 50);
    }
    this.#host.requestUpdate();
  }

  /** Somebody touches the screen: it stays unlocked. */
  async touch(): Promise<void> {
    if (this.lock.locks_in_seconds === null || performance.now() - this.#lastTouch < touchMilliseconds) {
      return;
    }
    this.#lastTouch = performance.now();
    const lock = await this.#client.call('kiosk.stay_unlocked', {}).catch(() => undefined);
    if (lock !== undefined) {
      this.setLock(lock);
    }
  }
}
