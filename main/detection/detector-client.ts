import type { Problem } from '../../shared/api.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { Fork } from '../system/worker-child.ts';
import { WorkerProcess, type WorkerPatience } from '../system/worker-process.ts';
import { WorkerError } from '../system/worker-requests.ts';
import { type Detection, type DetectorModel, type DetectorRequests, unusableModelCode } from './detector-protocol.ts';
import { ProcessorShare } from './processor-share.ts';
import type { PictureBox } from './visit.ts';

interface DetectorClientOptions {
  /** The detection process's program. */
  program: URL;
  model: () => DetectorModel;
  /** What else the model finds is left out. */
  labels: readonly string[];
  /** Most of one core that it may have. */
  cpuShare: () => number;
  clock: Clock;
  logger: Logger;
  fork?: Fork;
}

export interface PictureToLookAt {
  readonly jpeg: Uint8Array;
  readonly parts: readonly PictureBox[];
  /** Not called when a newer picture took this one's place, or nobody could look at it. */
  readonly onFound: (detections: readonly Detection[]) => void;
}

/** Between the live picture and what can wait for hours. */
const lowPriority = 10;
/** It has nothing to finish. Its memory is given back after a minute without work. */
const patience: WorkerPatience = {
  startMilliseconds: 60_000,
  request: { silentMilliseconds: 20_000, workMilliseconds: 60_000, looks: 3 },
  lingerMilliseconds: 60_000,
  stopMilliseconds: { usual: 0, shutdown: 0 },
};
/** A look that takes the processor longer than that is too slow, when it happens so often in a row. */
export const tooSlow = { processorMilliseconds: 3000, times: 3 } as const;
/** Who does not answer for so long tells nobody anything, until an answer comes: what moves meanwhile is noticed as movement. */
const busyMilliseconds = 10_000;
/** It may crash so often in a row, */
const mostCrashes = 2;
/** and is tried again after that time. */
const retryMilliseconds = 10 * 60_000;

/**
 * The main process's side of the detection process, which tells what is in
 * pictures, for all cameras. It works for a share of a core, on the newest
 * picture of each camera in turn; nothing waits in a queue, and nobody waits
 * for it. What is wrong with it is a problem on every screen.
 */
export class DetectorClient {
  readonly #options: DetectorClientOptions;
  readonly #worker: WorkerProcess<DetectorRequests, never>;
  readonly #share: ProcessorShare;
  /** The newest picture of each camera, the one that waits longest first. */
  readonly #waiting = new Map<string, PictureToLookAt>();
  #isWorking = false;
  #isClosed = false;
  /** When it was asked; null while no answer is missing. */
  #askedMilliseconds: number | null = null;
  #slowLooks = 0;
  #crashes = 0;
  #failure: { readonly problem: Problem; readonly model: DetectorModel; readonly atMilliseconds: number } | null = null;
  #cancelWait: (() => void) | null = null;

  constructor(options: DetectorClientOptions) {
    const { program, clock, logger, fork } = options;
    this.#options = options;
    this.#share = new ProcessorShare(options.cpuShare);
    this.#worker = new WorkerProcess(
      { name: 'detection process', program, clock, logger, fork, priority: lowPriority, patience },
      { isNeeded: () => false },
    );
  }

  /** Of the running process, for tests and measurements. */
  get pid(): number | undefined {
    return this.#worker.pid;
  }

  /** Whether it tells what is in pictures, as far as is known. */
  get canTell(): boolean {
    return !this.#isClosed && this.#currentFailure === null && !this.#isBusy;
  }

  get problems(): readonly Problem[] {
    const failure = this.#currentFailure;
    return failure === null ? [] : [failure.problem];
  }

  /** Looks at a picture of a camera as soon as it can, unless a newer one comes before that. */
  look(cameraId: string, picture: PictureToLookAt): void {
    if (this.canTell) {
      this.#waiting.set(cameraId, picture);
      this.#next();
    }
  }

  /** What waits of a camera is not looked at any more. */
  forget(cameraId: string): void {
    this.#waiting.delete(cameraId);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting.clear();
    this.#cancelWait?.();
    await this.#worker.close();
  }

  get #isBusy(): boolean {
    const since = this.#askedMilliseconds;
    return since !== null && this.#options.clock.monotonicMilliseconds() - since >= busyMilliseconds;
  }

  /** null once another model is chosen, or it is time to try again. */
  get #currentFailure(): { readonly problem: Problem } | null {
    const failure = this.#failure;
    if (failure !== null) {
      const { modelPath, labelsPath } = this.#options.model();
      const isOther = failure.model.modelPath !== modelPath || failure.model.labelsPath !== labelsPath;
      if (isOther || this.#options.clock.monotonicMilliseconds() - failure.atMilliseconds >= retryMilliseconds) {
        this.#failure = null;
        this.#crashes = 0;
        this.#slowLooks = 0;
      }
    }
    return this.#failure;
  }

  #next(): void {
    if (this.#isWorking || this.#isClosed || this.#cancelWait !== null) {
      return;
    }
    const [next] = this.#waiting;
    if (next === undefined) {
      return;
    }
    const { clock } = this.#options;
    const waitMilliseconds = this.#share.waitMilliseconds(clock.monotonicMilliseconds());
    if (waitMilliseconds > 0) {
      this.#cancelWait = clock.after(waitMilliseconds, () => {
        this.#cancelWait = null;
        this.#next();
      });
      return;
    }
    const [cameraId, picture] = next;
    this.#waiting.delete(cameraId);
    this.#isWorking = true;
    this.#askedMilliseconds = clock.monotonicMilliseconds();
    void this.#look(picture).finally(() => {
      this.#isWorking = false;
      this.#askedMilliseconds = null;
      this.#next();
    });
  }

  async #look({ jpeg, parts, onFound }: PictureToLookAt): Promise<void> {
    const { labels, model: modelOf, clock, logger } = this.#options;
    const model = modelOf();
    try {
      const { detections, processorMilliseconds } = await this.#worker.ask('detect', { model, jpeg, parts, labels });
      this.#share.used(processorMilliseconds, clock.monotonicMilliseconds());
      this.#askedMilliseconds = null;
      this.#crashes = 0;
      this.#slowLooks = processorMilliseconds > tooSlow.processorMilliseconds ? this.#slowLooks + 1 : 0;
      if (this.#slowLooks >= tooSlow.times) {
        this.#fail(model, `a look at a picture takes ${(processorMilliseconds / 1000).toFixed(1)} s of the processor`);
      }
      if (!this.#isClosed) {
        onFound(detections);
      }
    } catch (error) {
      if (this.#isClosed) {
        return;
      }
      if (error instanceof WorkerError && error.code === unusableModelCode) {
        this.#fail(model, error.message);
      } else if (error instanceof WorkerError && error.code === 'ECANCELED') {
        this.#crashes += 1;
        if (this.#crashes > mostCrashes) {
          this.#fail(model, error.message);
        }
      } else {
        logger.warn({ err: error }, 'a picture could not be looked at');
      }
    }
  }

  #fail(model: DetectorModel, reason: string): void {
    const { clock, logger } = this.#options;
    const { message } = new PetLogError('detector_failed', { reason });
    logger.error({ model: model.modelPath }, message);
    this.#waiting.clear();
    this.#failure = {
      problem: { code: 'detector_failed', message, since: new Date(clock.nowMicroseconds() / 1000).toISOString() },
      model,
      atMilliseconds: clock.monotonicMilliseconds(),
    };
  }
}
