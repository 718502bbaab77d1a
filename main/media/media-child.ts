import type { ChildProcess, ForkOptions } from 'node:child_process';
import { constants, getPriority, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { channelStdio, MessageChannel } from '../frames/message-channel.ts';
import type { Logger } from '../system/logger.ts';
import { forkNode } from '../system/node-program.ts';
import type { MediaCommand, MediaReport } from './protocol.ts';

export type Fork = (modulePath: string, options: ForkOptions) => ChildProcess;

export interface MediaChildOptions {
  /** The media process's program. */
  program: URL;
  fork?: Fork | undefined;
  /** Leaves the processor to everything else that wants it. */
  isInBackground?: boolean | undefined;
  logger: Logger;
  onReport: (report: MediaReport) => void;
  /** Called once, when nothing is left of the process. */
  onExit: (reason: string) => void;
}

/** JPEGs and pictures come and go by the hundred kilobytes; without this and small generations the process is a sixth larger. */
const frugalMemory = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072' } as const;

/** Nearly all that it does is native code: V8's optimizing compilers would take 10 MB and save a few hundredths of a millisecond a picture. */
const frugalArguments = ['--max-semi-space-size=1', '--no-opt', '--no-maglev'];

/** One life of the media process. */
export class MediaChild {
  readonly #child: ChildProcess;
  /** Null when it could not be started. */
  readonly #channel: MessageChannel | null;
  readonly #exited: Promise<void>;

  constructor({ program, fork: start = forkNode, isInBackground = false, logger, onReport, onExit }: MediaChildOptions) {
    const child = start(fileURLToPath(program), {
      execArgv: frugalArguments,
      env: { ...process.env, ...frugalMemory },
      stdio: channelStdio,
    });
    this.#child = child;
    if (isInBackground && child.pid !== undefined) {
      setPriority(child.pid, Math.max(getPriority(), constants.priority.PRIORITY_LOW)); // to raise one is not allowed
    }
    if (child.stderr !== null) {
      createInterface(child.stderr).on('line', (line) => logger.warn({ pid: child.pid }, `media process: ${line}`));
    }
    this.#channel = MessageChannel.toChild(child, { onMessage: (report) => onReport(report as MediaReport) });
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
    return this.#child.pid;
  }

  /** What cannot be sent any more is lost with the process; `onExit` tells. */
  send(command: MediaCommand): void {
    this.#channel?.send(command);
  }

  /** Lets it finish its files and end by itself. Resolves when nothing is left of it. */
  async stop(): Promise<void> {
    this.#channel?.end();
    await this.#exited;
  }

  /** At once. Resolves when nothing is left of it. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }
}
