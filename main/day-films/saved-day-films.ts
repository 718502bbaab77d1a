import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Logger } from '../system/logger.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { isMissing } from '../system/is-missing.ts';

const SavedFilm = z.object({
  day_film_id: z.string(),
  camera_id: z.string(),
  date: z.iso.date(),
  recording_id: z.string(),
  event_count: z.int().min(0),
});
export type SavedFilm = z.infer<typeof SavedFilm>;
const SavedFilms = z.object({ day_films: z.array(SavedFilm) });

/** Years of films; the recordings themselves stay. */
const mostSaved = 3000;

/** Which recordings are films of days: one of each camera and day. What cannot be saved is known until the end. */
export class SavedDayFilms {
  readonly #path: string;
  readonly #logger: Logger;
  #films: readonly SavedFilm[];
  #saving: Promise<void> = Promise.resolve();

  private constructor(path: string, logger: Logger, films: readonly SavedFilm[]) {
    this.#path = path;
    this.#logger = logger;
    this.#films = films;
  }

  /** A file that is not there or cannot be read is none. Never rejects. */
  static async open(path: string, logger: Logger): Promise<SavedDayFilms> {
    const films = await readFile(path, 'utf8')
      .then((text) => SavedFilms.parse(JSON.parse(text)).day_films)
      .catch((error: unknown) => {
        if (!isMissing(error)) {
          logger.warn({ err: error, path }, 'which recordings are films of days cannot be read');
        }
        return [];
      });
    return new SavedDayFilms(path, logger, films);
  }

  get films(): readonly SavedFilm[] {
    return this.#films;
  }

  put(film: SavedFilm): void {
    this.#set([...this.#films.filter(({ day_film_id: id }) => id !== film.day_film_id), film].slice(-mostSaved));
  }

  remove(dayFilmId: string): void {
    this.#set(this.#films.filter(({ day_film_id: id }) => id !== dayFilmId));
  }

  /** Resolves when everything is on the disk, or cannot be. */
  get settled(): Promise<void> {
    return this.#saving;
  }

  #set(films: readonly SavedFilm[]): void {
    this.#films = films;
    this.#saving = this.#saving
      .then(() => writeAtomically(this.#path, `${JSON.stringify({ day_films: this.#films })}\n`))
      .catch((error: unknown) =>
        this.#logger.warn({ err: error, path: this.#path }, 'which recordings are films of days could not be saved'),
      );
  }
}
