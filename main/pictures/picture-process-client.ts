import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { WorkerProcess, type WorkerPatience } from '../system/worker-process.ts';
import { WorkerError } from '../system/worker-requests.ts';
import {
  unreadableCode,
  type PictureCommand,
  type PicturePart,
  type PictureRequests,
  type PicturesRequest,
  type RecordingPictures,
} from './protocol.ts';

export interface PictureProcessClientOptions {
  /** The picture process's program. */
  program: URL;
  /** As `nice` has it, 19 for the last of all. */
  priority?: number | undefined;
  clock: Clock;
  logger: Logger;
}

/** The video or picture is to blame, not the circumstances: trying again does not help. */
export class UnreadableVideoError extends Error {
  override readonly name = 'UnreadableVideoError';
}

/** It works when nothing else wants the processor. */
const lowestPriority = 19;

/** At the lowest priority, on a busy machine, from a slow card. It writes no files, so it is never waited for. */
const patience: WorkerPatience = {
  startMilliseconds: 60_000,
  request: { silentMilliseconds: 120_000, workMilliseconds: 120_000, looks: 1 },
  lingerMilliseconds: 2000,
  stopMilliseconds: { usual: 0, shutdown: 0 },
};

interface Job {
  ask(): Promise<unknown>;
  readonly reject: (error: Error) => void;
}

/** The main process's side of the picture process, which makes the pictures of one video after another, and runs while there are some to make. Single pictures wait their turn. */
export class PictureProcessClient {
  readonly #clock: Clock;
  readonly #worker: WorkerProcess<PictureRequests, PictureCommand>;
  readonly #waiting: Job[] = [];
  #isWorking = false;
  #isPaused = false;
  #isClosed = false;
  #cancelPause = (): void => {};

  constructor({ program, priority = lowestPriority, clock, logger }: PictureProcessClientOptions) {
    this.#clock = clock;
    this.#worker = new WorkerProcess(
      { name: 'picture process', program, clock, logger, priority, patience },
      { isNeeded: () => this.#waiting.length > 0 },
    );
  }

  /** Of the running process, for tests and measurements. */
  get pid(): number | undefined {
    return this.#worker.pid;
  }

  /**
   * Makes the pictures of a video, after those asked for before.
   *
   * @throws UnreadableVideoError, or Error when the process could not do it this time
   */
  make(request: PicturesRequest): Promise<RecordingPictures> {
    return this.#add(() => this.#worker.ask('make', request));
  }

  /**
   * A JPEG of at most 1024 pixels across of a JPEG or PNG that somebody sent, turned as it wants to be shown, without what else it says.
   *
   * @throws UnreadableVideoError for any other file, or Error when the process could not do it this time
   */
  portrait(image: Uint8Array): Promise<Uint8Array> {
    return this.#add(() => this.#worker.ask('portrait', { image }));
  }

  /** The same picture with a frame around a part. Throws as `portrait`. */
  frame(jpeg: Uint8Array, part: PicturePart): Promise<Uint8Array> {
    return this.#add(() => this.#worker.ask('frame', { jpeg, part }));
  }

  /** Leaves the machine to others for a while. */
  pause(milliseconds: number): void {
    if (this.#isClosed) {
      return;
    }
    this.#isPaused = true;
    this.#worker.send({ type: 'pause' });
    this.#cancelPause();
    this.#cancelPause = this.#clock.after(milliseconds, () => {
      this.#isPaused = false;
      this.#worker.send({ type: 'resume' });
      this.#next();
    });
  }

  /** Ends the process at once; requests are refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelPause();
    for (const { reject } of this.#waiting.splice(0)) {
      reject(new Error('PetLog is stopping'));
    }
    await this.#worker.close();
  }

  #add<Result>(ask: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) {
        reject(new Error('PetLog is stopping'));
        return;
      }
      const asked = async (): Promise<void> => {
        const made = ask();
        resolve(made.catch(explain));
        await made.catch(() => {});
      };
      this.#waiting.push({ ask: asked, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#isWorking || this.#isPaused) {
      return;
    }
    const job = this.#waiting.shift();
    if (job !== undefined) {
      this.#isWorking = true;
      void job.ask().finally(() => {
        this.#isWorking = false;
        this.#next();
      });
    }
  }
}

function explain(error: unknown): never {
  throw error instanceof WorkerError && error.code === unreadableCode ? new UnreadableVideoError(error.message) : error;
}
