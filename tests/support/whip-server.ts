import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { temporaryDirectory } from './temporary-directory.ts';

interface WhipServerOptions {
  readonly port?: number;
  /** Who publishes has to have it. */
  readonly token?: string;
  /** A line that its answers have too. */
  readonly furtherLine?: string;
}

interface Received {
  readonly pictures: number;
  /** Of sound. */
  readonly frames: number;
}

/** A media server of somebody else, which takes video by WHIP at `/cat/whip`, in a process of its own. */
export class WhipServer implements AsyncDisposable {
  readonly port: number;
  /** What it was asked, `POST /cat/whip`. */
  readonly requests: string[] = [];
  offer = '';
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown>;
  readonly #directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  #received: Received = { pictures: 0, frames: 0 };
  readonly #waiting = new Set<() => void>();

  private constructor(child: ChildProcess, directory: Awaited<ReturnType<typeof temporaryDirectory>>, port: number) {
    this.#child = child;
    this.#exit = once(child, 'exit');
    this.#directory = directory;
    this.port = port;
  }

  static async start({ port = 0, token = '', furtherLine = '' }: WhipServerOptions = {}): Promise<WhipServer> {
    const directory = await temporaryDirectory();
    const program = fileURLToPath(new URL('whip-server-program.ts', import.meta.url));
    const child = spawn(process.execPath, [program, String(port), join(directory.path, 'received.h264'), token, furtherLine], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface(child.stdout);
    const [first] = (await once(lines, 'line')) as [string];
    const server = new WhipServer(child, directory, (JSON.parse(first) as { port: number }).port);
    lines.on('line', (line) => server.#take(JSON.parse(line) as Record<string, unknown>));
    return server;
  }

  /** Resolves when so much came. */
  received(wanted: Partial<Received>): Promise<void> {
    return this.#until(() => this.#received.pictures >= (wanted.pictures ?? 0) && this.#received.frames >= (wanted.frames ?? 0));
  }

  /** Resolves when it was asked that. */
  asked(request: RegExp): Promise<void> {
    return this.#until(() => this.requests.some((each) => request.test(each)));
  }

  get pictures(): number {
    return this.#received.pictures;
  }

  get frames(): number {
    return this.#received.frames;
  }

  /** What FFmpeg makes of all that came: how many pictures of which size, and what it has to object. */
  async decoded(): Promise<{ readonly pictures: number; readonly size: string; readonly objections: string }> {
    const input = ['-v', 'error', '-f', 'h264', '-i', join(this.#directory.path, 'received.h264')];
    const decoding = await promisify(execFile)('ffmpeg', [...input, '-f', 'framemd5', '-']);
    const lines = decoding.stdout.split('\n');
    const size = /^#dimensions 0: (\S+)$/m.exec(decoding.stdout)?.[1] ?? '';
    return { pictures: lines.filter((line) => line.startsWith('0,')).length, size, objections: decoding.stderr };
  }

  /** As when its machine loses its power. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exit;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await this.#directory[Symbol.asyncDispose]();
  }

  #take(news: Record<string, unknown>): void {
    if (typeof news['method'] === 'string') {
      this.requests.push(`${news['method']} ${String(news['url'])}`);
    } else if (typeof news['offer'] === 'string') {
      this.offer = news['offer'];
    } else {
      this.#received = news as unknown as Received;
    }
    this.#waiting.forEach((look) => look());
  }

  #until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (isSo()) {
          this.#waiting.delete(look);
          resolve();
        }
      };
      this.#waiting.add(look);
      look();
    });
  }
}
