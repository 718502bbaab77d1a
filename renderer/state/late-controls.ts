import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Browsers that may not play by themselves load nothing either, until somebody presses play. */
const longestMilliseconds = 1_500;

/**
 * The browser's own controls of a video, which come with its first data: made earlier, they keep the first picture of their dialog back,
 * and made while a video loads they stop it for good in WebKitGTK (of 60 openings 6, and none with its first data).
 */
export class LateControls implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #areShown = false;
  #timeout: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get areShown(): boolean {
    return this.#areShown;
  }

  /** Another video begins to load. */
  begin(): void {
    clearTimeout(this.#timeout);
    this.#areShown = false;
    this.#timeout = setTimeout(() => this.show(), longestMilliseconds);
  }

  /** Its first data are there. */
  show(): void {
    clearTimeout(this.#timeout);
    this.#areShown = true;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timeout);
  }
}
