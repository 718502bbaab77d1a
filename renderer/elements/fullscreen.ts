import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement;

/** Shows one element of its host over the whole screen, where the browser lets it (not on an iPhone) or else over the whole page. */
export class Fullscreen implements ReactiveController {
  readonly #host: Host;
  readonly #target: () => Element | null;
  /** Instead of the screen: the caller lays its target over the whole page. */
  fillsPage = false;

  constructor(host: Host, target: () => Element | null) {
    this.#host = host;
    this.#target = target;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('fullscreenchange', this.#onChange);
    document.addEventListener('keydown', this.#onKey);
  }

  hostDisconnected(): void {
    document.removeEventListener('fullscreenchange', this.#onChange);
    document.removeEventListener('keydown', this.#onKey);
  }

  get active(): boolean {
    return this.fillsPage || document.fullscreenElement !== null;
  }

  async toggle(): Promise<void> {
    if (document.fullscreenElement !== null) {
      return document.exitFullscreen();
    }
    const target = this.#target();
    if (!this.fillsPage && target !== null && document.fullscreenEnabled) {
      const done = await target.requestFullscreen({ navigationUI: 'hide' }).then(
        () => true,
        () => false,
      );
      if (done) {
        return;
      }
    }
    this.fillsPage = !this.fillsPage;
    this.#host.requestUpdate();
  }

  readonly #onChange = (): void => this.#host.requestUpdate();

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.fillsPage) {
      return;
    }
    this.fillsPage = false;
    this.#host.requestUpdate();
  };
}
