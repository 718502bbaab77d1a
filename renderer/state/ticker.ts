import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Renders its host again and again while something on it counts. */
export class Ticker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #counts: () => boolean;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, counts: () => boolean) {
    this.#host = host;
    this.#counts = counts;
    host.addController(this);
  }

  hostUpdated(): void {
    const counts = this.#counts();
    if (counts && this.#timer === undefined) this.#timer = setInterval(() => this.#host.requestUpdate(), 250);
    if (!counts) this.hostDisconnected();
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
