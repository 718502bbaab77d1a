import { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { DayFilmService } from './day-film-service.ts';

interface NightlyFilmsOptions {
  readonly films: Pick<DayFilmService, 'list' | 'make' | 'isBusy'>;
  /** Whether somebody wants them. */
  isWanted(): boolean;
  cameraIds(): readonly string[];
  readonly clock: Clock;
  readonly logger: Logger;
}

const intervalMilliseconds = 120_000;
/** Recordings that reach into the new day are finished first. */
const waitMilliseconds = 600_000;

/** Makes yesterday's film of each camera, one after the other, once the day is over; also later, when PetLog did not run then. */
export class NightlyFilms {
  readonly #options: NightlyFilmsOptions;
  /** Cameras and days for which it was tried: what failed once is not tried all day. */
  readonly #tried = new Set<string>();
  #cancel: () => void = () => {};
  #work: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: NightlyFilmsOptions) {
    this.#options = options;
    this.#keepLooking();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    await this.#work;
  }

  #keepLooking(): void {
    this.#cancel = this.#options.clock.after(intervalMilliseconds, () => {
      this.#work = this.#makeNext().finally(() => {
        if (!this.#isClosed) {
          this.#keepLooking();
        }
      });
    });
  }

  /** Never rejects. */
  async #makeNext(): Promise<void> {
    const { films, isWanted, cameraIds, clock, logger } = this.#options;
    const date = yesterdayAt(clock.nowMicroseconds() / 1000 - waitMilliseconds);
    if (!isWanted() || films.isBusy) {
      return;
    }
    const isMade = (cameraId: string): boolean =>
      films.list({ camera: cameraId, date }, () => true).some(({ state }) => state === 'finished');
    for (const cameraId of cameraIds()) {
      const key = `${date} ${cameraId}`;
      if (!this.#tried.has(key) && !isMade(cameraId)) {
        try {
          this.#tried.add(key);
          await films.make(date, cameraId);
          return;
        } catch (error) {
          if (!(error instanceof PetLogError)) {
            logger.warn({ err: error, date, cameraId }, 'the film of a day could not be begun');
          } // else that is how it is: nothing happened, or nothing is stored
        }
      }
    }
  }
}

/** The day before a moment, in this machine's time zone. */
function yesterdayAt(milliseconds: number): string {
  const at = new Date(milliseconds);
  const day = new Date(at.getFullYear(), at.getMonth(), at.getDate() - 1);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
