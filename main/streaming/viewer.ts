import type { Socket } from 'node:net';
import { connectionKey, type SendQueues } from './kernel-send-queue.ts';
import { opening } from './multipart.ts';

/** Unsent bytes in the kernel beyond which a viewer gets no new frame: one and a half frames keep a slow link busy and its picture fresh. */
const framesInKernel = 1.5;
/** How long a viewer has to keep up before it is trusted again, and how long a new one is looked at. */
const probationMilliseconds = 5000;

/**
 * One connection that watches. It is given frames, and skips those that its
 * link has no room for; nothing is ever queued for it.
 */
export class Viewer {
  readonly address: string;
  readonly #socket: Socket;
  readonly #key: string | null;
  readonly #intervalMilliseconds: number;
  #nextDueMilliseconds = Number.NEGATIVE_INFINITY;
  #sentFrames = 0;
  #droppedFrames = 0;
  /** Until then the kernel is asked about this viewer: it is new, or was too slow lately. */
  #probationUntil: number;
  /** Until then it gets a frame only when the kernel is known to have room. */
  #behindUntil = Number.NEGATIVE_INFINITY;
  #lastWriteMilliseconds = Number.NEGATIVE_INFINITY;
  /** What the kernel held at a look after the last write; null when nobody looked since. */
  #kernelBytes: number | null = null;
  #previousKernelBytes = 0;
  #lastProgressMilliseconds: number;

  /**
   * @param framesPerSecond what this viewer asked for; null is every frame
   * @param nowMilliseconds monotonic
   */
  constructor(socket: Socket, framesPerSecond: number | null, nowMilliseconds: number) {
    this.#socket = socket;
    this.#key = connectionKey(socket);
    this.address = socket.remoteAddress ?? 'unknown';
    this.#intervalMilliseconds = framesPerSecond === null ? 0 : 1000 / framesPerSecond;
    this.#probationUntil = nowMilliseconds + probationMilliseconds;
    this.#lastProgressMilliseconds = nowMilliseconds;
    socket.write(opening);
  }

  get sentFrames(): number {
    return this.#sentFrames;
  }

  get droppedFrames(): number {
    return this.#droppedFrames;
  }

  /** The kernel has to be asked about it before the next frame. */
  isOnProbation(nowMilliseconds: number): boolean {
    return nowMilliseconds < this.#probationUntil;
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
      this.#fallBehind(monotonicMilliseconds);
    }
    if (monotonicMilliseconds < this.#behindUntil && !this.#hasRoom(part.length)) {
      this.#droppedFrames += 1;
      return;
    }
    this.#kernelBytes = null;
    this.#lastWriteMilliseconds = monotonicMilliseconds;
    this.#sentFrames += 1;
    this.#socket.write(part);
  }

  /**
   * Takes what a look at the kernel's queues found.
   *
   * @param lookedAtMilliseconds monotonic time at which the look began
   */
  look(queues: SendQueues, partBytes: number, lookedAtMilliseconds: number): void {
    const bytes = this.#key === null ? 0 : (queues.get(this.#key) ?? 0);
    if (bytes < this.#previousKernelBytes || (bytes === 0 && this.#socket.writableLength === 0)) {
      this.#lastProgressMilliseconds = lookedAtMilliseconds;
    }
    this.#previousKernelBytes = bytes;
    if (lookedAtMilliseconds > this.#lastWriteMilliseconds) {
      this.#kernelBytes = bytes;
    }
    if (bytes > framesInKernel * partBytes) {
      this.#fallBehind(lookedAtMilliseconds);
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

  #hasRoom(partBytes: number): boolean {
    return this.#socket.writableLength === 0 && this.#kernelBytes !== null && this.#kernelBytes <= framesInKernel * partBytes;
  }

  #fallBehind(nowMilliseconds: number): void {
    this.#behindUntil = nowMilliseconds + probationMilliseconds;
    this.#probationUntil = this.#behindUntil;
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
