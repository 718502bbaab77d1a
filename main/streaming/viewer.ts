import type { Socket } from 'node:net';
import { connectionKey, type ConnectionTable, connectionTable, type SendQueues } from './kernel-send-queue.ts';
import { opening } from './multipart.ts';

/** Unsent bytes in the kernel beyond which a viewer is behind, in frames: enough to keep a slow link busy, few enough to keep its picture fresh. */
const framesBehind = 1.5;
/** Unsent bytes up to which it has caught up, in frames. */
const framesCaughtUp = 0.5;
/** A frame counts as this much at least: so many bytes wait for an acknowledgement on any link. */
const minimumFrameBytes = 48 * 1024;
/** For so long a new viewer, and one that was behind, is looked at often. */
const probationMilliseconds = 5000;

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
  #wasOverfull = false;
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
    if (this.#isBehind && this.#mostKernelBytes() > framesBehind * frameBytes(part)) {
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
    if (this.#kernelBytes > framesBehind * frameBytes(part)) {
      this.#isBehind = this.#wasOverfull; // a single time may be a hiccup of either side
      this.#wasOverfull = true;
      this.#probationUntil = nowMilliseconds + probationMilliseconds;
      return;
    }
    this.#wasOverfull = false;
    if (this.#kernelBytes <= framesCaughtUp * frameBytes(part) && writableLength === 0) {
      this.#isBehind = false;
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
