import type { WallPicture } from '../../transport/multipart-reader.ts';
import type { PageVisibility } from '../../transport/page-visibility.ts';
import type { OpenWall } from '../../transport/wall-stream.ts';

/** Tiles come and go together, as a page is scrolled. */
const settleMilliseconds = 150;
const retryMilliseconds = [500, 1_000, 2_000, 4_000] as const;
/** The server repeats a picture that stands still: who hears nothing for so long hears nothing any more. */
const silenceMilliseconds = 12_000;

interface WallPicturesOptions {
  readonly open: OpenWall;
  readonly visibility: PageVisibility;
  readonly onPicture: (picture: WallPicture) => void;
  /** Of each picture, so that it is sharp on this screen and no larger. */
  readonly widthPixels: () => number;
}

/** Holds the one answer with the pictures of the tiles that can be seen, and none while there are none. */
export class WallPictures {
  readonly #options: WallPicturesOptions;
  #wanted: readonly string[] = [];
  #isClosed = false;
  #abort: AbortController | null = null;
  #openWith = '';
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  readonly #unsubscribe: () => void;

  constructor(options: WallPicturesOptions) {
    this.#options = options;
    this.#unsubscribe = options.visibility.onChange(() => this.#follow());
  }

  /** Whose pictures are wanted now. */
  want(cameraIds: readonly string[]): void {
    if (cameraIds.join() === this.#wanted.join()) return;
    this.#wanted = cameraIds;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#follow(), settleMilliseconds);
  }

  close(): void {
    this.#isClosed = true;
    this.#unsubscribe();
    this.#end();
  }

  #follow(): void {
    clearTimeout(this.#timer);
    const wanted = this.#isClosed || this.#options.visibility.isHidden ? [] : this.#wanted;
    const request = { cameraIds: wanted, widthPixels: this.#options.widthPixels() };
    const key = JSON.stringify(request);
    if (wanted.length === 0) return this.#end();
    if (this.#abort !== null && key === this.#openWith) return;
    this.#end();
    this.#openWith = key;
    const abort = new AbortController();
    this.#abort = abort;
    this.#expectPicture(abort);
    const onPicture = (picture: WallPicture): void => {
      if (abort.signal.aborted) return;
      this.#failures = 0;
      this.#expectPicture(abort);
      this.#options.onPicture(picture);
    };
    const isOver = (): void => this.#over(abort);
    this.#options.open(request, onPicture, abort.signal).then(isOver, isOver);
  }

  #expectPicture(abort: AbortController): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => abort.abort(), silenceMilliseconds);
  }

  /** It broke off, was refused, or all its cameras ended. */
  #over(abort: AbortController): void {
    if (abort !== this.#abort) return;
    this.#end();
    const delay = retryMilliseconds[Math.min(this.#failures, retryMilliseconds.length - 1)];
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#follow(), delay);
  }

  #end(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    const abort = this.#abort;
    this.#abort = null;
    abort?.abort();
  }
}
