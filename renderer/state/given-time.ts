import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { delay, type Delay } from './delay.ts';

const mostMilliseconds = 5000;

/**
 * Time that what is shown last gives to what stands above it, so that nothing
 * is pushed away under a finger; and that ends where an answer does not come.
 */
export class GivenTime implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #delay: Delay;
  #cancel = (): void => {};
  isOver = false;

  constructor(host: ReactiveControllerHost, setDelay: Delay = delay) {
    this.#host = host;
    this.#delay = setDelay;
    host.addController(this);
  }

  hostConnected(): void {
    this.begin();
  }

  hostDisconnected(): void {
    this.#cancel();
  }

  /** Begins, anew where it had begun. */
  begin(): void {
    this.#cancel();
    this.isOver = false;
    this.#cancel = this.#delay(mostMilliseconds, () => {
      this.isOver = true;
      this.#host.requestUpdate();
    });
  }
}
