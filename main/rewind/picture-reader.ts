import type { HistoryPicture } from '../media/protocol.ts';

interface Wanted {
  atMilliseconds: number;
  resolve: (picture: HistoryPicture | null) => void;
  reject: (error: unknown) => void;
}

/** Beyond that, those that have waited longest are given up. */
const mostWaiting = 8;
/** A finger goes back and forth over the same few pictures. */
const mostCached = 24;

/**
 * Pictures of the history for somebody who drags a finger over it: one is
 * decoded at a time, the newest wish first, and a picture that was there lately
 * is not decoded again.
 */
export class PictureReader {
  readonly #read: (atMilliseconds: number) => Promise<HistoryPicture | null>;
  readonly #givenUp: () => Error;
  #cache: HistoryPicture[] = [];
  #waiting: Wanted[] = [];
  #isReading = false;
  /** How often it forgot: what was read before that is not kept. */
  #forgotten = 0;

  /** @param givenUp the error of a wish that newer ones came before too often */
  constructor(read: (atMilliseconds: number) => Promise<HistoryPicture | null>, givenUp: () => Error) {
    this.#read = read;
    this.#givenUp = givenUp;
  }

  /**
   * The picture that was the newest at that moment; null when there is none.
   *
   * @param signal ends the wish of somebody who went away
   */
  picture(atMilliseconds: number, signal: AbortSignal): Promise<HistoryPicture | null> {
    const cached = this.#cache.find((picture) => shows(picture, atMilliseconds));
    if (cached !== undefined) {
      return Promise.resolve(cached);
    }
    return new Promise((resolve, reject) => {
      const wanted = { atMilliseconds, resolve, reject };
      this.#waiting.push(wanted);
      if (this.#waiting.length > mostWaiting) {
        this.#waiting.shift()?.reject(this.#givenUp());
      }
      const leave = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== wanted);
        reject(new Error('nobody waits for the picture any more', { cause: signal.reason }));
      };
      signal.addEventListener('abort', leave, { once: true });
      void this.#work();
    });
  }

  /** The history is forgotten, and so are its pictures. */
  forget(): void {
    this.#forgotten += 1;
    this.#cache = [];
  }

  async #work(): Promise<void> {
    if (this.#isReading) {
      return;
    }
    this.#isReading = true;
    for (let wanted = this.#waiting.pop(); wanted !== undefined; wanted = this.#waiting.pop()) {
      try {
        const before = this.#forgotten;
        const picture = await this.#read(wanted.atMilliseconds);
        wanted.resolve(picture);
        if (picture !== null && before === this.#forgotten) {
          this.#keep(picture);
        }
      } catch (error) {
        wanted.reject(error);
      }
    }
    this.#isReading = false;
  }

  #keep(picture: HistoryPicture): void {
    this.#cache = [picture, ...this.#cache].slice(0, mostCached);
    const served = this.#waiting.filter(({ atMilliseconds }) => shows(picture, atMilliseconds));
    this.#waiting = this.#waiting.filter((wanted) => !served.includes(wanted));
    served.forEach(({ resolve }) => resolve(picture));
  }
}

/** Not the newest of all: what comes after it is not known yet. */
const shows = ({ fromMilliseconds, untilMilliseconds }: HistoryPicture, atMilliseconds: number): boolean =>
  atMilliseconds >= fromMilliseconds && atMilliseconds < untilMilliseconds;
