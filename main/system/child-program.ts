import type { ChildProcess, SpawnOptions } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Clock } from './clock.ts';
import { LastLines } from './last-lines.ts';
import { afterAwake } from './patience.ts';

export type Spawn = (file: string, arguments_: readonly string[], options: SpawnOptions) => ChildProcess;

export interface ChildProgramOptions {
  file: string;
  arguments: readonly string[];
  environment?: NodeJS.ProcessEnv;
  /**
   * Gives the program a standard input that ends when this process does, by
   * whatever means. Our own programs watch it.
   */
  holdsInput?: boolean;
  onOutput(chunk: Buffer): void;
  /** Standard error; it is read in any case, so that the program does not wait for somebody to. */
  onErrorOutput?(chunk: Buffer): void;
  /** The program is gone, and all it wrote has been delivered. Called once, whoever ended it. */
  onEnd?(end: ProgramEnd): void;
  spawn: Spawn;
  clock: Clock;
  /** How long an orderly stop waits after INT and after TERM. */
  patience?: { afterInterruptMilliseconds: number; afterTerminateMilliseconds: number };
}

export interface ProgramEnd {
  /** Why it could not be started. */
  readonly startError: Error | null;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines of its standard error. */
  readonly lastLines: readonly string[];
}

const defaultPatience = { afterInterruptMilliseconds: 800, afterTerminateMilliseconds: 400 };
/** A process that left the program's group may hold the pipes open for ever. */
const pipesPatienceMilliseconds = 500;

/**
 * One program, from start to end, in a process group of its own, so that its
 * children go with it.
 *
 * It is killed when this process exits, even by an exception. When this process
 * is killed with SIGKILL nobody is left to do that: programs that write find
 * their output closed (SIGPIPE), and ours also see their input end; a hung
 * foreign one is left to the service manager, which ends the whole unit.
 */
export class ChildProgram {
  /** Fulfilled when the program is gone and its pipes are closed. Never rejected. */
  readonly ended: Promise<ProgramEnd>;
  readonly #options: ChildProgramOptions;
  readonly #process: ChildProcess | null;
  #isGone = false;
  #isKilled = false;
  #cancelEscalation: () => void = () => {};

  constructor(options: ChildProgramOptions) {
    this.#options = options;
    const ended = Promise.withResolvers<ProgramEnd>();
    this.ended = ended.promise;
    const finish = (end: ProgramEnd): void => {
      if (this.#isGone) {
        return;
      }
      this.#isGone = true;
      this.#cancelEscalation();
      process.off('exit', this.#killGroup);
      options.onEnd?.(end);
      ended.resolve(end);
    };
    this.#process = this.#start(finish);
    if (this.#process !== null) {
      process.on('exit', this.#killGroup);
    }
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Null without `holdsInput`, or when the program could not be started. Its errors are taken care of. */
  get input(): Writable | null {
    return this.#process?.stdin ?? null;
  }

  /** For whoever pauses it, so that the program waits; it is theirs to resume, and what was written is kept for them. Null when it could not be started. */
  get output(): Pick<Readable, 'pause' | 'resume'> | null {
    return this.#process?.stdout ?? null;
  }

  /** Orderly: INT, then TERM, then KILL. Resolves when nothing is left of it. */
  async stop(): Promise<void> {
    const { clock, patience = defaultPatience } = this.#options;
    this.#signalGroup('SIGINT');
    this.#cancelEscalation();
    this.#cancelEscalation = afterAwake(clock, patience.afterInterruptMilliseconds, () => {
      this.#signalGroup('SIGTERM');
      this.#cancelEscalation = afterAwake(clock, patience.afterTerminateMilliseconds, this.#killGroup);
    });
    if (this.#isGone) {
      this.#cancelEscalation();
    }
    await this.ended;
  }

  /** At once. Resolves when nothing is left of it. */
  async kill(): Promise<void> {
    this.#isKilled = true;
    this.#cancelEscalation();
    this.#killGroup();
    if (this.#process?.stdout?.isPaused() === true) {
      this.#process.stdout.destroy();
    }
    await this.ended;
  }

  #start(finish: (end: ProgramEnd) => void): ChildProcess | null {
    const { file, environment, holdsInput = false, onOutput, onErrorOutput, spawn, clock } = this.#options;
    const lastLines = new LastLines();
    let startError: Error | null = null;
    let child: ChildProcess;
    try {
      child = spawn(file, this.#options.arguments, {
        detached: true,
        stdio: [holdsInput ? 'pipe' : 'ignore', 'pipe', 'pipe'],
        ...(environment === undefined ? {} : { env: environment }),
      });
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      queueMicrotask(() => finish({ startError: reason, exitCode: null, signal: null, lastLines: [] }));
      return null;
    }
    child.stdin?.on('error', () => {}); // the program need not read
    child.stdout?.on('data', onOutput);
    child.stderr?.on('data', (chunk: Buffer) => {
      lastLines.push(chunk);
      onErrorOutput?.(chunk);
    });
    child.on('error', (error) => {
      startError ??= error;
    });
    child.on('exit', () => {
      this.#killGroup(); // what it started and left behind
      this.#cancelEscalation();
      const closePipes = (): void => {
        if (child.stdout?.isPaused() === true && !this.#isKilled) {
          this.#cancelEscalation = afterAwake(clock, pipesPatienceMilliseconds, closePipes);
          return;
        }
        child.stdout?.destroy();
        child.stderr?.destroy();
      };
      this.#cancelEscalation = afterAwake(clock, pipesPatienceMilliseconds, closePipes);
    });
    child.on('close', (exitCode, signal) => {
      finish({ startError: child.pid === undefined ? startError : null, exitCode, signal, lastLines: lastLines.lines() });
    });
    return child;
  }

  readonly #killGroup = (): void => this.#signalGroup('SIGKILL');

  #signalGroup(signal: NodeJS.Signals): void {
    const pid = this.#process?.pid;
    if (this.#isGone || pid === undefined) {
      return;
    }
    try {
      process.kill(-pid, signal);
    } catch {
      // gone already
    }
  }
}

const TELLING = /error|fail|cannot|could not|unable|denied|busy|no camera|not found|no such|invalid/i;

/** How a program ended, as the rest of a sentence: "was killed by SIGKILL", "ended with exit code 1: ...". */
export function describeEnd({ startError, exitCode, signal, lastLines }: ProgramEnd): string {
  if (startError !== null) {
    const missing = 'code' in startError && startError.code === 'ENOENT';
    return `could not be started: ${missing ? 'it is not installed' : startError.message}`;
  }
  const outcome = signal === null ? `ended with exit code ${exitCode}` : `was killed by ${signal}`;
  const line = lastLines.findLast((candidate) => TELLING.test(candidate)) ?? (signal === null ? lastLines.at(-1) : undefined);
  return line === undefined ? outcome : `${outcome}: ${line}`;
}
