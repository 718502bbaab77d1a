import type { CameraPicture, EncodedFrame } from './encoded-frame.ts';
import type { Frame } from './frame.ts';

export type FrameListener = (frame: Frame) => void;

/**
 * Hands each frame of one camera to everyone who listens, in order, at once.
 * Listeners must be quick and must not throw. Of a camera that gives H.264
 * there are JPEGs only while somebody subscribes to them.
 */
export class FrameHub {
  readonly #onWanted: (areWanted: boolean) => void;
  readonly #listeners = new Set<FrameListener>();
  readonly #followers = new Set<(picture: CameraPicture) => void>();
  #latest: Frame | null = null;

  /** @param onWanted called when the first subscriber comes and when the last one is gone */
  constructor(onWanted: (areWanted: boolean) => void = () => {}) {
    this.#onWanted = onWanted;
  }

  /** The newest frame since the camera last started; null before its first one. */
  get latest(): Frame | null {
    return this.#latest;
  }

  get areFramesWanted(): boolean {
    return this.#listeners.size > 0;
  }

  /** A JPEG of the camera's own. */
  publish(frame: Frame): void {
    for (const follower of this.#followers) {
      follower(frame);
    }
    this.show(frame);
  }

  /** A picture that the camera encoded. */
  pass(frame: EncodedFrame): void {
    for (const follower of this.#followers) {
      follower(frame);
    }
  }

  /** A JPEG that was made of a picture that has been passed. */
  show(frame: Frame): void {
    this.#latest = frame;
    for (const listener of this.#listeners) {
      listener(frame);
    }
  }

  /** Forgets the newest frame: the camera stopped, and an old picture must not pass for a new one. */
  clear(): void {
    this.#latest = null;
  }

  /** For JPEGs, of whichever camera. Returns the function that ends the subscription. */
  subscribe(listener: FrameListener): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      this.#onWanted(true);
    }
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) {
        this.#onWanted(false);
      }
    };
  }

  /** For what the camera itself gives, as it gives it; nothing is made for it. Returns the function that ends that. */
  follow(follower: (picture: CameraPicture) => void): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }
}
