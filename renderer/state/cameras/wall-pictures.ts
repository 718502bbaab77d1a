import type { WallPicture } from '../../transport/multipart-reader.ts';
import type { PageVisibility } from '../../transport/page-visibility.ts';
import type { StreamPlace, StreamPlaces } from '../../transport/stream-place.ts';
import type { Delay } from '../delay.ts';
import type { OpenWall } from '../../transport/wall-stream.ts';
import { SinglePictures } from '../single-pictures.ts';

/** Tiles come and go together, as a page is scrolled. */
const settleMilliseconds = 150;
const retryMilliseconds = [500, 1_000, 2_000, 4_000] as const;
/** The server repeats a picture that stands still: who hears nothing for so long hears nothing any more. */
const silenceMilliseconds = 12_000;

interface WallPicturesOptions {
  readonly open: OpenWall;
  readonly places: StreamPlaces;
  readonly delay: Delay;
  /** In milliseconds, of a clock that does not jump. */
  readonly now: () => number;
  readonly visibility: PageVisibility;
  readonly onPicture: (picture: WallPicture) => void;
  /** Of each picture, so that it is sharp on this screen and no larger. */
  readonly widthPixels: () => number;
}

/**
 * Holds the one answer with the pictures of the tiles that can be seen, and none
 * while there are none. It counts as a stream among those of this browser: while
 * others have all the places, an answer is held until each camera has given one
 * picture, and asked for again when it is this page's turn.
 */
export class WallPictures {
  readonly #options: WallPicturesOptions;
  readonly #place: StreamPlace;
  readonly #singles: SinglePictures;
  #wanted: readonly string[] = [];
  #isClosed = false;
  #abort: AbortController | null = null;
  #openWith = '';
  #failures = 0;
  #cancelTimer: () => void = () => {};
  #cancelSilence: () => void = () => {};
  readonly #unsubscribe: () => void;

  constructor(options: WallPicturesOptions) {
    this.#options = options;
    const { places, delay, now } = options;
    this.#place = places.newPlace(() => this.#follow());
    this.#singles = new SinglePictures({
      turns: this.#place.turns,
      delay,
      now,
      request: () => this.#askOnce(),
      onOverdue: () => this.#askedOnce(),
    });
    this.#unsubscribe = options.visibility.onChange(() => this.#follow());
  }

  /** Whose pictures are wanted now. */
  want(cameraIds: readonly string[]): void {
    if (cameraIds.join() === this.#wanted.join()) {
      return;
    }
    this.#wanted = cameraIds;
    this.#later(settleMilliseconds);
  }

  close(): void {
    this.#isClosed = true;
    this.#unsubscribe();
    this.#follow();
  }

  get #watched(): readonly string[] {
    return this.#isClosed || this.#options.visibility.isHidden ? [] : this.#wanted;
  }

  #later(milliseconds: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.delay(milliseconds, () => this.#follow());
  }

  #follow(): void {
    this.#cancelTimer();
    const isWatched = this.#watched.length > 0;
    this.#place.want(isWatched);
    const { delivery } = this.#place;
    if (isWatched && delivery === 'pictures') {
      if (!this.#singles.isRunning) {
        this.#end();
        this.#singles.start();
      }
      return;
    }
    if (this.#singles.isRunning) {
      this.#end();
      this.#singles.stop();
    }
    if (isWatched && delivery === 'stream') {
      this.#stream();
    } else {
      this.#end();
    }
  }

  #stream(): void {
    const key = JSON.stringify([this.#watched, this.#options.widthPixels()]);
    if (this.#abort !== null && key === this.#openWith) {
      return;
    }
    this.#end();
    this.#openWith = key;
    const abort = new AbortController();
    this.#expectPicture(abort);
    this.#open(
      abort,
      () => {
        this.#failures = 0;
        this.#expectPicture(abort);
      },
      () => this.#over(),
    );
  }

  #askOnce(): void {
    const missing = new Set(this.#watched);
    this.#open(
      new AbortController(),
      ({ cameraId }) => {
        missing.delete(cameraId);
        if (missing.size === 0) {
          this.#askedOnce();
        }
      },
      () => this.#askedOnce(),
    );
  }

  #askedOnce(): void {
    this.#end();
    this.#singles.ended();
  }

  /** @param onOver it broke off, was refused, or all its cameras ended */
  #open(abort: AbortController, onPicture: (picture: WallPicture) => void, onOver: () => void): void {
    this.#abort = abort;
    const isOver = (): void => {
      if (abort === this.#abort) {
        onOver();
      }
    };
    const take = (picture: WallPicture): void => {
      if (abort === this.#abort) {
        this.#options.onPicture(picture);
        onPicture(picture);
      }
    };
    const request = { cameraIds: this.#watched, widthPixels: this.#options.widthPixels() };
    this.#options.open(request, take, abort.signal).then(isOver, isOver);
  }

  #expectPicture(abort: AbortController): void {
    this.#cancelSilence();
    this.#cancelSilence = this.#options.delay(silenceMilliseconds, () => abort.abort());
  }

  #over(): void {
    this.#end();
    const milliseconds = retryMilliseconds[Math.min(this.#failures, retryMilliseconds.length - 1)] ?? 0;
    this.#failures += 1;
    this.#later(milliseconds);
  }

  #end(): void {
    this.#cancelTimer();
    this.#cancelSilence();
    const abort = this.#abort;
    this.#abort = null;
    abort?.abort();
  }
}
