import type { Clock } from '../system/clock.ts';
import type { PictureSettings } from './protocol.ts';

/** Whoever wanted JPEGs of a camera's H.264 may want them again at once, as with a page that is loaded anew. */
const lingerMilliseconds = 2000;

/** Whether JPEGs are made of a camera's H.264: as long as somebody wants them, and a moment longer. */
export class PictureDemand {
  readonly #clock: Clock;
  readonly #onChanged: () => void;
  #settings: PictureSettings | null = null;
  #cancelEnd: (() => void) | null = null;

  constructor(clock: Clock, onChanged: () => void) {
    this.#clock = clock;
    this.#onChanged = onChanged;
  }

  /** null while nobody wants any. */
  get settings(): PictureSettings | null {
    return this.#settings;
  }

  want(settings: PictureSettings | null): void {
    if (settings === null) {
      if (this.#settings !== null) {
        this.#cancelEnd ??= this.#clock.after(lingerMilliseconds, () => this.#set(null));
      }
    } else {
      this.#set(settings);
    }
  }

  close(): void {
    this.#cancelEnd?.();
    this.#cancelEnd = null;
    this.#settings = null;
  }

  #set(settings: PictureSettings | null): void {
    this.#cancelEnd?.();
    this.#cancelEnd = null;
    this.#settings = settings;
    this.#onChanged();
  }
}
