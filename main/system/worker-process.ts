import type { Clock } from './clock.ts';
import type { Logger } from './logger.ts';
import { afterAwake } from './patience.ts';
import { isAtWork } from './process-work.ts';
import { Watchdog, type WatchdogLimits } from './watchdog.ts';
import { type Fork, WorkerChild } from './worker-child.ts';
import { type Answered, type Asked, type RequestTable, type WorkerAnswer, WorkerError, WorkerRequests } from './worker-requests.ts';

/** How long a worker may take. */
export interface WorkerPatience {
  /** Node and what it loads, from a slow card. */
  readonly startMilliseconds: number;
  /** A question without any sign of the worker. */
  readonly request: WatchdogLimits;
  /** It stays for the next need for so long. */
  readonly lingerMilliseconds: number;
  /** To finish what it has in hand; then it is killed. With 0 it is killed at once. */
  readonly stopMilliseconds: { readonly usual: number; readonly shutdown: number };
}

export interface WorkerProcessOptions {
  /** For people: `media process`. */
  name: string;
  program: URL;
  clock: Clock;
  logger: Logger;
  fork?: Fork | undefined;
  /** As `nice` has it, where it is not this process's own. */
  priority?: number | undefined;
  /** Beside this process's own. */
  environment?: Readonly<Record<string, string>> | undefined;
  /** Its work is JavaScript and not native code. */
  computesInJavaScript?: boolean | undefined;
  patience: WorkerPatience;
}

/** Whom the worker works for. */
export interface WorkerUser<Report> {
  /** There is work for the process beside questions, now or soon. */
  isNeeded(): boolean;
  /** The process runs and has what waited for it. */
  ready?(): void;
  /** What it says beside answers. */
  report?(report: Report): void;
  /** What it kept in memory is lost: it ended, or it crashed. */
  gone?(): void;
  /** After `gone`, and after all questions were refused; it starts again when it is still needed then. */
  crashed?(reason: string): void;
}

type Message<Requests extends RequestTable<Requests>, Report> = { type: 'ready' } | WorkerAnswer<Requests> | Report;

const mostStartWaits = 3;
/** Between crashes in a row; forgotten after a while without one. */
const restartDelaysMilliseconds = [0, 0, 250, 1000, 5000, 10_000] as const;
const calmMilliseconds = 10_000;

/**
 * The lives of a forked program of ours, which may crash or hang: starts it on
 * the first need, asks it, restarts it when it crashes while it is needed,
 * kills it when it hangs, and stops it when nothing needs it any more.
 */
export class WorkerProcess<Requests extends RequestTable<Requests>, Command extends object, Report extends { type: string } = never> {
  readonly #options: WorkerProcessOptions;
  readonly #user: WorkerUser<Report>;
  readonly #requests = new WorkerRequests<Requests>();
  readonly #watchdog: Watchdog;
  /** What waits for the process to start. */
  #outbox: object[] = [];
  #child: WorkerChild | null = null;
  #isReady = false;
  #isRestartPending = false;
  #isClosed = false;
  #crashCount = 0;
  #lastCrashMilliseconds = -Infinity;
  /** Of the start's deadline, or of the next start after a crash. */
  #cancelStart = (): void => {};
  #cancelLinger = (): void => {};
  readonly #ending = new Set<Promise<void>>();

  constructor(options: WorkerProcessOptions, user: WorkerUser<Report>) {
    this.#options = options;
    this.#user = user;
    this.#watchdog = new Watchdog({
      clock: options.clock,
      isBusy: () => this.#isReady && this.#requests.size > 0,
      isAtWork: () => this.isAtWork,
      onHung: (reason) => this.kill(reason),
      limits: options.patience.request,
    });
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

  get hasCrashed(): boolean {
    return this.#crashCount > 0;
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
    const { name, program, fork, priority, environment, computesInJavaScript, logger, patience } = this.#options;
    const child = new WorkerChild({
      name,
      program,
      fork,
      priority,
      environment,
      computesInJavaScript,
      logger,
      onMessage: (message) => {
        if (this.#child === child) {
          this.#handle(message as Message<Requests, Report>);
        }
      },
      onExit: (reason) => {
        if (this.#child === child) {
          this.#crashed(reason);
        }
      },
    });
    this.#child = child;
    logger.debug({ pid: child.pid }, `${name} started`);
    this.#awaitStart(patience.startMilliseconds);
  }

  /** As `start`, but after a crash when the time for it has come. */
  startSoon(): void {
    this.#cancelLinger();
    if (!this.#isRestartPending) {
      this.start();
    }
  }

  /** To the process that there is; lost without one. */
  send(command: Command): void {
    this.#child?.send(command);
  }

  /**
   * Starts the process when there is none; the question waits until it is ready.
   *
   * @throws WorkerError
   */
  async ask<N extends keyof Requests>(type: N, question: Asked<Requests, N>): Promise<Answered<Requests, N>> {
    if (this.#isClosed) {
      throw new WorkerError('ECANCELED', 'PetLog is stopping');
    }
    return this.#requests.ask(type, question, (request) => {
      this.start();
      if (this.#isReady) {
        this.#child?.send(request);
        this.#watchdog.watch();
      } else {
        this.#outbox.push(request);
      }
    });
  }

  /** The user may need it no more. */
  endUnlessNeeded(): void {
    if (this.#isReady && !this.#isNeeded()) {
      this.#cancelLinger();
      this.#cancelLinger = this.#options.clock.after(this.#options.patience.lingerMilliseconds, () => {
        // Who needs it again may have done so without a word.
        if (!this.#isNeeded()) {
          this.#end('usual');
        }
      });
    }
  }

  /** For a hung process; what follows is as after a crash. */
  kill(reason: string): void {
    const { name, logger } = this.#options;
    logger.error({ reason, pid: this.pid }, `killing the ${name}`);
    void this.#child?.kill();
  }

  /** Ends the process for good, and refuses what it was asked. What it still writes is finished. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelStart();
    this.#cancelLinger();
    this.#end('shutdown');
    this.#requests.refuseAll('PetLog is stopping');
    await Promise.all(this.#ending);
  }

  #isNeeded(): boolean {
    return this.#requests.size > 0 || this.#user.isNeeded();
  }

  #handle(message: Message<Requests, Report>): void {
    this.#watchdog.sign();
    if (isReadyMessage(message)) {
      this.#cancelStart();
      this.#isReady = true;
      for (const waiting of this.#outbox.splice(0)) {
        this.#child?.send(waiting);
      }
      if (this.#requests.size > 0) {
        this.#watchdog.watch();
      }
      this.#user.ready?.();
      this.endUnlessNeeded();
    } else if (isAnswer(message)) {
      this.#requests.settle(message);
      if (this.#requests.size === 0) {
        this.#watchdog.stop();
      }
      this.endUnlessNeeded();
    } else {
      this.#user.report?.(message);
    }
  }

  #crashed(reason: string): void {
    const { name, clock, logger } = this.#options;
    const now = clock.monotonicMilliseconds();
    this.#crashCount = now - this.#lastCrashMilliseconds > calmMilliseconds ? 1 : this.#crashCount + 1;
    this.#lastCrashMilliseconds = now;
    logger.error({ reason, crashes: this.#crashCount }, `the ${name} is gone`);
    this.#forgetChild();
    this.#requests.refuseAll(`the ${name} is gone: ${reason}`);
    this.#user.crashed?.(reason);
    // Whom it failed may have asked again by now, and started it.
    if (this.#child === null && this.#isNeeded() && !this.#isClosed) {
      this.#cancelStart();
      const delay = restartDelaysMilliseconds[Math.min(this.#crashCount, restartDelaysMilliseconds.length) - 1] ?? 0;
      this.#isRestartPending = true;
      this.#cancelStart = clock.after(delay, () => {
        this.#isRestartPending = false;
        if (this.#isNeeded()) {
          this.start();
        }
      });
    }
  }

  #forgetChild(): void {
    this.#cancelStart();
    this.#watchdog.stop();
    this.#outbox = [];
    this.#child = null;
    this.#isReady = false;
    this.#user.gone?.();
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
  #end(haste: keyof WorkerPatience['stopMilliseconds']): void {
    const child = this.#child;
    if (child === null) {
      return;
    }
    this.#forgetChild();
    const { clock, patience } = this.#options;
    const ending = endChild(child, clock, patience.stopMilliseconds[haste]);
    this.#ending.add(ending);
    void ending.finally(() => this.#ending.delete(ending));
  }
}

async function endChild(child: WorkerChild, clock: Clock, milliseconds: number): Promise<void> {
  if (milliseconds === 0) {
    await child.kill();
    return;
  }
  const cancelKill = afterAwake(clock, milliseconds, () => void child.kill());
  await child.stop().finally(cancelKill);
}

const isReadyMessage = (message: { type: unknown }): message is { type: 'ready' } => message.type === 'ready';

const isAnswer = <Requests extends RequestTable<Requests>>(
  message: WorkerAnswer<Requests> | { type: unknown },
): message is WorkerAnswer<Requests> => message.type === 'succeeded' || message.type === 'refused';
