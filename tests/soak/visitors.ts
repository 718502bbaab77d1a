import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { StreamMeter } from '../bench/stream-meter.ts';
import { call } from '../support/http-client.ts';

/** A viewer whose stream ended though it had not left. */
export interface LostViewer {
  atMilliseconds: number;
  statusLine: string;
}

type Manner = 'good' | 'slow' | 'asleep' | 'rude';
const manners: readonly Manner[] = ['good', 'good', 'good', 'slow', 'asleep', 'rude'];

/** People who come, watch in their ways, look something up, and go. */
export class Visitors {
  readonly lost: LostViewer[] = [];
  readonly failedCalls: string[] = [];
  visits = 0;
  pictures = 0;
  readonly #url: string;
  readonly #random: () => number;
  readonly #open = new Set<Socket>();
  #isOver = false;
  #loops: Promise<void>[] = [];

  /** @param random from 0 to below 1 */
  constructor(url: string, random: () => number) {
    this.#url = url;
    this.#random = random;
  }

  start(count: number): void {
    this.#isOver = false;
    this.#loops = Array.from({ length: count }, (_, index) => this.#visitAgainAndAgain(manners[index % manners.length] as Manner));
  }

  /** Everyone leaves. */
  async stop(): Promise<void> {
    this.#isOver = true;
    this.#open.forEach((socket) => socket.destroy());
    await Promise.all(this.#loops);
  }

  async #visitAgainAndAgain(manner: Manner): Promise<void> {
    while (!this.#isOver) {
      await Promise.all([this.#watch(manner, 300 + this.#random() * 6000), this.#lookUp()]);
      await delay(this.#random() * 300);
    }
  }

  async #watch(manner: Manner, milliseconds: number): Promise<void> {
    const { hostname, port } = new URL(this.#url);
    const meter = new StreamMeter(() => (this.pictures += 1));
    let isLeaving = false;
    this.visits += 1;
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname);
      this.#open.add(socket);
      const leave = (): void => {
        isLeaving = true;
        if (manner === 'rude') {
          socket.resetAndDestroy();
        } else {
          socket.destroy();
        }
      };
      const timer = setTimeout(leave, milliseconds);
      socket.write(`GET /live/stream${manner === 'slow' ? '?fps=5' : ''} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
      socket.on('data', (chunk: Buffer) => {
        meter.push(chunk, chunk.length);
        if (manner === 'asleep' && meter.statusLine !== '') {
          socket.pause();
        } else if (manner === 'slow') {
          socket.pause();
          setTimeout(() => socket.resume(), 100);
        }
      });
      socket.on('error', () => {});
      socket.once('close', () => {
        clearTimeout(timer);
        this.#open.delete(socket);
        if (!isLeaving && !this.#isOver) {
          this.lost.push({ atMilliseconds: Date.now(), statusLine: meter.statusLine });
        }
        resolve();
      });
    });
  }

  async #lookUp(): Promise<void> {
    const paths = ['/live/status', '/recordings', '/health', '/settings', '/api', '/live/snapshot'];
    const path = paths[Math.floor(this.#random() * paths.length)] as string;
    const status = await fetch(`${this.#url}${path}`, { headers: { Connection: 'close' } }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      (error: unknown) => String(error),
    );
    if (status !== 200 && !(path === '/live/snapshot' && status === 503)) {
      this.failedCalls.push(`GET ${path}: ${status}`);
    }
  }
}

/** One call whose connection is not kept. */
export const ask = (url: string, method = 'GET', body?: unknown): ReturnType<typeof call> =>
  call(url, method, body, { Connection: 'close' });
