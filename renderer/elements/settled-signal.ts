import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Fires `settled-change` at its host when all that the host shows has come, and when it waits again: what is below it is shown when nothing pushes it away any more. */
export class SettledSignal implements ReactiveController {
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #isSettled: () => boolean;
  #wasSettled = false;

  constructor(host: ReactiveControllerHost & EventTarget, isSettled: () => boolean) {
    this.#host = host;
    this.#isSettled = isSettled;
    host.addController(this);
  }

  hostUpdated(): void {
    const isSettled = this.#isSettled();
    if (isSettled !== this.#wasSettled) {
      this.#wasSettled = isSettled;
      this.#host.dispatchEvent(new Event('settled-change'));
    }
  }
}
