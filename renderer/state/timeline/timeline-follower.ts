import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What tells of its changes. */
interface Followed {
  follow(follower: () => void): () => void;
}

/** Draws an element anew when what it follows has changed: once for a frame of the screen, however often that was. */
export class TimelineFollower implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #current: () => Followed | undefined;
  #followed: Followed | undefined;
  #unfollow: () => void = () => undefined;
  #frame: number | null = null;

  constructor(host: ReactiveControllerHost, current: () => Followed | undefined) {
    this.#host = host;
    this.#current = current;
    host.addController(this);
  }

  hostConnected(): void {
    this.hostUpdate();
  }

  hostDisconnected(): void {
    this.#leave();
    if (this.#frame !== null) {
      cancelAnimationFrame(this.#frame);
      this.#frame = null;
    }
  }

  hostUpdate(): void {
    const followed = this.#current();
    if (followed === this.#followed) {
      return;
    }
    this.#leave();
    this.#followed = followed;
    this.#unfollow = followed?.follow(this.#onChange) ?? this.#unfollow;
  }

  #leave(): void {
    this.#unfollow();
    this.#unfollow = () => undefined;
    this.#followed = undefined;
  }

  readonly #onChange = (): void => {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#host.requestUpdate();
    });
  };
}
