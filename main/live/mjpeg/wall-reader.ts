import type { Socket } from 'node:net';
import type { Clock } from '../../system/clock.ts';
import { afterAwake } from '../../system/patience.ts';
import type { Watcher } from '../watcher.ts';
import { connectionKey, type ConnectionTable, connectionTable, heldBytes, type SendQueues } from './kernel-send-queue.ts';
import { boundary, closing, opening, partHead } from './multipart.ts';
import type { Tile, TilePicture } from './tile.ts';

/** A camera as a wall shows it. */
export interface WallCamera {
  readonly cameraId: string;
  readonly streaming: { addTile(tile: Tile): () => void };
}

/** A picture as it is for readers of a width. */
export type MakeSmall = (picture: TilePicture, widthPixels: number) => Promise<Buffer>;

interface WallReaderOptions {
  readonly socket: Socket;
  readonly watcher: Watcher;
  readonly cameras: readonly WallCamera[];
  /** null for pictures as they are. */
  readonly widthPixels: number | null;
  readonly makeSmall: MakeSmall;
  readonly clock: Clock;
}

/** All tiles of a reader share the rate, and each has at least, and at most, so many pictures a second. */
const picturesPerSecond = { ofAll: 16, least: 2, most: 5 } as const;
/** 9.6 Mbit/s in all, whatever the cameras send. */
const bytesPerSecond = 1_200_000;
const burstBytes = bytesPerSecond / 2;
/** A picture that stands still is repeated, so that a reader can tell still from dead. */
const repeatMilliseconds = 1000;
/** A connection that has taken nothing for so long is dead. */
const deadAfterMilliseconds = 30_000;

interface WallTile {
  readonly cameraId: string;
  leave(): void;
  newest: TilePicture | null;
  sent: Buffer | null;
  sentMilliseconds: number;
  nextDueMilliseconds: number;
  /** Everything up to here has to have left before the next picture of this camera. */
  leavesAtBytes: number;
  isPreparing: boolean;
}

/**
 * One connection that is shown several cameras. Each camera's newest picture is
 * sent when the one before has left: nothing queues up behind a slow reader.
 */
export class WallReader {
  readonly connectionTable: ConnectionTable;
  readonly #options: WallReaderOptions;
  readonly #key: string | null;
  readonly #intervalMilliseconds: number;
  readonly #tiles = new Set<WallTile>();
  #writtenBytes = 0;
  #deliveredBytes = 0;
  #progressMilliseconds: number;
  #budgetBytes = burstBytes;
  #budgetMilliseconds: number;
  #hasEnded = false;

  constructor(options: WallReaderOptions) {
    const { socket, cameras, clock } = options;
    const now = clock.monotonicMilliseconds();
    this.#options = options;
    this.#key = connectionKey(socket);
    this.connectionTable = connectionTable(socket);
    const rate = Math.min(picturesPerSecond.most, Math.max(picturesPerSecond.least, picturesPerSecond.ofAll / cameras.length));
    this.#intervalMilliseconds = 1000 / rate;
    this.#progressMilliseconds = now;
    this.#budgetMilliseconds = now;
    socket.setNoDelay(true);
    this.#write(opening);
    for (const camera of cameras) {
      this.#add(camera, now);
    }
    socket.once('close', () => this.#leaveAll());
  }

  /** Something waits to leave: the kernel has to be asked about it. */
  get isSending(): boolean {
    return this.#deliveredBytes < this.#writtenBytes;
  }

  /** Takes what a look at the kernel's queues found. */
  look(queues: SendQueues, nowMilliseconds: number): void {
    const { socket, watcher } = this.#options;
    const kernelBytes = heldBytes(queues, this.#key, watcher.isBehindProxy);
    const deliveredBytes = this.#writtenBytes - kernelBytes - socket.writableLength;
    if (deliveredBytes > this.#deliveredBytes) {
      this.#deliveredBytes = deliveredBytes;
      this.#progressMilliseconds = nowMilliseconds;
    } else if (!this.isSending) {
      this.#progressMilliseconds = nowMilliseconds;
    } else if (nowMilliseconds - this.#progressMilliseconds > deadAfterMilliseconds) {
      socket.destroy();
    }
  }

  /** Sends what is due and has room, the tile that has waited longest first. */
  send(nowMilliseconds: number): void {
    this.#budgetBytes = Math.min(burstBytes, this.#budgetBytes + ((nowMilliseconds - this.#budgetMilliseconds) / 1000) * bytesPerSecond);
    this.#budgetMilliseconds = nowMilliseconds;
    const due = [...this.#tiles].filter((tile) => this.#isDue(tile, nowMilliseconds));
    for (const tile of due.sort((one, other) => one.nextDueMilliseconds - other.nextDueMilliseconds)) {
      if (this.#budgetBytes <= 0) {
        return;
      }
      tile.nextDueMilliseconds =
        Math.max(tile.nextDueMilliseconds, nowMilliseconds - this.#intervalMilliseconds) + this.#intervalMilliseconds;
      this.#sendPicture(tile, tile.newest as TilePicture, nowMilliseconds);
    }
  }

  /** Ends the answer in an orderly way. */
  end(): void {
    if (this.#hasEnded) {
      return;
    }
    this.#hasEnded = true;
    this.#leaveAll();
    const { socket, clock } = this.#options;
    if (socket.writableLength === 0) {
      socket.write(closing);
    }
    socket.end();
    socket.once(
      'close',
      afterAwake(clock, 1000, () => socket.destroy()),
    );
  }

  #add({ cameraId, streaming }: WallCamera, nowMilliseconds: number): void {
    const tile: WallTile = {
      cameraId,
      leave: () => {},
      newest: null,
      sent: null,
      sentMilliseconds: 0,
      nextDueMilliseconds: nowMilliseconds,
      leavesAtBytes: 0,
      isPreparing: false,
    };
    tile.leave = streaming.addTile({
      watcher: this.#options.watcher,
      show: (picture) => (tile.newest = picture),
      end: () => {
        this.#tiles.delete(tile);
        if (this.#tiles.size === 0) {
          this.end();
        }
      },
    });
    this.#tiles.add(tile);
  }

  #isDue(tile: WallTile, nowMilliseconds: number): boolean {
    const { newest, sent, sentMilliseconds, nextDueMilliseconds, leavesAtBytes, isPreparing } = tile;
    return (
      newest !== null &&
      !isPreparing &&
      nowMilliseconds >= nextDueMilliseconds &&
      leavesAtBytes <= this.#deliveredBytes &&
      (newest.jpeg !== sent || nowMilliseconds - sentMilliseconds >= repeatMilliseconds)
    );
  }

  #sendPicture(tile: WallTile, picture: TilePicture, nowMilliseconds: number): void {
    const { widthPixels, makeSmall } = this.#options;
    tile.sent = picture.jpeg;
    tile.sentMilliseconds = nowMilliseconds;
    if (widthPixels === null) {
      this.#writePart(tile, picture, picture.jpeg);
      return;
    }
    tile.isPreparing = true;
    void makeSmall(picture, widthPixels).then((jpeg) => {
      tile.isPreparing = false;
      if (this.#tiles.has(tile)) {
        this.#writePart(tile, picture, jpeg);
      }
    });
  }

  #writePart(tile: WallTile, { capturedAtMicroseconds, isPlaceholder = false }: TilePicture, jpeg: Buffer): void {
    const { socket, clock } = this.#options;
    const before = this.#writtenBytes;
    if (!this.isSending) {
      this.#progressMilliseconds = clock.monotonicMilliseconds();
    }
    socket.cork();
    this.#write(Buffer.from(partHead(jpeg, capturedAtMicroseconds, isPlaceholder, tile.cameraId), 'latin1'));
    this.#write(jpeg);
    this.#write(boundary);
    socket.uncork();
    tile.leavesAtBytes = this.#writtenBytes;
    this.#budgetBytes -= this.#writtenBytes - before;
  }

  #write(bytes: Buffer): void {
    this.#writtenBytes += bytes.length;
    this.#options.socket.write(bytes);
  }

  #leaveAll(): void {
    for (const tile of this.#tiles) {
      tile.leave();
    }
    this.#tiles.clear();
  }
}
