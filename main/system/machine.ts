import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ChildProgram, type Spawn } from './child-program.ts';
import type { Clock } from './clock.ts';
import { findProgram } from './find-program.ts';
import { afterAwake } from './patience.ts';

/** What a short program said. */
export interface ProgramAnswer {
  /** On standard output. */
  readonly output: string;
  /** On both of its outputs. */
  readonly text: string;
  /** Null when it could not be started or was ended. */
  readonly exitCode: number | null;
  /** It took too long and was ended. */
  readonly wasCutOff: boolean;
}

export interface MachineOptions {
  readonly clock: Clock;
  readonly spawn?: Spawn;
  readonly environment?: NodeJS.ProcessEnv;
  /** Where the file system begins, for /proc, /sys, /dev and /etc of another machine. */
  readonly root?: string;
  /** How long a program may take. */
  readonly programMilliseconds?: number;
}

const largestAnswerBytes = 256 * 1024;

/** The operating system, to be looked at and never changed. What cannot be read is null. */
export class Machine {
  readonly clock: Clock;
  readonly environment: NodeJS.ProcessEnv;
  readonly #spawn: Spawn;
  readonly #root: string;
  readonly #programMilliseconds: number;
  readonly #programs = new Set<ChildProgram>();

  constructor({ clock, spawn: start = spawn, environment = process.env, root = '/', programMilliseconds = 3000 }: MachineOptions) {
    this.clock = clock;
    this.environment = environment;
    this.#spawn = start;
    this.#root = root;
    this.#programMilliseconds = programMilliseconds;
  }

  /** Where a file such as `/proc/meminfo` really is. */
  path(file: string): string {
    return join(this.#root, file);
  }

  async text(file: string): Promise<string | null> {
    return readFile(this.path(file), 'utf8').catch(() => null);
  }

  /** Names in a directory, sorted; empty for none. */
  async list(directory: string): Promise<string[]> {
    return (await readdir(this.path(directory)).catch(() => [])).sort();
  }

  async link(file: string): Promise<string | null> {
    return readlink(this.path(file)).catch(() => null);
  }

  async exists(file: string): Promise<boolean> {
    return stat(this.path(file)).then(
      () => true,
      () => false,
    );
  }

  /** Whether this user may read and write it. */
  async isAccessible(file: string): Promise<boolean> {
    return access(this.path(file), constants.R_OK | constants.W_OK).then(
      () => true,
      () => false,
    );
  }

  has(program: string): boolean {
    return findProgram(program, this.environment.PATH) !== null;
  }

  /** Null when the program is not installed. */
  async run(program: string, ...words: string[]): Promise<ProgramAnswer | null> {
    const file = findProgram(program, this.environment.PATH);
    return file === null ? null : this.runFile(file, words);
  }

  async runFile(
    file: string,
    words: readonly string[],
    environment: NodeJS.ProcessEnv = this.environment,
    milliseconds = this.#programMilliseconds,
  ): Promise<ProgramAnswer> {
    const chunks: { chunk: Buffer; isOutput: boolean }[] = [];
    let sizeBytes = 0;
    let wasCutOff = false;
    const keep =
      (isOutput: boolean) =>
      (chunk: Buffer): void => {
        sizeBytes += chunk.length;
        if (sizeBytes <= largestAnswerBytes) {
          chunks.push({ chunk, isOutput });
        }
      };
    const child = new ChildProgram({
      file,
      arguments: words,
      environment: { ...environment, LC_ALL: 'C' },
      spawn: this.#spawn,
      clock: this.clock,
      onOutput: keep(true),
      onErrorOutput: keep(false),
    });
    this.#programs.add(child);
    const cancel = afterAwake(this.clock, milliseconds, () => {
      wasCutOff = true;
      void child.kill();
    });
    const { exitCode } = await child.ended;
    cancel();
    this.#programs.delete(child);
    const text = (wanted: typeof chunks): string => Buffer.concat(wanted.map(({ chunk }) => chunk)).toString('utf8');
    return { output: text(chunks.filter(({ isOutput }) => isOutput)), text: text(chunks), exitCode, wasCutOff };
  }

  /** Ends what still runs. */
  async close(): Promise<void> {
    await Promise.all([...this.#programs].map((program) => program.kill()));
  }
}
