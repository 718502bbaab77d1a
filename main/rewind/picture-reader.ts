import type { HistoryPicture } from '../media/protocol.ts';
import type { Clock } from '../system/clock.ts';

interface PictureReaderOptions {
  /** The picture that was the newest at a moment; null when there is none. */
  read(atMilliseconds: number): Promise<HistoryPicture | null>;
  /** Where the history begins by now; null when there is none. */
  firstMilliseconds(): Promise<number | null>;
  /** The error of a wish that newer ones came before too often. */
  givenUp(): Error;
  readonly clock: Pick<Clock, 'after'>;
}

interface Wanted {
  atMilliseconds: number;
  resolve: (picture: HistoryPicture | null) => void;
  reject: (error: unknown) => void;
}

/** Beyond that, those that have waited longest are given up. */
const mostWaiting = 8;
/** A finger goes back and forth over the same few pictures. */
const mostCached = 24;
/** Nobody looks any more. */
const idleMilliseconds = 30_000;

/**
 * Pictures of the history for somebody who drags a finger over it: one is
 * decoded at a time, the newest wish first, and a picture that was there lately
 * is not decoded again, for as long as it is in the history.
 */
export class PictureReader {
  readonly #options: PictureReaderOptions;
  #cache: HistoryPicture[] = [];
  #waiting: Wanted[] = [];
  #isReading = false;
  /** How often it forgot: what was read before that is not kept. */
  #forgotten = 0;
  #cancelForgetting = (): void => {};

  constructor(options: PictureReaderOptions) {
    this.#options = options;
  }

  /**
   * The picture that was the newest at that moment; null when there is none.
   *
   * @param signal ends the wish of somebody who went away
   */
  picture(atMilliseconds: number, signal: AbortSignal): Promise<HistoryPicture | null> {
    this.#forgetWhenIdle();
    const cached = this.#cache.find((picture) => shows(picture, atMilliseconds));
    if (cached !== undefined) {
      return this.#unlessGone(cached);
    }
    return new Promise((resolve, reject) => {
      const wanted = { atMilliseconds, resolve, reject };
      this.#waiting.push(wanted);
      if (this.#waiting.length > mostWaiting) {
        this.#waiting.shift()?.reject(this.#options.givenUp());
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
    this.#cancelForgetting();
    this.#forgotten += 1;
    this.#cache = [];
  }

  #forgetWhenIdle(): void {
    this.#cancelForgetting();
    this.#cancelForgetting = this.#options.clock.after(idleMilliseconds, () => this.forget());
  }

  /** What the history does not hold any more is not shown, and not kept. */
  async #unlessGone(picture: HistoryPicture): Promise<HistoryPicture | null> {
    const before = this.#forgotten;
    const first = await this.#options.firstMilliseconds();
    const isThere = ({ fromMilliseconds }: HistoryPicture): boolean => first !== null && fromMilliseconds >= first;
    this.#cache = this.#cache.filter(isThere);
    return before === this.#forgotten && isThere(picture) ? picture : null;
  }

  async #work(): Promise<void> {
    if (this.#isReading) {
      return;
    }
    this.#isReading = true;
    for (let wanted = this.#waiting.pop(); wanted !== undefined; wanted = this.#waiting.pop()) {
      try {
        const before = this.#forgotten;
        const picture = await this.#options.read(wanted.atMilliseconds);
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
