import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface CamerasOrder {
  readonly picturesPath: string;
  readonly framesPerSecond: number;
  readonly count: number;
}

export interface ReadersOrder {
  readonly url: string;
  readonly cameraIds: readonly string[];
}

export type ReadersRequest = 'reset' | 'count' | 'close';

/** By all viewers together. */
export interface Counted {
  readonly pictures: number;
  readonly lost: number;
  readonly placeholders: number;
  /** For which the viewers themselves, on a busy machine, did not get to read. */
  readonly longestPauseMilliseconds: number;
}

export const tickMilliseconds = 5;

/** Cameras of `numbered-camera.ts` in a thread of their own. */
export class NumberedCameras {
  readonly urls: readonly string[];
  readonly #thread: Worker;

  private constructor(thread: Worker, urls: readonly string[]) {
    this.#thread = thread;
    this.urls = urls;
  }

  static async start(order: CamerasOrder): Promise<NumberedCameras> {
    const thread = new Worker(new URL('numbered-cameras-thread.ts', import.meta.url), { workerData: order });
    const [urls] = (await once(thread, 'message')) as [string[]];
    return new NumberedCameras(thread, urls);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#thread, 'exit');
    this.#thread.postMessage('close');
    await ended;
  }
}

/** Viewers of `numbered-camera.ts` in a thread of their own. */
export class NumberReaders {
  readonly #thread: Worker;

  constructor(order: ReadersOrder) {
    this.#thread = new Worker(new URL('number-readers-thread.ts', import.meta.url), { workerData: order });
  }

  /** Forgets what was counted; the next picture has to follow the last one all the same. */
  reset(): void {
    this.#ask('reset');
  }

  async count(): Promise<Counted> {
    const answer = once(this.#thread, 'message');
    this.#ask('count');
    const [counted] = (await answer) as [Counted];
    return counted;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#thread, 'exit');
    this.#ask('close');
    await ended;
  }

  #ask(request: ReadersRequest): void {
    this.#thread.postMessage(request);
  }
}
