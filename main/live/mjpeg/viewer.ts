import type { Socket } from 'node:net';
import { connectionKey, type ConnectionTable, connectionTable, heldBytes, type SendQueues } from './kernel-send-queue.ts';
import { opening } from './multipart.ts';
import type { Watcher } from '../watcher.ts';

/**
 * How many frames a viewer's connection may hold unsent in the kernel. It begins
 * with few, gets twice as many whenever a look finds none left, and soon as many
 * as there are; when too many are found, it gets no more than keep a slow link
 * busy, so that its picture stays fresh.
 */
const allowedFrames = { atFirst: 2, whenOverfull: 0.75, enoughForTrust: 8 } as const;
const overfullFrames = 1.5;
const emptyFrames = 0.25;
/** A frame counts as this much at least: so many bytes wait for an acknowledgement on any link. */
const minimumFrameBytes = 48 * 1024;
/** Connections are looked at about once a second; a later look says that nobody looked, not that nothing was taken. */
const longestLookIntervalMilliseconds = 2000;
/** How long a new viewer, and one that was too slow, is checked often. */
const probationMilliseconds = 3000;

/**
 * One connection that watches. It is given frames, and skips those that its
 * link has no room for; nothing is ever queued for it.
 */
export class Viewer {
  readonly watcher: Watcher;
  readonly connectionTable: ConnectionTable;
  readonly #socket: Socket;
  readonly #key: string | null;
  readonly #intervalMilliseconds: number;
  #nextDueMilliseconds = Number.NEGATIVE_INFINITY;
  #droppedFrames = 0;
  #probationUntil: number;
  #allowedFrames: number = allowedFrames.atFirst;
  #wasOverfull = false;
  #writtenBytes = 0;
  /** What the kernel held at the last look, and what had been written by then. */
  #kernelBytes = 0;
  #writtenBytesAtLook = 0;
  #deliveredBytes = 0;
  #lastProgressMilliseconds: number;
  #lastLookMilliseconds: number;

  /**
   * @param framesPerSecond what this viewer asked for; null is every frame
   * @param nowMilliseconds monotonic
   */
  constructor(socket: Socket, watcher: Watcher, framesPerSecond: number | null, nowMilliseconds: number) {
    this.#socket = socket;
    this.#key = connectionKey(socket);
    this.connectionTable = connectionTable(socket);
    this.watcher = watcher;
    this.#intervalMilliseconds = framesPerSecond === null ? 0 : 1000 / framesPerSecond;
    this.#probationUntil = nowMilliseconds + probationMilliseconds;
    this.#lastProgressMilliseconds = nowMilliseconds;
    this.#lastLookMilliseconds = nowMilliseconds;
  }

  get droppedFrames(): number {
    return this.#droppedFrames;
  }

  /** It is new, or was too slow lately: the kernel has to be asked about it soon. */
  isOnProbation(nowMilliseconds: number): boolean {
    return nowMilliseconds < this.#probationUntil || this.#allowedFrames !== Number.POSITIVE_INFINITY;
  }

  /** For how long its connection has taken nothing while somebody looked, in milliseconds. */
  stalledMilliseconds(nowMilliseconds: number): number {
    return nowMilliseconds - this.#lastProgressMilliseconds;
  }

  /** Begins the stream, with the newest part where there is one: it cannot be waiting behind others, though over TLS the HTTP headers before it count as unsent for a moment. */
  begin(part: Buffer | null, monotonicMilliseconds: number): void {
    this.#socket.cork();
    this.#write(opening);
    if (part !== null && this.#isDue(monotonicMilliseconds)) {
      this.#write(part);
    }
    this.#socket.uncork();
  }

  /** Sends the part, or skips it when it is not due or the link has no room. */
  offer(part: Buffer, monotonicMilliseconds: number): void {
    if (!this.#isDue(monotonicMilliseconds)) {
      return;
    }
    if (this.#socket.writableLength > 0) {
      this.#allowedFrames = allowedFrames.whenOverfull;
    }
    if (this.#socket.writableLength > 0 || this.#mostKernelBytes() > this.#allowedFrames * frameBytes(part)) {
      this.#droppedFrames += 1;
      return;
    }
    this.#write(part);
  }

  /** Takes what a look at the kernel's queues found. */
  look(queues: SendQueues, part: Buffer | null, nowMilliseconds: number): void {
    const { writableLength } = this.#socket;
    this.#kernelBytes = heldBytes(queues, this.#key, this.watcher.isBehindProxy);
    this.#writtenBytesAtLook = this.#writtenBytes;
    const deliveredBytes = this.#writtenBytes - this.#kernelBytes - writableLength;
    if (deliveredBytes > this.#deliveredBytes || this.#kernelBytes + writableLength === 0) {
      this.#deliveredBytes = deliveredBytes;
      this.#lastProgressMilliseconds = nowMilliseconds;
    } else {
      this.#lastProgressMilliseconds += Math.max(0, nowMilliseconds - this.#lastLookMilliseconds - longestLookIntervalMilliseconds);
    }
    this.#lastLookMilliseconds = nowMilliseconds;
    if (part === null) {
      return;
    }
    const isOverfull = this.#kernelBytes > overfullFrames * frameBytes(part);
    if (isOverfull) {
      this.#probationUntil = nowMilliseconds + probationMilliseconds;
      const mayBeHiccup = this.#allowedFrames === Number.POSITIVE_INFINITY && !this.#wasOverfull;
      this.#allowedFrames = mayBeHiccup ? this.#allowedFrames : allowedFrames.whenOverfull;
    } else if (this.#kernelBytes <= emptyFrames * frameBytes(part) && writableLength === 0) {
      const more = this.#allowedFrames * 2;
      this.#allowedFrames = more >= allowedFrames.enoughForTrust ? Number.POSITIVE_INFINITY : more;
    }
    this.#wasOverfull = isOverfull;
  }

  /** Ends the stream in an orderly way. */
  end(closing: Buffer): void {
    if (this.#socket.writableLength === 0) {
      this.#socket.write(closing);
    }
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #write(bytes: Buffer): void {
    this.#writtenBytes += bytes.length;
    this.#socket.write(bytes);
  }

  /** As if nothing had left since the last look. */
  #mostKernelBytes(): number {
    return this.#kernelBytes + this.#writtenBytes - this.#writtenBytesAtLook;
  }

  /** Keeps the average at the wanted rate: due times advance by the interval, not from the frame that was sent. */
  #isDue(nowMilliseconds: number): boolean {
    if (this.#intervalMilliseconds === 0) {
      return true;
    }
    const toleranceMilliseconds = 3;
    if (nowMilliseconds + toleranceMilliseconds < this.#nextDueMilliseconds) {
      return false;
    }
    this.#nextDueMilliseconds =
      Math.max(this.#nextDueMilliseconds, nowMilliseconds - this.#intervalMilliseconds) + this.#intervalMilliseconds;
    return true;
  }
}

const frameBytes = (part: Buffer): number => Math.max(part.length, minimumFrameBytes);
