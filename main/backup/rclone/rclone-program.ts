import { getPriority, setPriority } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { ChildProgram, type ProgramEnd, type Spawn } from '../../system/child-program.ts';
import type { Clock } from '../../system/clock.ts';
import { findProgram } from '../../system/find-program.ts';
import { Patience } from '../../system/patience.ts';
import { BackupFault } from '../backup-store.ts';

export interface RcloneProgramOptions {
  readonly spawn: Spawn;
  readonly clock: Clock;
  readonly environment: NodeJS.ProcessEnv;
  /** The owner's file, in which the remotes are; over the network it is never changed. */
  readonly configurationPath: string;
}

/** Of an answer that is no file. */
const mostAnswerBytes = 8_000_000;
/** What a reader has not taken yet; the program waits then. */
const mostWaitingBytes = 1_000_000;
/** As `nice` has it. */
const priority = 10;
/** A program that is silent for longer is killed; rclone itself gives a silent network up after a minute. */
const defaultSilenceMilliseconds = 120_000;

/** All that is handed on: nothing that sets options of rclone or of clouds (`RCLONE_…`, `AWS_…`). */
const handedOn: readonly string[] = [
  'HOME',
  'LANG',
  'PATH',
  'TMPDIR',
  'TZ',
  'XDG_CACHE_HOME',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'SSL_CERT_DIR',
  'SSL_CERT_FILE',
];

/** rclone.org/docs: it asks nobody, tries again little (whoever uses it does), and gives a silent network up. */
const manners = [
  '--ask-password=false',
  '--auto-confirm',
  '--contimeout=30s',
  '--log-level=ERROR',
  '--low-level-retries=3',
  '--retries=1',
  '--timeout=60s',
] as const;

/** How a run ended, and what it wrote. */
export interface RcloneAnswer {
  readonly end: ProgramEnd;
  readonly text: string;
}

interface Run {
  readonly child: ChildProgram;
  readonly patience: Patience;
  wasSilent: boolean;
  over(): void;
}

/** Runs rclone, one process for each question. Each has ended, whatever happens, once it is answered. */
export class RcloneProgram {
  readonly #options: RcloneProgramOptions;
  readonly #closing = new AbortController();

  constructor(options: RcloneProgramOptions) {
    this.#options = options;
  }

  /** Whatever its exit code. Throws BackupFault for a program that is missing, silent or endless. */
  async ask(words: readonly string[], signal: AbortSignal): Promise<RcloneAnswer> {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const run = this.#start(words, signal, {
      onOutput(chunk) {
        sizeBytes += chunk.length;
        if (sizeBytes <= mostAnswerBytes) {
          chunks.push(chunk);
        } else {
          void run.child.kill();
        }
      },
    });
    const end = await this.#endOf(run, signal);
    if (sizeBytes > mostAnswerBytes) {
      throw new BackupFault('endless_answer');
    }
    return { end, text: Buffer.concat(chunks).toString('utf8') };
  }

  /**
   * Writes to its standard input.
   *
   * @param silenceMilliseconds how long it may take nothing
   * @throws BackupFault as `ask`; what `pieces` throws
   */
  async send(
    words: readonly string[],
    pieces: AsyncIterable<Buffer>,
    silenceMilliseconds: number,
    signal: AbortSignal,
  ): Promise<{ readonly end: ProgramEnd; readonly isWhole: boolean }> {
    const run = this.#start(words, signal, { holdsInput: true, silenceMilliseconds });
    const source = new Source(pieces, () => run.patience.sign());
    const cut = new AbortController();
    if (run.child.input !== null) {
      pipeline(source, run.child.input, { signal: cut.signal }).catch(() => {
        if (source.failure !== null) {
          void run.child.kill();
        }
      });
    }
    try {
      const end = await this.#endOf(run, signal);
      if (source.failure !== null) {
        throw source.failure.error;
      }
      return { end, isWhole: source.isOver };
    } finally {
      cut.abort();
    }
  }

  /** What it writes, as fast as somebody reads. @param judge throws for an end that is none of a whole file */
  async *read(words: readonly string[], judge: (end: ProgramEnd) => void, signal: AbortSignal): AsyncGenerator<Buffer> {
    const waiting: Buffer[] = [];
    let waitingBytes = 0;
    let tell = (): void => {};
    const run = this.#start(words, signal, {
      onOutput(chunk) {
        waiting.push(chunk);
        waitingBytes += chunk.length;
        run.patience.sign();
        if (waitingBytes > mostWaitingBytes) {
          run.child.output?.pause();
          run.patience.end(); // it is not the program that is silent
        }
        tell();
      },
    });
    let isOver = false;
    void run.child.ended.then(() => {
      isOver = true;
      tell();
    });
    try {
      for (;;) {
        const chunk = waiting.shift();
        if (chunk !== undefined) {
          yield chunk;
          waitingBytes -= chunk.length;
          if (waiting.length === 0 && !run.patience.isWaiting) {
            run.patience.begin(defaultSilenceMilliseconds);
            run.child.output?.resume();
          }
        } else if (isOver) {
          break;
        } else {
          await new Promise<void>((resolve) => (tell = resolve));
        }
      }
      judge(await this.#endOf(run, signal));
    } finally {
      run.over();
      await run.child.kill();
    }
  }

  /** Ends what still runs. */
  close(): void {
    this.#closing.abort();
  }

  #start(
    words: readonly string[],
    signal: AbortSignal,
    options: { readonly holdsInput?: boolean; readonly silenceMilliseconds?: number; onOutput?(chunk: Buffer): void },
  ): Run {
    const { spawn, clock, environment, configurationPath } = this.#options;
    const stop = AbortSignal.any([signal, this.#closing.signal]);
    stop.throwIfAborted();
    const file = findProgram('rclone', environment['PATH']);
    if (file === null) {
      throw new BackupFault('rclone_missing');
    }
    const kill = (): void => void child.kill();
    const child = new ChildProgram({
      file,
      arguments: ['--config', configurationPath, ...manners, ...words],
      environment: Object.fromEntries(handedOn.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]]))),
      ...(options.holdsInput === undefined ? {} : { holdsInput: options.holdsInput }),
      onOutput: options.onOutput ?? (() => {}),
      spawn,
      clock,
    });
    giveWay(child.pid);
    const patience = new Patience(clock, () => {
      run.wasSilent = true;
      kill();
    });
    const run: Run = {
      child,
      patience,
      wasSilent: false,
      over() {
        patience.end();
        stop.removeEventListener('abort', kill);
      },
    };
    patience.begin(options.silenceMilliseconds ?? defaultSilenceMilliseconds);
    stop.addEventListener('abort', kill, { once: true });
    return run;
  }

  async #endOf(run: Run, signal: AbortSignal): Promise<ProgramEnd> {
    const end = await run.child.ended;
    run.over();
    signal.throwIfAborted();
    this.#closing.signal.throwIfAborted();
    if (run.wasSilent) {
      throw new BackupFault('no_answer');
    }
    return end;
  }
}

/** Live pictures come before copies. */
function giveWay(pid: number | undefined): void {
  try {
    if (pid !== undefined) {
      setPriority(pid, Math.max(getPriority(), priority));
    }
  } catch {
    // gone already
  }
}

/** Pieces on their way, and whether all of them went. */
class Source implements AsyncIterable<Buffer> {
  readonly #pieces: AsyncIterable<Buffer>;
  readonly #onPiece: () => void;
  isOver = false;
  /** What reading them came to. */
  failure: { readonly error: unknown } | null = null;

  constructor(pieces: AsyncIterable<Buffer>, onPiece: () => void) {
    this.#pieces = pieces;
    this.#onPiece = onPiece;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      for await (const piece of this.#pieces) {
        this.#onPiece();
        yield piece;
      }
      this.isOver = true;
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}
