import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Told at the document as `video-connection`. */
export interface VideoConnection {
  /** Which video it is. */
  readonly holder: object;
  readonly isHeld: boolean;
}

/**
 * Lets go of a video's connection while the page is hidden, since a paused one
 * keeps it too, and goes on where it was when the page is seen again. One that
 * plays in a window of its own is left alone. Tells `video-connection` at the
 * document whenever a video takes a connection, or lets go of it.
 */
export class HiddenVideo implements ReactiveController {
  readonly #find: () => HTMLVideoElement | null;
  #released: { readonly video: HTMLVideoElement; readonly address: string; readonly seconds: number; readonly plays: boolean } | null =
    null;
  #isHeld = false;

  constructor(host: ReactiveControllerHost, find: () => HTMLVideoElement | null) {
    this.#find = find;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#released = null;
    this.#tell(false);
  }

  hostUpdated(): void {
    this.#tell(this.#find()?.hasAttribute('src') ?? false);
  }

  /** What the video says of its position means nothing. */
  get isReleased(): boolean {
    return this.#released !== null;
  }

  readonly #onVisibility = (): void => (document.hidden ? this.#release() : this.#resume());

  #release(): void {
    const video = this.#find();
    const address = video?.getAttribute('src') ?? null;
    if (video === null || address === null || (video.getRootNode() as ShadowRoot).pictureInPictureElement === video) {
      return;
    }
    this.#released = { video, address, seconds: video.currentTime, plays: !video.paused };
    video.pause();
    video.removeAttribute('src');
    video.load();
    this.#tell(false);
  }

  #resume(): void {
    const released = this.#released;
    this.#released = null;
    // Another recording, or none, took its place.
    const video = this.#find();
    if (video === null || released?.video !== video || video.hasAttribute('src')) {
      return;
    }
    const { address, seconds, plays } = released;
    video.autoplay = plays;
    video.src = address;
    video.currentTime = seconds;
    this.#tell(true);
  }

  #tell(isHeld: boolean): void {
    if (isHeld === this.#isHeld) {
      return;
    }
    this.#isHeld = isHeld;
    document.dispatchEvent(new CustomEvent<VideoConnection>('video-connection', { detail: { holder: this, isHeld } }));
  }
}
