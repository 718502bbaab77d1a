import type { Socket } from 'node:net';
import { connectionKey, type ConnectionTable, connectionTable, type SendQueues } from './kernel-send-queue.ts';
import { opening } from './multipart.ts';

/**
 * Unsent bytes in the kernel, in frames: a viewer with more is behind, one that
 * is behind gets a frame when there are no more than fit beside it, and one with
 * so few has caught up. A slow link is never idle, and its picture stays fresh.
 */
const frames = { behind: 1.5, room: 0.75, caughtUp: 0.25 } as const;
/** So many looks in a row have to find the same: a single one may be a hiccup. */
const looksToBelieve = 2;
/** A frame counts as this much at least: so many bytes wait for an acknowledgement on any link. */
const minimumFrameBytes = 48 * 1024;
/** For so long a new viewer, and one that was behind, is looked at often. */
const probationMilliseconds = 3000;

/**
 * One connection that watches. It is given frames, and skips those that its
 * link has no room for; nothing is ever queued for it.
 */
export class Viewer {
  readonly address: string;
  readonly connectionTable: ConnectionTable;
  readonly #socket: Socket;
  readonly #key: string | null;
  readonly #intervalMilliseconds: number;
  #nextDueMilliseconds = Number.NEGATIVE_INFINITY;
  #droppedFrames = 0;
  #probationUntil: number;
  #isBehind = false;
  /** Looks in a row that contradict `#isBehind`. */
  #looksAgainst = 0;
  #writtenBytes = 0;
  /** What the kernel held at the last look, and what had been written by then. */
  #kernelBytes = 0;
  #writtenBytesAtLook = 0;
  #deliveredBytes = 0;
  #lastProgressMilliseconds: number;

  /**
   * @param framesPerSecond what this viewer asked for; null is every frame
   * @param nowMilliseconds monotonic
   */
  constructor(socket: Socket, framesPerSecond: number | null, nowMilliseconds: number) {
    this.#socket = socket;
    this.#key = connectionKey(socket);
    this.connectionTable = connectionTable(socket);
    this.address = socket.remoteAddress ?? 'unknown';
    this.#intervalMilliseconds = framesPerSecond === null ? 0 : 1000 / framesPerSecond;
    this.#probationUntil = nowMilliseconds + probationMilliseconds;
    this.#lastProgressMilliseconds = nowMilliseconds;
    this.#write(opening);
  }

  get droppedFrames(): number {
    return this.#droppedFrames;
  }

  /** It is new, or was behind lately: the kernel has to be asked about it soon. */
  isOnProbation(nowMilliseconds: number): boolean {
    return this.#isBehind || nowMilliseconds < this.#probationUntil;
  }

  /** Since when its connection has taken nothing, in milliseconds. */
  stalledMilliseconds(nowMilliseconds: number): number {
    return nowMilliseconds - this.#lastProgressMilliseconds;
  }

  /** Sends the part, or skips it when it is not due or the link has no room. */
  offer(part: Buffer, monotonicMilliseconds: number): void {
    if (!this.#isDue(monotonicMilliseconds)) {
      return;
    }
    if (this.#socket.writableLength > 0) {
      this.#isBehind = true;
      this.#droppedFrames += 1;
      return;
    }
    if (this.#isBehind && this.#mostKernelBytes() > frames.room * frameBytes(part)) {
      this.#droppedFrames += 1;
      return;
    }
    this.#write(part);
  }

  /** Takes what a look at the kernel's queues found. */
  look(queues: SendQueues, part: Buffer | null, nowMilliseconds: number): void {
    const { writableLength } = this.#socket;
    this.#kernelBytes = this.#key === null ? 0 : (queues.get(this.#key) ?? 0);
    this.#writtenBytesAtLook = this.#writtenBytes;
    const deliveredBytes = this.#writtenBytes - this.#kernelBytes - writableLength;
    if (deliveredBytes > this.#deliveredBytes || this.#kernelBytes + writableLength === 0) {
      this.#deliveredBytes = deliveredBytes;
      this.#lastProgressMilliseconds = nowMilliseconds;
    }
    if (part === null) {
      return;
    }
    const isOverfull = this.#kernelBytes > frames.behind * frameBytes(part);
    const isEmpty = this.#kernelBytes <= frames.caughtUp * frameBytes(part) && writableLength === 0;
    this.#looksAgainst = (this.#isBehind ? isEmpty : isOverfull) ? this.#looksAgainst + 1 : 0;
    if (this.#looksAgainst === looksToBelieve) {
      this.#isBehind = !this.#isBehind;
      this.#looksAgainst = 0;
    }
    if (isOverfull) {
      this.#probationUntil = nowMilliseconds + probationMilliseconds;
    }
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
    this.#nextDueMilliseconds = Math.max(this.#nextDueMilliseconds, nowMilliseconds - this.#intervalMilliseconds) + this.#intervalMilliseconds;
    return true;
  }
}

const frameBytes = (part: Buffer): number => Math.max(part.length, minimumFrameBytes);
