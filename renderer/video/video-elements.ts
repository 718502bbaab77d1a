import { text } from '../text/text.ts';
import type { TrialPlace } from './climb.ts';

function newVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.autoplay = true;
  video.disableRemotePlayback = true; // without that, iPhones give it no source
  return video;
}

/** The element in which the live video is seen, and one beneath it while a better way is tried. */
export class VideoElements implements TrialPlace {
  /** Has the one above the other, so that the lower one is painted before it is seen. */
  readonly container = document.createElement('div');
  readonly #mayTry: () => boolean;
  #seen = newVideo();
  #isMuted = true;

  /** @param mayTry whether a second video disturbs nobody else */
  constructor(mayTry: () => boolean) {
    this.#mayTry = mayTry;
    this.#name();
    this.container.append(this.#seen);
  }

  get seen(): HTMLVideoElement {
    return this.#seen;
  }

  set isMuted(isMuted: boolean) {
    this.#isMuted = isMuted;
    this.#seen.muted = isMuted;
  }

  /** An element that took the place of one in a window of its own would close that. */
  isFree(): boolean {
    const root = this.container.getRootNode() as Partial<ShadowRoot>;
    return !document.hidden && (root.pictureInPictureElement ?? null) === null && this.#mayTry();
  }

  open(): HTMLVideoElement {
    const video = newVideo();
    video.setAttribute('aria-hidden', 'true');
    this.container.prepend(video);
    return video;
  }

  /** Browsers stop what begins to sound in an element that nobody has pressed, where they want that. */
  take(video: HTMLVideoElement): boolean {
    const replaced = this.#seen;
    replaced.muted = true;
    video.muted = this.#isMuted;
    if (video.paused) {
      replaced.muted = this.#isMuted;
      void replaced.play().catch(() => undefined);
      return false;
    }
    this.#seen = video;
    this.#name();
    replaced.remove();
    return true;
  }

  drop(video: HTMLVideoElement): void {
    video.remove();
  }

  #name(): void {
    this.#seen.removeAttribute('aria-hidden');
    this.#seen.setAttribute('aria-label', text().picture.alternative);
  }
}
