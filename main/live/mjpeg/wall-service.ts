import type { Socket } from 'node:net';
import type { Clock } from '../../system/clock.ts';
import type { Watcher } from '../watcher.ts';
import type { ConnectionTable, SendQueues } from './kernel-send-queue.ts';
import { type MakeSmall, type WallCamera, WallReader } from './wall-reader.ts';

interface WallServiceOptions {
  readonly makeSmall: MakeSmall;
  readSendQueues(tables: ReadonlySet<ConnectionTable>): SendQueues;
  readonly clock: Clock;
}

const tickMilliseconds = 50;
/** Looking at the kernel's queues may take this share of the time: its table is long where there are many connections. */
const lookTimeShare = 0.05;

/** Sends pictures of several cameras in one answer, to anybody who asks. Does nothing while nobody does. */
export class WallService {
  readonly #options: WallServiceOptions;
  readonly #readers = new Set<WallReader>();
  #cancelTick = (): void => {};

  constructor(options: WallServiceOptions) {
    this.#options = options;
  }

  /** Sends to a socket whose HTTP headers are sent, until either side ends it. */
  add(socket: Socket, watcher: Watcher, cameras: readonly WallCamera[], widthPixels: number | null): void {
    if (socket.destroyed) {
      return; // it went away while its request was read, and says so only once
    }
    const { makeSmall, clock } = this.#options;
    const reader = new WallReader({ socket, watcher, cameras, widthPixels, makeSmall, clock });
    this.#readers.add(reader);
    socket.once('close', () => {
      this.#readers.delete(reader);
      if (this.#readers.size === 0) {
        this.#cancelTick();
      }
    });
    if (this.#readers.size === 1) {
      this.#tick();
    }
  }

  /** Ends every answer. */
  endAll(): void {
    this.#readers.forEach((reader) => reader.end());
  }

  #tick(): void {
    const { clock, readSendQueues } = this.#options;
    const startedAt = clock.monotonicMilliseconds();
    const sending = [...this.#readers].filter((reader) => reader.isSending);
    let pauseMilliseconds = tickMilliseconds;
    if (sending.length > 0) {
      const queues = readSendQueues(new Set(sending.map((reader) => reader.connectionTable)));
      const now = clock.monotonicMilliseconds();
      pauseMilliseconds = Math.max(tickMilliseconds, (now - startedAt) / lookTimeShare);
      sending.forEach((reader) => reader.look(queues, now));
    }
    const now = clock.monotonicMilliseconds();
    this.#readers.forEach((reader) => reader.send(now));
    this.#cancelTick = clock.after(pauseMilliseconds, () => this.#tick());
  }
}
