import type { LiveStatus } from '../../shared/api.ts';
import type { Pushes } from '../../shared/events.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';

interface StatusFeedOptions {
  /** Of every camera. @param isForAdmins with what only admins may know */
  statuses(isForAdmins: boolean): readonly LiveStatus[];
  bus: EventBus;
  clock: Clock;
}

type Listeners = { [N in keyof Pushes]: Set<(payload: Pushes[N]) => void> };

const intervalMilliseconds = 1000;

/**
 * Tells screens the status of each camera: at once when something happened, and
 * once a second what was measured, while somebody listens and something changed.
 */
export class StatusFeed {
  readonly #options: StatusFeedOptions;
  readonly #listeners: Listeners = { status: new Set(), notice: new Set() };
  readonly #unsubscribe: () => void;
  #cancelTimer: () => void = () => {};
  /** What was told last, by camera. */
  #told = new Map<string, string>();
  #isPushScheduled = false;

  constructor(options: StatusFeedOptions) {
    this.#options = options;
    this.#unsubscribe = options.bus.onAny((event) => {
      this.#listeners.notice.forEach((listener) => listener(event));
      this.#schedulePush();
    });
  }

  /** Returns the function that ends the subscription. */
  on<N extends keyof Pushes>(name: N, listener: (payload: Pushes[N]) => void): () => void {
    const listeners = this.#listeners[name];
    listeners.add(listener);
    if (name === 'status' && listeners.size === 1) {
      this.#tick();
    }
    return () => {
      listeners.delete(listener);
      if (this.#listeners.status.size === 0) {
        this.#cancelTimer();
      }
    };
  }

  close(): void {
    this.#unsubscribe();
    this.#cancelTimer();
    this.#listeners.status.clear();
    this.#listeners.notice.clear();
  }

  #tick(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(intervalMilliseconds, () => {
      this.#push();
      this.#tick();
    });
  }

  /** After the event's other listeners, so that the status shows what they made of it; several events make one push. */
  #schedulePush(): void {
    if (!this.#isPushScheduled) {
      this.#isPushScheduled = true;
      queueMicrotask(() => {
        this.#isPushScheduled = false;
        this.#push();
      });
    }
  }

  #push(): void {
    if (this.#listeners.status.size === 0) {
      return;
    }
    const { statuses } = this.#options;
    const forAdmins = statuses(true);
    const told = new Map<string, string>();
    statuses(false).forEach((status, index) => {
      // What admins are told besides counts too: they ask for it when they hear of a change.
      const text = JSON.stringify([{ ...status, server_time: null }, forAdmins[index]?.state_reason]);
      told.set(status.camera_id, text);
      if (text !== this.#told.get(status.camera_id)) {
        this.#listeners.status.forEach((listener) => listener(status));
      }
    });
    this.#told = told;
  }
}
