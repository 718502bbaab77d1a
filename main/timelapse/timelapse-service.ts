import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { PetLogError } from '../../shared/errors.ts';
import { invalidValue } from '../../shared/invalid-input.ts';
import type { Config } from '../../shared/config.ts';
import type { TimelapseJob } from '../../shared/timelapse.ts';
import type { EventBus } from '../events/event-bus.ts';
import { defaultRecordingName, type Recording } from '../library/recording.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import type { Question, TimelapseSource, VideoFacts } from '../media/protocol.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';

/** Makes one film, in a process of its own. */
export interface FilmMaker {
  makeTimelapse(film: Question<'make-timelapse'>): Promise<VideoFacts>;
  close(): Promise<void>;
}

export interface TimelapseServiceOptions {
  config: () => Config;
  clock: Clock;
  bus: EventBus;
  logger: Logger;
  storage: () => StorageDirectory;
  /** Recordings that have pictures of that time, by the wall clock. */
  sources: (cameraId: string, fromMilliseconds: number, untilMilliseconds: number) => TimelapseSource[];
  startFilmMaker: (onProgress: (share: number) => void) => FilmMaker;
  /** Of the camera that a film is of. */
  recorderOf: (cameraId: string) => FilmRecorder;
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

interface Running {
  timelapseId: string;
  maker: FilmMaker;
  done: Promise<void>;
}

const defaultDurationSeconds = 30;
/** Finished ones that can still be asked about. */
const mostRemembered = 20;

/** Films of days and hours, one at a time. They are not continued after a restart: what was unfinished is removed like any temporary file. */
export class TimelapseService {
  readonly #options: TimelapseServiceOptions;
  readonly #jobs = new Map<string, TimelapseJob>();
  #running: Running | null = null;
  #isStarting = false;
  #isClosed = false;

  constructor(options: TimelapseServiceOptions) {
    this.#options = options;
  }

  /** @throws PetLogError `invalid_input`, `timelapse_running`, `nothing_recorded`, `storage_disabled`, `storage_full`, `shutting_down` */
  async start(
    film: {
      start: string;
      end: string;
      duration_seconds?: number | undefined;
      filename?: string | undefined;
    },
    cameraId: string,
  ): Promise<TimelapseJob> {
    const { start, end } = film;
    const fromMilliseconds = Date.parse(start);
    const untilMilliseconds = Date.parse(end);
    if (untilMilliseconds <= fromMilliseconds) {
      throw invalidValue('end', `${end} is not after the start ${start}.`);
    }
    if (this.#running !== null || this.#isStarting) {
      throw new PetLogError('timelapse_running');
    }
    this.#isStarting = true;
    try {
      const recorder = this.#options.recorderOf(cameraId);
      await recorder.assertRoom();
      const sources = this.#options.sources(cameraId, fromMilliseconds, untilMilliseconds);
      if (sources.length === 0) {
        throw new PetLogError('nothing_recorded', { start, end });
      }
      if (this.#isClosed) {
        throw new PetLogError('shutting_down');
      }
      return this.#begin(
        { sources, fromMilliseconds, untilMilliseconds, durationSeconds: film.duration_seconds ?? defaultDurationSeconds },
        cameraId,
        film.filename,
        recorder,
      );
    } finally {
      this.#isStarting = false;
    }
  }

  /** @throws PetLogError `timelapse_not_found` */
  get(id: string): TimelapseJob {
    const job = this.#jobs.get(id);
    if (job === undefined) {
      throw new PetLogError('timelapse_not_found', { id });
    }
    return job;
  }

  /**
   * Gives up a film; one that is over stays as it is.
   *
   * @throws PetLogError `timelapse_not_found`
   */
  async cancel(id: string): Promise<TimelapseJob> {
    const job = this.get(id);
    const running = this.#running;
    if (job.state === 'running' && running?.timelapseId === id) {
      this.#set({ ...job, state: 'cancelled' });
      await running.maker.close();
      await running.done;
    }
    return this.get(id);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#running !== null) {
      await this.cancel(this.#running.timelapseId);
    }
  }

  #begin(
    film: Omit<Question<'make-timelapse'>, 'bitrateKbps' | 'outputPath'>,
    cameraId: string,
    filename: string | undefined,
    recorder: FilmRecorder,
  ): TimelapseJob {
    const timelapseId = randomBytes(8).toString('hex');
    const maker = this.#options.startFilmMaker((progress) => {
      const job = this.get(timelapseId);
      if (job.state === 'running') {
        this.#set({ ...job, progress: Math.min(1, progress) });
      }
    });
    const job: TimelapseJob = {
      timelapse_id: timelapseId,
      camera_id: cameraId,
      state: 'running',
      progress: 0,
      message: null,
      code: null,
      recording_id: null,
    };
    this.#set(job);
    const done = this.#make(timelapseId, film, filename, recorder, maker).finally(() => (this.#running = null));
    this.#running = { timelapseId, maker, done };
    return job;
  }

  /** Never rejects: what goes wrong is the job's result. */
  async #make(
    timelapseId: string,
    film: Omit<Question<'make-timelapse'>, 'bitrateKbps' | 'outputPath'>,
    filename: string | undefined,
    recorder: FilmRecorder,
    maker: FilmMaker,
  ): Promise<void> {
    const { config, clock, logger } = this.#options;
    const storage = this.#options.storage();
    // Recovery removes files of that ending.
    const temporaryName = `timelapse-${timelapseId}.tmp`;
    const temporaryPath = storage.hiddenFile(temporaryName);
    try {
      await storage.prepare();
      await storage.createHidden(temporaryName);
      const facts = await maker.makeTimelapse({ ...film, bitrateKbps: config().recording.bitrate_kbps, outputPath: temporaryPath });
      if (this.get(timelapseId).state !== 'running') {
        return;
      }
      const now = clock.nowMicroseconds() / 1000;
      const recording = await recorder.save({
        reason: 'timelapse',
        name: filename ?? defaultRecordingName(film.fromMilliseconds).replace('recording', 'timelapse'),
        startedAtMilliseconds: Math.round(now),
        write: async (path) => {
          await rename(temporaryPath, path);
          return facts;
        },
      });
      this.#set({ ...this.get(timelapseId), state: 'finished', progress: 1, recording_id: recording?.recordingId ?? null });
    } catch (error) {
      const job = this.get(timelapseId);
      if (job.state === 'running') {
        logger.warn({ err: error, timelapseId }, 'the timelapse could not be made');
        this.#set({
          ...job,
          state: 'failed',
          message: error instanceof Error ? error.message : String(error),
          code: error instanceof PetLogError ? error.code : null,
        });
      }
    } finally {
      await maker.close();
      await rm(temporaryPath, { force: true }).catch(() => {});
    }
  }

  #set(job: TimelapseJob): void {
    this.#jobs.set(job.timelapse_id, job);
    for (const id of [...this.#jobs.keys()].slice(0, -mostRemembered)) {
      this.#jobs.delete(id);
    }
    this.#options.bus.ofCamera(job.camera_id).emit('timelapse.changed', { timelapse_id: job.timelapse_id });
  }
}
