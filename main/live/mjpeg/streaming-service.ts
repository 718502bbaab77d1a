import type { Socket } from 'node:net';
import type { Frame } from '../../frames/frame.ts';
import type { Clock } from '../../system/clock.ts';
import { afterAwake } from '../../system/patience.ts';
import type { ConnectionTable, SendQueues } from './kernel-send-queue.ts';
import { closing, encodePart } from './multipart.ts';
import type { Tile } from './tile.ts';
import { Viewer } from './viewer.ts';
import { assertRoomFor, type Watcher, type WatcherLimits } from '../watcher.ts';

/** A still picture for a camera that has none: drawn, and saying why. */
export interface PlaceholderPicture {
  jpeg: Buffer;
}

export interface StreamingServiceOptions {
  frames: { subscribe(listener: (frame: Frame) => void): () => void };
  /** The need that each viewer has of the camera. */
  camera: { acquire(who: string): { release(): void } };
  /** What to show while the camera gives no picture; null shows the last one on. */
  placeholder(): Promise<PlaceholderPicture | null>;
  readSendQueues(tables: ReadonlySet<ConnectionTable>): SendQueues;
  clock: Clock;
  limits(): WatcherLimits;
  /** Who watches any camera: the limits are for all of them together. */
  allWatchers(): Iterable<Watcher>;
}

/** A picture that stands still is repeated, so that a viewer can tell still from dead. */
const repeatMilliseconds = 1000;
/** A connection that has taken nothing for so long is dead. */
export const deadAfterMilliseconds = 30_000;

const longestLookDelayMilliseconds = 100;
/** Looking at the kernel's queues may take this share of the time: its table is long where there are many connections. */
const lookTimeShare = 0.05;
const longestLookPauseMilliseconds = 100;

/** Sends the live picture to everyone who watches. */
export class StreamingService {
  readonly #options: StreamingServiceOptions;
  readonly #viewers = new Map<Socket, { viewer: Viewer; release: () => void }>();
  /** Those who are shown this camera among others. */
  readonly #tiles = new Map<Tile, () => void>();
  /** While somebody watches: of a camera that gives H.264, JPEGs are made for it. */
  #unsubscribe: (() => void) | null = null;
  #part: Buffer | null = null;
  #partSince = 0;
  #frameSince = 0;
  #frameIntervalMilliseconds = 0;
  #endedViewersDroppedFrames = 0;
  #cancelRepeat: () => void = () => {};
  #cancelLook: (() => void) | null = null;
  #nextLookMilliseconds = 0;

  constructor(options: StreamingServiceOptions) {
    this.#options = options;
  }

  get watchers(): Watcher[] {
    return [...[...this.#viewers.values()].map(({ viewer }) => viewer.watcher), ...[...this.#tiles.keys()].map(({ watcher }) => watcher)];
  }

  get viewerCount(): number {
    return this.#viewers.size + this.#tiles.size;
  }

  /** Frames that viewers on slow links skipped, since the application started. */
  get droppedFrames(): number {
    let dropped = this.#endedViewersDroppedFrames;
    for (const { viewer } of this.#viewers.values()) {
      dropped += viewer.droppedFrames;
    }
    return dropped;
  }

  /**
   * Says whether one more viewer fits.
   *
   * @param places that they take
   * @throws PetLogError `too_many_viewers`, `too_many_viewers_of_device`, `too_many_viewers_from_address`
   */
  assertRoomFor(watcher: Watcher, places = 1): void {
    assertRoomFor(watcher, this.#options.allWatchers(), this.#options.limits(), undefined, places);
  }

  /**
   * Streams to a socket whose HTTP headers are sent, until either side ends it.
   *
   * @param framesPerSecond fewer frames for this viewer; null for all
   */
  add(socket: Socket, watcher: Watcher, framesPerSecond: number | null): void {
    if (socket.destroyed) {
      return; // it went away while its request was read, and says so only once
    }
    const now = this.#options.clock.monotonicMilliseconds();
    const viewer = new Viewer(socket, watcher, framesPerSecond, now);
    const lease = this.#options.camera.acquire('viewer');
    this.#viewers.set(socket, { viewer, release: () => lease.release() });
    this.#unsubscribe ??= this.#options.frames.subscribe((frame) => this.#publish(frame));
    socket.setNoDelay(true);
    socket.once('close', () => this.#remove(socket));
    viewer.begin(this.#part, now);
    if (this.viewerCount === 1) {
      this.#scheduleRepeat();
    }
  }

  /**
   * Shows the pictures of this camera in a tile, until either side ends it.
   *
   * @returns the function that ends it
   */
  addTile(tile: Tile): () => void {
    const lease = this.#options.camera.acquire('viewer');
    this.#tiles.set(tile, () => lease.release());
    this.#unsubscribe ??= this.#options.frames.subscribe((frame) => this.#publish(frame));
    if (this.viewerCount === 1) {
      this.#scheduleRepeat();
    }
    return () => this.#removeTile(tile);
  }

  /** Ends every stream; the number that were open. */
  endAll(): number {
    const tiles = [...this.#tiles.keys()];
    for (const tile of tiles) {
      this.#removeTile(tile);
      tile.end();
    }
    const open = [...this.#viewers];
    for (const [socket, { viewer }] of open) {
      this.#remove(socket);
      viewer.end(closing);
      const cancel = afterAwake(this.#options.clock, 1000, () => viewer.destroy());
      socket.once('close', cancel);
    }
    this.#part = null;
    return open.length + tiles.length;
  }

  close(): void {
    this.endAll();
  }

  /** The camera stopped: its last picture is no longer the live one. */
  forgetPicture(): void {
    this.#part = null;
  }

  /** The camera is lost: where the picture stands still already, the reason is shown at once and not at its next repeat, before which the camera may be back. */
  async showLoss(): Promise<void> {
    if (this.viewerCount > 0) {
      await this.#sendStill(() => this.#options.clock.monotonicMilliseconds() - this.#frameSince >= repeatMilliseconds);
    }
  }

  #publish(frame: Frame): void {
    this.#frameIntervalMilliseconds = frame.monotonicMilliseconds - this.#frameSince;
    this.#frameSince = frame.monotonicMilliseconds;
    for (const tile of this.#tiles.keys()) {
      tile.show(frame);
    }
    if (this.#viewers.size === 0) {
      this.#part = null;
      this.#partSince = frame.monotonicMilliseconds;
      return;
    }
    this.#send(encodePart(frame.jpeg, frame.capturedAtMicroseconds, false), frame.monotonicMilliseconds);
  }

  #send(part: Buffer, monotonicMilliseconds: number): void {
    this.#part = part;
    this.#partSince = monotonicMilliseconds;
    let needsLook = false;
    for (const { viewer } of this.#viewers.values()) {
      viewer.offer(part, monotonicMilliseconds);
      needsLook ||= viewer.isOnProbation(monotonicMilliseconds);
    }
    if (needsLook) {
      this.#scheduleLook(monotonicMilliseconds);
    }
  }

  /** About once a second: repeats a picture that stands still, looks at every connection, and drops the dead ones. */
  #scheduleRepeat(): void {
    this.#cancelRepeat();
    const remaining = this.#partSince + repeatMilliseconds - this.#options.clock.monotonicMilliseconds();
    this.#cancelRepeat = this.#options.clock.after(remaining > 0 ? remaining : repeatMilliseconds / 2, () => {
      this.#look();
      void this.#repeat();
    });
  }

  async #repeat(): Promise<void> {
    const { clock } = this.#options;
    await this.#sendStill(() => clock.monotonicMilliseconds() - this.#partSince >= repeatMilliseconds);
    const now = clock.monotonicMilliseconds();
    for (const { viewer } of this.#viewers.values()) {
      if (viewer.stalledMilliseconds(now) > deadAfterMilliseconds) {
        viewer.destroy();
      }
    }
    if (this.viewerCount > 0) {
      this.#scheduleRepeat();
    }
  }

  /** Sends the placeholder, or the last picture again where there is no need of one, unless a picture came meanwhile. */
  async #sendStill(isDue: () => boolean): Promise<void> {
    if (!isDue()) {
      return;
    }
    const { clock, placeholder } = this.#options;
    const picture = await placeholder().catch(() => null);
    const part = picture === null ? this.#part : encodePart(picture.jpeg, clock.nowMicroseconds(), true);
    if (picture !== null && isDue()) {
      const still = { jpeg: picture.jpeg, capturedAtMicroseconds: clock.nowMicroseconds(), widthPixels: null, isPlaceholder: true };
      for (const tile of this.#tiles.keys()) {
        tile.show(still);
      }
    }
    if (part !== null && isDue()) {
      this.#send(part, clock.monotonicMilliseconds());
    }
  }

  /** Looks between two frames, when what was just sent has had time to leave. */
  #scheduleLook(nowMilliseconds: number): void {
    if (this.#cancelLook !== null || nowMilliseconds < this.#nextLookMilliseconds) {
      return;
    }
    this.#cancelLook = this.#options.clock.after(Math.min(this.#frameIntervalMilliseconds * 0.6, longestLookDelayMilliseconds), () => {
      this.#cancelLook = null;
      this.#look();
    });
  }

  /** Asks the kernel how much of what was sent has left. */
  #look(): void {
    const { clock, readSendQueues } = this.#options;
    const startedAt = clock.monotonicMilliseconds();
    const tables = new Set<ConnectionTable>();
    for (const { viewer } of this.#viewers.values()) {
      tables.add(viewer.connectionTable);
    }
    const queues = readSendQueues(tables);
    const now = clock.monotonicMilliseconds();
    for (const { viewer } of this.#viewers.values()) {
      viewer.look(queues, this.#part, now);
    }
    const tookMilliseconds = clock.monotonicMilliseconds() - startedAt;
    this.#nextLookMilliseconds = now + Math.min(tookMilliseconds / lookTimeShare, longestLookPauseMilliseconds);
  }

  #remove(socket: Socket): void {
    const entry = this.#viewers.get(socket);
    if (entry === undefined) {
      return;
    }
    this.#viewers.delete(socket);
    this.#endedViewersDroppedFrames += entry.viewer.droppedFrames;
    entry.release();
    this.#restUnwatched();
  }

  #removeTile(tile: Tile): void {
    const release = this.#tiles.get(tile);
    this.#tiles.delete(tile);
    release?.();
    this.#restUnwatched();
  }

  #restUnwatched(): void {
    if (this.viewerCount === 0) {
      this.#unsubscribe?.();
      this.#unsubscribe = null;
      this.#part = null;
      this.#cancelRepeat();
    }
    if (this.#viewers.size === 0) {
      this.#cancelLook?.();
      this.#cancelLook = null;
    }
  }
}
