import type { ChildProcess, ForkOptions } from 'node:child_process';
import { getPriority, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { channelStdio, MessageChannel } from '../frames/message-channel.ts';
import type { Logger } from './logger.ts';
import { forkNode } from './node-program.ts';

export type Fork = (modulePath: string, options: ForkOptions) => ChildProcess;

export interface WorkerChildOptions {
  /** For the log: `media process`. */
  name: string;
  program: URL;
  fork?: Fork | undefined;
  /** As `nice` has it, where it is not this process's own. */
  priority?: number | undefined;
  /** Beside this process's own. */
  environment?: Readonly<Record<string, string>> | undefined;
  /** Its work is JavaScript and not native code. */
  computesInJavaScript?: boolean | undefined;
  logger: Logger;
  onMessage: (message: unknown) => void;
  /** Called once, when nothing is left of the process. */
  onExit: (reason: string) => void;
}

/** Pictures come and go by the hundred kilobytes; without this and small generations a process that handles them is a sixth larger. */
const frugalMemory = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072' } as const;

/**
 * Nearly all that it does is native code: V8's optimizing compilers would take 10 MB and save a few hundredths of a millisecond a
 * picture. One thread is enough to collect its garbage, which it does itself where V8 would be late (`garbageCollector`). V8's own
 * functions are not copied to where calls of them are short, and no thread waits for somebody who wants to debug it.
 */
const frugalArguments = [
  '--max-semi-space-size=1',
  '--no-opt',
  '--no-maglev',
  '--v8-pool-size=1',
  '--no-short-builtin-calls',
  '--disable-sigusr1',
  '--expose-gc',
];
/** Of what computes in JavaScript, where the compilers save nine tenths of the time. */
const computingArguments = ['--max-semi-space-size=1', '--v8-pool-size=1'];

/** One life of a worker: a program of ours with a channel for messages. */
export class WorkerChild {
  /** Null where the system would not even try, as without memory. */
  readonly #child: ChildProcess | null;
  /** Null when it could not be started. */
  readonly #channel: MessageChannel | null;
  readonly #exited: Promise<void>;

  constructor({
    name,
    program,
    fork: start = forkNode,
    priority,
    environment,
    computesInJavaScript,
    logger,
    onMessage,
    onExit,
  }: WorkerChildOptions) {
    let child: ChildProcess;
    try {
      child = start(fileURLToPath(program), {
        execArgv: computesInJavaScript === true ? computingArguments : frugalArguments,
        env: { ...process.env, ...frugalMemory, ...environment },
        stdio: channelStdio,
      });
    } catch (error) {
      this.#child = null;
      this.#channel = null;
      this.#exited = Promise.resolve();
      queueMicrotask(() => onExit(error instanceof Error ? error.message : String(error))); // whoever starts it has it by then
      return;
    }
    this.#child = child;
    if (priority !== undefined && child.pid !== undefined) {
      // Before it has threads: they inherit it, and its start is not cheap either. To raise one is not allowed.
      setPriority(child.pid, Math.max(getPriority(), priority));
    }
    if (child.stderr !== null) {
      createInterface(child.stderr).on('line', (line) => logger.warn({ pid: child.pid }, `${name}: ${line}`));
    }
    this.#channel = MessageChannel.toChild(child, { onMessage });
    this.#exited = new Promise((resolve) => {
      let isOver = false;
      const exit = (reason: string): void => {
        if (!isOver) {
          isOver = true;
          resolve();
          onExit(reason);
        }
      };
      child.once('error', (error) => {
        if (child.pid === undefined) {
          exit(error.message);
        }
      });
      // All that it reported has been heard by then.
      child.once('close', (code: number | null, signal: NodeJS.Signals | null) =>
        exit(signal === null ? `it ended with code ${String(code)}` : `it was ended by ${signal}`),
      );
    });
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** What cannot be sent any more is lost with the process; `onExit` tells. */
  send(message: object): void {
    this.#channel?.send(message);
  }

  /** Lets it finish its files and end by itself. Resolves when nothing is left of it. */
  async stop(): Promise<void> {
    this.#channel?.end();
    await this.#exited;
  }

  /** At once. Resolves when nothing is left of it. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#exited;
  }
}
