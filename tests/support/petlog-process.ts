/**
 * PetLog as a real child process: own temporary data directory, port 0, the mock camera unless told otherwise.
 *
 *     await using petlog = await startPetLog({ arguments: ['--camera', 'file:...'], config: { limits: { viewers: 2 } } });
 *     await fetch(`${petlog.url}/health`);
 *     expect(await petlog.stop()).toEqual({ code: 0, signal: null });
 *
 * Leaving the scope ends the process, fails when one of its children outlives it, and removes the directory.
 */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ConfigPatch } from '../../shared/config.ts';
import { testedCommand } from './tested-program.ts';

export const repositoryDirectory = fileURLToPath(new URL('../../', import.meta.url));

const readyLine = /^PetLog listening on (http:\/\/\S+:\d+)$/m;
const markVariable = 'TEST_OF_PETLOG';
/** Only what hangs takes so long to end: a machine that has other work is slow, not wrong. */
const patienceMilliseconds = 60_000;

export interface PetLogProcessOptions {
  /** Command line, after `--config`, `--data-dir` and the like; the last of two equal flags wins. */
  readonly arguments?: readonly string[];
  /** Configuration file, beside the defaults; without it nothing is noticed, and nothing recorded by itself. */
  readonly config?: ConfigPatch;
  /** Added to the environment, which is this process's own without PETLOG_*. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Keeps recordings and settings over a restart; the caller removes it. Default: a temporary one. */
  readonly dataDirectory?: string;
  /** Files in its data directory before it starts, by name. */
  readonly dataFiles?: Readonly<Record<string, string>>;
  /** Without `--headless`: for what opens a window, or says why it does not. */
  readonly window?: boolean;
  /** Another program than PetLog's own, or another way to start it. */
  readonly command?: readonly [program: string, ...arguments: string[]];
}

/**
 * For tests in a browser that do not look at the picture's size or rate: without
 * a graphics card, painting it is most of what they cost.
 */
export function withSmallPicture(options: PetLogProcessOptions, picturesPerSecond = 5): PetLogProcessOptions {
  const camera = { resolution: [640, 360] as [number, number], frame_rate: picturesPerSecond };
  return { ...options, config: { ...options.config, camera: { ...camera, ...options.config?.camera } } };
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export class PetLogProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly exited: Promise<Exit>;
  /** Holds recordings and settings. */
  readonly dataDirectory: string;
  readonly #temporaryDirectory: string;
  readonly #mark: string;
  readonly #ready: Promise<string>;
  #stdout = '';
  #stderr = '';
  #url: string | undefined;

  private constructor(options: PetLogProcessOptions, temporaryDirectory: string) {
    this.#temporaryDirectory = temporaryDirectory;
    this.#mark = randomUUID();
    this.dataDirectory = options.dataDirectory ?? join(temporaryDirectory, 'data');
    const [program, ...programArguments] = options.command ?? testedCommand();
    const flags = [...(options.window === true ? [] : ['--headless']), '--host', '127.0.0.1', '--port', '0'];
    if (options.config?.camera?.source === undefined) {
      flags.push('--camera', 'mock'); // a flag would win over the configuration
    }
    flags.push('--data-dir', this.dataDirectory, '--config', join(temporaryDirectory, 'config.yaml'));
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('PETLOG_'));
    // A test run that is interrupted leaves nothing behind: PetLog is told when its parent is gone.
    this.child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...programArguments, ...flags, ...(options.arguments ?? [])], {
      cwd: repositoryDirectory,
      env: { ...Object.fromEntries(inherited), ...options.environment, [markVariable]: this.#mark },
      // A process group of its own, so that a test can signal the whole group as a terminal does.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.exited = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', (code, signal) => resolve({ code, signal }));
    });
    this.exited.catch(() => undefined);
    this.#ready = new Promise((resolve, reject) => {
      this.child.stdout.setEncoding('utf8').on('data', (text: string) => {
        this.#stdout += text;
        const url = readyLine.exec(this.#stdout)?.[1];
        if (url !== undefined) {
          resolve((this.#url = url));
        }
      });
      const early = (why: unknown): void => reject(new Error(`PetLog ended before it was ready: ${JSON.stringify(why)}\n${this.#stderr}`));
      this.exited.then(early, early);
    });
    this.#ready.catch(() => undefined);
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
  }

  /** Starts without waiting for the ready line: for command lines that end by themselves. */
  static async spawn(options: PetLogProcessOptions = {}): Promise<PetLogProcess> {
    const temporaryDirectory = await mkdtemp(join(tmpdir(), 'petlog-test-'));
    const recording = { automatic: 'never', ...options.config?.recording };
    // The usual port is one for the whole machine, and another test may have it.
    const video = { webrtc_port: 0, ...options.config?.video };
    const config = { detection: { enabled: false }, ...options.config, recording, video };
    await writeFile(join(temporaryDirectory, 'config.yaml'), JSON.stringify(config));
    const dataDirectory = options.dataDirectory ?? join(temporaryDirectory, 'data');
    for (const [name, content] of Object.entries(options.dataFiles ?? {})) {
      await mkdir(dataDirectory, { recursive: true, mode: 0o750 });
      await writeFile(join(dataDirectory, name), content, { mode: 0o600 });
    }
    return new PetLogProcess(options, temporaryDirectory);
  }

  /** Everything it wrote on standard output so far. */
  get stdout(): string {
    return this.#stdout;
  }

  /** Everything it wrote on standard error so far: the log. */
  get stderr(): string {
    return this.#stderr;
  }

  /** As in the ready line. Throws before `ready()`. */
  get url(): string {
    if (this.#url === undefined) {
      throw new Error('PetLog is not ready yet');
    }
    return this.#url;
  }

  /** Waits for the ready line; rejects with the log when the process ends first. */
  ready(): Promise<string> {
    return this.#ready;
  }

  /** Sends a signal and waits until the process is gone. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    this.child.kill(signal);
    return this.exited;
  }

  /** Its living processes, itself and every descendant, whoever their parent is now. */
  async processIds(): Promise<number[]> {
    const found: number[] = [];
    for (const name of await readdir('/proc')) {
      if (!/^\d+$/.test(name)) {
        continue;
      }
      const environment = await readFile(`/proc/${name}/environ`, 'utf8').catch(() => '');
      if (environment.includes(`${markVariable}=${this.#mark}`)) {
        found.push(Number(name));
      }
    }
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null && this.child.pid !== undefined) {
      const firm = setTimeout(() => this.child.kill('SIGKILL'), patienceMilliseconds);
      await this.stop().finally(() => clearTimeout(firm));
    }
    const deadline = performance.now() + patienceMilliseconds;
    let left = await this.processIds();
    while (left.length > 0 && performance.now() < deadline) {
      await delay(20);
      left = await this.processIds();
    }
    for (const pid of left) {
      process.kill(pid, 'SIGKILL');
    }
    // Chromium's own helpers carry no mark, and may write into its cache until the last moment.
    await rm(this.#temporaryDirectory, { recursive: true, force: true, maxRetries: 10 });
    if (left.length > 0) {
      throw new Error(`PetLog left ${left.length} processes behind\n${this.#stderr}`);
    }
  }
}

/** Starts PetLog and waits until it is ready. */
export async function startPetLog(options: PetLogProcessOptions = {}): Promise<PetLogProcess> {
  const petlog = await PetLogProcess.spawn(options);
  try {
    await petlog.ready();
  } catch (error) {
    await petlog[Symbol.asyncDispose]();
    throw error;
  }
  return petlog;
}
