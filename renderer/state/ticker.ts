import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Renders its host again and again while something on it counts. */
export class Ticker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #counts: () => boolean;
  /** An element may be updated after it is gone. */
  #isConnected = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, counts: () => boolean) {
    this.#host = host;
    this.#counts = counts;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
  }

  hostUpdated(): void {
    if (!this.#isConnected || !this.#counts()) {
      this.#stop();
    } else {
      this.#timer ??= setInterval(() => this.#host.requestUpdate(), 250);
    }
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#stop();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
