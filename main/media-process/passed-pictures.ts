import type { PictureSettings } from '../media/protocol.ts';
import type { PassedVideo } from './passed-video.ts';
import { PictureMaker } from './picture-maker.ts';

/** JPEGs of what a camera encoded, while somebody wants them. */
export class PassedPictures {
  readonly #onPicture: (jpeg: Buffer, captureMilliseconds: number) => void;
  #settings: PictureSettings | null = null;
  #running: { maker: PictureMaker; unsubscribe: () => void } | null = null;

  constructor(onPicture: (jpeg: Buffer, captureMilliseconds: number) => void) {
    this.#onPicture = onPicture;
  }

  get areWanted(): boolean {
    return this.#settings !== null;
  }

  /** Holds from the next `makeOf` on. */
  want(settings: PictureSettings | null): void {
    this.#settings = settings;
  }

  /** null ends it. */
  makeOf(video: PassedVideo | null): void {
    this.#running?.unsubscribe();
    this.#running?.maker.close();
    this.#running = null;
    if (video !== null && this.#settings !== null) {
      const maker = new PictureMaker(this.#settings, this.#onPicture);
      this.#running = { maker, unsubscribe: video.decoding.subscribe(maker.show) };
    }
  }
}
