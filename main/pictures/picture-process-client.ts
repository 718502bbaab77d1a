import type { ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { channelStdio, MessageChannel } from '../frames/message-channel.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { forkNode } from '../system/node-program.ts';
import { afterAwake } from '../system/patience.ts';
import type { PictureCommand, PictureReport, PicturesRequest, RecordingPictures } from './protocol.ts';

export interface PictureProcessClientOptions {
  /** The picture process's program. */
  program: URL;
  /** As `nice` has it, 19 for the last of all. */
  priority?: number | undefined;
  clock: Clock;
  logger: Logger;
}

/** The video is to blame, not the circumstances: trying again is of no use. */
export class UnreadableVideoError extends Error {
  override readonly name = 'UnreadableVideoError';
}

interface Job {
  request: PicturesRequest;
  resolve: (pictures: RecordingPictures) => void;
  reject: (error: Error) => void;
}

/** It works when nothing else wants the processor. */
const lowestPriority = 19;
/** Stays for the next request for so long. */
const lingerMilliseconds = 2000;
/** At the lowest priority, on a busy machine, from a slow card; pauses not counted. */
const patienceMilliseconds = 120_000;

/** The main process's side of the picture process: starts it when there is something to do, one request after another, and stops it afterwards. */
export class PictureProcessClient {
  readonly #options: PictureProcessClientOptions;
  readonly #waiting: Job[] = [];
  #current: Job | null = null;
  #child: ChildProcess | null = null;
  #channel: MessageChannel | null = null;
  #exited: Promise<void> = Promise.resolve();
  #cancelTimer = (): void => {};
  #cancelPause = (): void => {};
  #isPaused = false;
  #isClosed = false;

  constructor(options: PictureProcessClientOptions) {
    this.#options = options;
  }

  /** Of the running process, for tests and measurements. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Makes the pictures of a video, after those asked for before.
   *
   * @throws UnreadableVideoError, or Error when the process could not do it this time
   */
  make(request: PicturesRequest): Promise<RecordingPictures> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) {
        reject(new Error('PetLog is stopping'));
        return;
      }
      this.#waiting.push({ request, resolve, reject });
      this.#next();
    });
  }

  /** Leaves the machine to others for a while. */
  pause(milliseconds: number): void {
    if (this.#isClosed) {
      return;
    }
    this.#isPaused = true;
    this.#send({ type: 'pause' });
    this.#cancelPause();
    this.#cancelPause = this.#options.clock.after(milliseconds, () => {
      this.#isPaused = false;
      this.#send({ type: 'resume' });
      this.#next();
    });
  }

  /** Ends the process at once; requests are refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelPause();
    this.#cancelTimer();
    for (const { reject } of this.#waiting.splice(0)) {
      reject(new Error('PetLog is stopping'));
    }
    this.#child?.kill('SIGKILL');
    await this.#exited;
  }

  #next(): void {
    if (this.#current !== null || this.#isPaused) {
      return;
    }
    this.#cancelTimer();
    this.#current = this.#waiting.shift() ?? null;
    if (this.#current !== null) {
      this.#child ??= this.#start();
      this.#send({ type: 'make', ...this.#current.request });
      this.#cancelTimer = afterAwake(this.#options.clock, patienceMilliseconds, () => this.#child?.kill('SIGKILL'));
    } else if (this.#child !== null) {
      this.#cancelTimer = this.#options.clock.after(lingerMilliseconds, () => {
        const child = this.#child;
        this.#child = null; // a new one may start before this one is gone
        child?.kill('SIGKILL');
      });
    }
  }

  #start(): ChildProcess {
    const { program, priority = lowestPriority, logger } = this.#options;
    const child = forkNode(fileURLToPath(program), {
      execArgv: ['--max-semi-space-size=1'],
      env: { ...process.env, MALLOC_ARENA_MAX: '1' },
      stdio: channelStdio,
    });
    if (child.pid !== undefined) {
      setPriority(child.pid, priority); // before it has threads: they inherit it, and its start is not cheap either
    }
    if (child.stderr !== null) {
      createInterface(child.stderr).on('line', (line) => logger.warn({ pid: child.pid }, `picture process: ${line}`));
    }
    this.#channel = MessageChannel.toChild(child, { onMessage: (report) => this.#handle(report as PictureReport) });
    const exited = new Promise<void>((resolve) => {
      const exit = (reason: string): void => {
        if (this.#child === child) {
          this.#child = null;
          this.#settle(({ reject }) => reject(new Error(`the picture process is gone: ${reason}`)));
        }
        resolve();
      };
      child.once('error', (error) => {
        if (child.pid === undefined) {
          exit(error.message);
        }
      });
      // All that it reported has been heard by then.
      child.once('close', (code: number | null, signal: NodeJS.Signals | null) => exit(signal ?? `it ended with code ${String(code)}`));
    });
    this.#exited = Promise.all([this.#exited, exited]).then(() => {});
    return child;
  }

  #handle(report: PictureReport): void {
    if (report.type === 'made') {
      const { thumbnail, preview } = report;
      this.#settle(({ resolve }) => resolve({ thumbnail, preview }));
    } else if (report.type === 'unreadable') {
      this.#settle(({ reject }) => reject(new UnreadableVideoError(report.reason)));
    }
  }

  #settle(answer: (job: Job) => void): void {
    const job = this.#current;
    this.#current = null;
    this.#cancelTimer();
    if (job !== null) {
      answer(job);
    }
    if (!this.#isClosed) {
      this.#next();
    }
  }

  #send(command: PictureCommand): void {
    if (this.#child !== null) {
      this.#channel?.send(command);
    }
  }
}
