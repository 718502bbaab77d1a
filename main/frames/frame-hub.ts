import type { Frame } from './frame.ts';

export type FrameListener = (frame: Frame) => void;

/** Hands each frame of one camera to everyone who listens, in order, at once. Listeners must be quick and must not throw. */
export class FrameHub {
  readonly #listeners = new Set<FrameListener>();
  #latest: Frame | null = null;

  /** The newest frame since the camera last started; null before its first one. */
  get latest(): Frame | null {
    return this.#latest;
  }

  publish(frame: Frame): void {
    this.#latest = frame;
    for (const listener of this.#listeners) {
      listener(frame);
    }
  }

  /** Forgets the newest frame: the camera stopped, and an old picture must not pass for a new one. */
  clear(): void {
    this.#latest = null;
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: FrameListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
