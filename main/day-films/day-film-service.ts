import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import type { DayFilm, DayFilmsQuery } from '../../shared/day-films.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Recording } from '../library/recording.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import type { Question, VideoFacts } from '../media/protocol.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { type DayFilmPlan, type FilmedEvent, planDayFilm } from './day-film-plan.ts';
import type { SavedDayFilms } from './saved-day-films.ts';

/** Makes one film, in a process of its own. */
interface FilmMaker {
  makeDayFilm(film: Question<'make-day-film'>): Promise<VideoFacts>;
  close(): Promise<void>;
}

interface FilmRecorder {
  assertRoom(): Promise<void>;
  save(recording: {
    reason: 'timelapse';
    name: string;
    startedAtMilliseconds: number;
    write: (path: string) => Promise<VideoFacts | null>;
  }): Promise<Recording | null>;
}

export interface DayFilmServiceOptions {
  bitrateKbps(): number;
  readonly clock: Pick<Clock, 'nowMicroseconds'>;
  readonly bus: EventBus;
  readonly logger: Logger;
  readonly saved: SavedDayFilms;
  storage(): StorageDirectory;
  /** What happened before a camera, and what was kept of it. */
  eventsOf(cameraId: string, fromMilliseconds: number, untilMilliseconds: number): readonly FilmedEvent[];
  readonly library: {
    find(recordingId: string): { readonly isKept: boolean } | null;
    hold(recordingId: string): () => void;
    /** Rejects with PetLogError; tells everybody. */
    remove(recordingId: string): Promise<void>;
  };
  startFilmMaker(onProgress: (share: number) => void): FilmMaker;
  /** Of the camera that a film is of. */
  recorderOf(cameraId: string): FilmRecorder;
}

interface Running {
  readonly id: string;
  readonly maker: FilmMaker;
  readonly done: Promise<void>;
}

/** Of those that were given up or failed. */
const mostRemembered = 20;

/**
 * Films of days, one at a time: a finished one is a recording, and stays known over restarts. One that is being made
 * when PetLog ends is given up, and what there is of it removed like any temporary file.
 */
export class DayFilmService {
  readonly #options: DayFilmServiceOptions;
  /** Those that are not finished. */
  readonly #jobs = new Map<string, DayFilm>();
  #running: Running | null = null;
  #isStarting = false;
  #isClosed = false;

  constructor(options: DayFilmServiceOptions) {
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#running !== null || this.#isStarting;
  }

  /** The newest day first, and of a day what was asked for last. @param mayWatch whether one may see a camera */
  list({ camera, date }: DayFilmsQuery, mayWatch: (cameraId: string) => boolean): DayFilm[] {
    return [...this.#finished(), ...this.#jobs.values()]
      .filter((film) => (camera === undefined || film.camera_id === camera) && (date === undefined || film.date === date))
      .filter(({ camera_id: cameraId }) => mayWatch(cameraId))
      .reverse()
      .sort((a, b) => b.date.localeCompare(a.date));
  }

  /** @throws PetLogError `day_film_not_found` */
  get(id: string): DayFilm {
    const film = this.#jobs.get(id) ?? this.#finished().find(({ day_film_id }) => day_film_id === id);
    if (film === undefined) {
      throw new PetLogError('day_film_not_found', { id });
    }
    return film;
  }

  /**
   * @param date in this machine's time zone, such as 2026-05-01
   * @throws PetLogError `day_film_running`, `nothing_happened`, `nothing_kept`, `storage_disabled`, `storage_limit`, `storage_full`, `shutting_down`
   */
  async make(date: string, cameraId: string): Promise<DayFilm> {
    if (this.isBusy) {
      throw new PetLogError('day_film_running');
    }
    this.#isStarting = true;
    try {
      const recorder = this.#options.recorderOf(cameraId);
      await recorder.assertRoom();
      const { from, until } = boundsOf(date);
      const events = this.#options.eventsOf(cameraId, from, until);
      if (events.length === 0) {
        throw new PetLogError('nothing_happened', { date });
      }
      const plan = planDayFilm(events);
      if (plan.parts.length === 0) {
        throw new PetLogError('nothing_kept', { date });
      }
      if (this.#isClosed) {
        throw new PetLogError('shutting_down');
      }
      return this.#begin(date, cameraId, plan, recorder);
    } finally {
      this.#isStarting = false;
    }
  }

  /**
   * Gives up one that is being made; removes one that is finished, with its recording.
   *
   * @throws PetLogError `day_film_not_found`, and what the removal of a recording throws
   */
  async remove(id: string): Promise<DayFilm> {
    const film = this.get(id);
    const running = this.#running;
    if (running?.id === id) {
      this.#set({ ...film, state: 'cancelled' });
      await running.maker.close();
      await running.done;
      return this.get(id);
    }
    this.#jobs.delete(id);
    if (film.recording_id !== null) {
      await this.#options.library.remove(film.recording_id);
      this.#options.saved.remove(id);
    }
    this.#tell(film);
    return film;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#running !== null) {
      await this.remove(this.#running.id);
    }
    await this.#options.saved.settled;
  }

  /** Of which the recording is still there. */
  #finished(): DayFilm[] {
    return this.#options.saved.films
      .filter(({ recording_id: recordingId }) => this.#options.library.find(recordingId) !== null)
      .map((film) => ({ ...film, state: 'finished', progress: 1, message: null, code: null }));
  }

  #begin(date: string, cameraId: string, plan: DayFilmPlan, recorder: FilmRecorder): DayFilm {
    const id = randomBytes(8).toString('hex');
    const maker = this.#options.startFilmMaker((progress) => {
      const film = this.#jobs.get(id);
      if (film?.state === 'running') {
        this.#set({ ...film, progress: Math.min(1, progress) });
      }
    });
    const film: DayFilm = {
      day_film_id: id,
      camera_id: cameraId,
      date,
      state: 'running',
      progress: 0,
      message: null,
      code: null,
      recording_id: null,
      event_count: plan.eventCount,
    };
    this.#set(film);
    const releases = plan.recordingIds.map((recordingId) => this.#options.library.hold(recordingId));
    const done = this.#make(film, plan, recorder, maker).finally(() => releases.forEach((release) => release()));
    this.#running = { id, maker, done };
    return film;
  }

  /** Never rejects: what goes wrong is the job's result. */
  async #make(film: DayFilm, { parts }: DayFilmPlan, recorder: FilmRecorder, maker: FilmMaker): Promise<void> {
    const { day_film_id: id, date } = film;
    const { clock, logger, bitrateKbps } = this.#options;
    const storage = this.#options.storage();
    // Recovery removes files of that ending.
    const temporaryName = `day-film-${id}.tmp`;
    const temporaryPath = storage.hiddenFile(temporaryName);
    let conclude = (): Promise<void> => Promise.resolve();
    try {
      await storage.prepare();
      await storage.createHidden(temporaryName);
      const facts = await maker.makeDayFilm({ parts, bitrateKbps: bitrateKbps(), outputPath: temporaryPath });
      if (this.get(id).state !== 'running') {
        return;
      }
      const recording = await recorder.save({
        reason: 'timelapse',
        name: `day_${date}`,
        startedAtMilliseconds: Math.round(clock.nowMicroseconds() / 1000),
        write: async (path) => {
          await rename(temporaryPath, path);
          return facts;
        },
      });
      if (recording === null) {
        throw new PetLogError('nothing_kept', { date });
      }
      conclude = () => this.#finish(film, recording.recordingId);
    } catch (error) {
      if (this.#jobs.get(id)?.state === 'running') {
        logger.warn({ err: error, date }, 'the film of a day could not be made');
        const message = error instanceof Error ? error.message : String(error);
        const code = error instanceof PetLogError ? error.code : null;
        conclude = async () => this.#set({ ...film, state: 'failed', message, code });
      }
    } finally {
      await maker.close();
      await rm(temporaryPath, { force: true }).catch(() => {});
      this.#running = null;
    }
    // Whoever hears of it can ask for the next one.
    await conclude();
  }

  /** It takes the place of an earlier one, unless somebody keeps that. */
  async #finish(film: DayFilm, recordingId: string): Promise<void> {
    const { saved, library } = this.#options;
    const { day_film_id, camera_id, date, event_count } = film;
    if (this.#jobs.get(day_film_id)?.state !== 'running') {
      await this.#removeRecording(recordingId); // somebody gave it up at the last moment
      return;
    }
    const earlier = saved.films.filter((other) => other.camera_id === camera_id && other.date === date);
    saved.put({ day_film_id, camera_id, date, recording_id: recordingId, event_count });
    this.#jobs.delete(day_film_id);
    this.#tell(film);
    for (const { day_film_id: id, recording_id: other } of earlier) {
      saved.remove(id);
      if (library.find(other)?.isKept === false) {
        await this.#removeRecording(other);
      }
    }
  }

  async #removeRecording(recordingId: string): Promise<void> {
    const { library, logger } = this.#options;
    await library.remove(recordingId).catch((error: unknown) => logger.warn({ err: error }, 'a film of a day could not be removed'));
  }

  #set(film: DayFilm): void {
    this.#jobs.set(film.day_film_id, film);
    for (const id of [...this.#jobs.keys()].slice(0, -mostRemembered)) {
      this.#jobs.delete(id);
    }
    this.#tell(film);
  }

  #tell({ day_film_id, camera_id }: DayFilm): void {
    this.#options.bus.ofCamera(camera_id).emit('day_film.changed', { day_film_id });
  }
}

/** First and last millisecond of a day in this machine's time zone. */
function boundsOf(date: string): { from: number; until: number } {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return { from: new Date(year, month - 1, day).getTime(), until: new Date(year, month - 1, day + 1).getTime() - 1 };
}
