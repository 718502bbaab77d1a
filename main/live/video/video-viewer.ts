import type { Socket } from 'node:net';
import { connectionKey, type ConnectionTable, connectionTable, heldBytes, type SendQueues } from '../mjpeg/kernel-send-queue.ts';
import type { Watcher } from '../watcher.ts';
import type { LiveBeginning, LiveFragment } from './live-fragments.ts';

/** What has waited for so long to leave shows that the link has no room: the viewer goes on with a later keyframe. */
const behindMilliseconds = 1500;
/** It goes on once what still waits is no older than this. */
const caughtUpMilliseconds = 500;
/** And more than this is never kept for it here. */
const mostWaitingBytes = 4 * 1024 * 1024;
/** A later look says that nobody looked, not that nothing was taken. */
const longestLookIntervalMilliseconds = 2000;

/** One connection that is sent the video. Whoever falls behind loses pictures up to a keyframe, and is never more than a moment late. */
export class VideoViewer {
  readonly watcher: Watcher;
  readonly connectionTable: ConnectionTable;
  readonly #socket: Socket;
  readonly #key: string | null;
  #droppedFrames = 0;
  /** With what its video began; null before. */
  #initialization: Buffer | null = null;
  #hasSound = false;
  #isBehind = false;
  #writtenBytes = 0;
  /** What was written when, and has not left; oldest first. */
  #waiting: { readonly untilBytes: number; readonly atMilliseconds: number }[] = [];
  #lastLookMilliseconds: number;
  #progressMilliseconds: number;

  /** @param nowMilliseconds monotonic */
  constructor(socket: Socket, watcher: Watcher, nowMilliseconds: number) {
    this.#socket = socket;
    this.#key = connectionKey(socket);
    this.connectionTable = connectionTable(socket);
    this.watcher = watcher;
    this.#lastLookMilliseconds = nowMilliseconds;
    this.#progressMilliseconds = nowMilliseconds;
  }

  /** Pictures that its link had no room for. */
  get droppedFrames(): number {
    return this.#droppedFrames;
  }

  /** Whether its video began with a track of sound. */
  get hasSound(): boolean {
    return this.#hasSound;
  }

  get hasBegun(): boolean {
    return this.#initialization !== null;
  }

  /** Something waits to leave: the kernel has to be asked about it. */
  get isSending(): boolean {
    return this.#waiting.length > 0;
  }

  /** For how long its connection has taken nothing while somebody looked, in milliseconds. */
  stalledMilliseconds(nowMilliseconds: number): number {
    return this.isSending ? nowMilliseconds - this.#progressMilliseconds : 0;
  }

  /** Begins the video, with a keyframe and what came since then. */
  begin({ initialization, hasSound }: Omit<LiveBeginning, 'group'>, group: readonly LiveFragment[], nowMilliseconds: number): void {
    this.#hasSound = hasSound;
    this.#socket.cork();
    this.#initialize(initialization, nowMilliseconds);
    group.forEach(({ bytes }) => this.#write(bytes, nowMilliseconds));
    this.#socket.uncork();
  }

  /**
   * The next picture; one that has no room is left out, with all that need it.
   *
   * @param initialization what the video begins with now, which goes before a keyframe where it is not what it began with
   */
  offer({ bytes, isKeyframe }: LiveFragment, initialization: Buffer, nowMilliseconds: number): void {
    const lateMilliseconds = this.#lastLookMilliseconds - (this.#waiting[0]?.atMilliseconds ?? this.#lastLookMilliseconds);
    if (lateMilliseconds > behindMilliseconds || this.#socket.writableLength > mostWaitingBytes) {
      this.#isBehind = true;
    } else if (isKeyframe && lateMilliseconds <= caughtUpMilliseconds) {
      this.#isBehind = false;
    }
    if (this.#isBehind) {
      this.#droppedFrames += 1;
      return;
    }
    if (isKeyframe && this.#initialization !== initialization) {
      this.#initialize(initialization, nowMilliseconds);
    }
    this.#write(bytes, nowMilliseconds);
  }

  /** Takes what a look at the kernel's queues found. */
  look(queues: SendQueues, nowMilliseconds: number): void {
    const kernelBytes = heldBytes(queues, this.#key, this.watcher.isBehindProxy);
    const deliveredBytes = this.#writtenBytes - kernelBytes - this.#socket.writableLength;
    const left = this.#waiting.findIndex(({ untilBytes }) => untilBytes > deliveredBytes);
    const count = left === -1 ? this.#waiting.length : left;
    if (count > 0 || !this.isSending) {
      this.#waiting.splice(0, count);
      this.#progressMilliseconds = nowMilliseconds;
    } else {
      this.#progressMilliseconds += Math.max(0, nowMilliseconds - this.#lastLookMilliseconds - longestLookIntervalMilliseconds);
    }
    this.#lastLookMilliseconds = nowMilliseconds;
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #initialize(initialization: Buffer, nowMilliseconds: number): void {
    this.#initialization = initialization;
    this.#write(initialization, nowMilliseconds);
  }

  #write(bytes: Buffer, nowMilliseconds: number): void {
    if (!this.isSending) {
      this.#progressMilliseconds = nowMilliseconds;
    }
    this.#writtenBytes += bytes.length;
    this.#waiting.push({ untilBytes: this.#writtenBytes, atMilliseconds: nowMilliseconds });
    this.#socket.write(bytes);
  }
}
