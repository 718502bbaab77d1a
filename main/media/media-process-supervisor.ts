import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { afterAwake } from '../system/patience.ts';
import { isAtWork } from '../system/process-work.ts';
import { MediaChild, type Fork } from './media-child.ts';
import type { MediaCommand, MediaReport } from './protocol.ts';

export interface MediaProcessOptions {
  /** The media process's program. */
  program: URL;
  clock: Clock;
  logger: Logger;
  fork?: Fork;
  /** For work that can wait: at low priority. */
  isInBackground?: boolean;
}

/** Whom the process works for; the client gives it. */
export interface MediaProcessUser {
  /** There is work for the process, now or soon. */
  isNeeded(): boolean;
  /** The process runs and has what waited for it. */
  ready(): void;
  /** What it says after that. */
  report(report: Exclude<MediaReport, { type: 'ready' }>): void;
  /** What it kept in memory is lost: it ended, or it crashed. */
  gone(): void;
  /** After `gone`; it starts again when it is still needed then. */
  crashed(reason: string): void;
}

/** Stays for the next need for so long. */
const lingerMilliseconds = 1000;
/** Node and FFmpeg from a slow card. */
const startMilliseconds = 20_000;
const mostStartWaits = 3;
/** Then it is killed; what it was writing is whole up to the last fragment. When the application ends, every recording has ended before. */
const stopMilliseconds = { usual: 3000, shutdown: 500 } as const;
/** Between crashes in a row; forgotten after a while without one. */
const restartDelaysMilliseconds = [0, 0, 250, 1000, 5000, 10_000] as const;
const calmMilliseconds = 10_000;

/**
 * The lives of the media process: starts it on the first need, restarts it
 * when it crashes while it is needed, stops it when nothing needs it any more.
 */
export class MediaProcessSupervisor {
  readonly #options: MediaProcessOptions;
  readonly #user: MediaProcessUser;
  /** Commands that wait for the process to start. */
  #outbox: MediaCommand[] = [];
  #child: MediaChild | null = null;
  #isReady = false;
  #isRestartPending = false;
  #isClosed = false;
  #crashCount = 0;
  #lastCrashMilliseconds = -Infinity;
  /** Of the start's deadline, or of the next start after a crash. */
  #cancelStart = (): void => {};
  #cancelLinger = (): void => {};
  readonly #ending = new Set<Promise<void>>();

  constructor(options: MediaProcessOptions, user: MediaProcessUser) {
    this.#options = options;
    this.#user = user;
  }

  /** Of the running process. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Whether it runs and takes commands. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Whether it is seen computing, or waiting for the processor or a disk. */
  get isAtWork(): boolean {
    return this.pid !== undefined && isAtWork(this.pid);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Not after a crash. */
  get mayUseHardware(): boolean {
    return this.#crashCount === 0;
  }

  /** Starts the process unless it runs; after a crash at once. */
  start(): void {
    this.#cancelLinger();
    if (this.#child !== null || this.#isClosed) {
      return;
    }
    this.#cancelStart();
    this.#isRestartPending = false;
    this.#isReady = false;
    const child = new MediaChild({
      ...this.#options,
      onReport: (report) => {
        if (this.#child === child) {
          this.#handle(report);
        }
      },
      onExit: (reason) => {
        if (this.#child === child) {
          this.#crashed(reason);
        }
      },
    });
    this.#child = child;
    this.#options.logger.debug({ pid: child.pid }, 'media process started');
    this.#awaitStart(startMilliseconds);
  }

  /** As `start`, but after a crash when the time for it has come. */
  startSoon(): void {
    this.#cancelLinger();
    if (!this.#isRestartPending) {
      this.start();
    }
  }

  /** To the process that there is; lost without one. */
  send(command: MediaCommand): void {
    this.#child?.send(command);
  }

  /** Starts the process when there is none; the command waits until it is ready. */
  sendWhenReady(command: MediaCommand): void {
    this.start();
    if (this.#isReady) {
      this.send(command);
    } else {
      this.#outbox.push(command);
    }
  }

  /** The user may need it no more. */
  endUnlessNeeded(): void {
    if (this.#isReady && !this.#user.isNeeded()) {
      this.#cancelLinger();
      this.#cancelLinger = this.#options.clock.after(lingerMilliseconds, () => this.#end('usual'));
    }
  }

  /** For a hung process; what follows is as after a crash. */
  kill(reason: string): void {
    this.#options.logger.error({ reason, pid: this.pid }, 'killing the media process');
    void this.#child?.kill();
  }

  /** Ends the process for good. What it still writes is finished. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelStart();
    this.#cancelLinger();
    this.#end('shutdown');
    await Promise.all(this.#ending);
  }

  #handle(report: MediaReport): void {
    if (report.type === 'ready') {
      this.#cancelStart();
      this.#isReady = true;
      for (const command of this.#outbox.splice(0)) {
        this.send(command);
      }
      this.#user.ready();
      this.endUnlessNeeded();
    } else {
      this.#user.report(report);
    }
  }

  #crashed(reason: string): void {
    const { clock, logger } = this.#options;
    const now = clock.monotonicMilliseconds();
    this.#crashCount = now - this.#lastCrashMilliseconds > calmMilliseconds ? 1 : this.#crashCount + 1;
    this.#lastCrashMilliseconds = now;
    logger.error({ reason, crashes: this.#crashCount }, 'the media process is gone');
    this.#outbox = [];
    this.#forgetChild();
    this.#user.crashed(reason);
    this.#cancelStart();
    if (this.#user.isNeeded() && !this.#isClosed) {
      const delay = restartDelaysMilliseconds[Math.min(this.#crashCount, restartDelaysMilliseconds.length) - 1] ?? 0;
      this.#isRestartPending = true;
      this.#cancelStart = clock.after(delay, () => {
        this.#isRestartPending = false;
        if (this.#user.isNeeded()) {
          this.start();
        }
      });
    }
  }

  #forgetChild(): void {
    this.#child = null;
    this.#isReady = false;
    this.#user.gone();
  }

  /** A process that is still at work on its start gets as much time again, a few times. */
  #awaitStart(milliseconds: number, attempts = mostStartWaits): void {
    this.#cancelStart = afterAwake(this.#options.clock, milliseconds, () => {
      if (attempts > 1 && this.isAtWork) {
        this.#awaitStart(milliseconds, attempts - 1);
      } else {
        this.kill('it did not start in time');
      }
    });
  }

  /** Orderly; a new process may start before this one is gone. */
  #end(haste: keyof typeof stopMilliseconds): void {
    const child = this.#child;
    if (child !== null) {
      this.#forgetChild();
      const cancelKill = afterAwake(this.#options.clock, stopMilliseconds[haste], () => void child.kill());
      const ending = child.stop().finally(cancelKill);
      this.#ending.add(ending);
      void ending.finally(() => this.#ending.delete(ending));
    }
  }
}
