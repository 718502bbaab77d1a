import type { Socket } from 'node:net';
import type { PacketSubscription, PacketSubscriptionOptions } from '../../media/packet-hub.ts';
import type { Clock } from '../../system/clock.ts';
import type { Logger } from '../../system/logger.ts';
import { afterAwake } from '../../system/patience.ts';
import type { ConnectionTable, SendQueues } from '../mjpeg/kernel-send-queue.ts';
import { assertRoomFor, type Watcher, type WatcherLimits } from '../watcher.ts';
import { type LiveFragment, LiveFragments } from './live-fragments.ts';
import { VideoViewer } from './video-viewer.ts';

interface LiveVideoOptions {
  readonly packets: { subscribe(options: PacketSubscriptionOptions): PacketSubscription };
  /** The need that each viewer has of the camera. */
  readonly camera: { acquire(who: string): { release(): void } };
  /** As configured. */
  frameRate(): number;
  readSendQueues(tables: ReadonlySet<ConnectionTable>): SendQueues;
  readonly clock: Clock;
  readonly logger: Logger;
  limits(): WatcherLimits;
  /** Who watches any camera: the limits are for all of them together. */
  allWatchers(): Iterable<Watcher>;
}

/** Whoever comes is given what came since the newest keyframe, unless that is older than this: it is not live any more. */
const freshMilliseconds = 3000;
const lookMilliseconds = 300;
/** Looking at the kernel's queues may take this share of the time: its table is long where there are many connections. */
const lookTimeShare = 0.05;
/** A connection that has taken nothing for so long is dead. */
const deadAfterMilliseconds = 30_000;
/** They are taken as they come; this bounds what a main process that stands still finds. */
const mostPacketBytes = 16 * 1024 * 1024;

/** Sends one camera's live video (fragmented MP4, H.264) to everyone who watches it that way. Does nothing while nobody does. */
export class LiveVideo {
  readonly #options: LiveVideoOptions;
  readonly #viewers = new Map<Socket, { readonly viewer: VideoViewer; release(): void }>();
  readonly #fragments: LiveFragments;
  #packets: PacketSubscription | null = null;
  #endedViewersDroppedFrames = 0;
  #cancelLook: () => void = () => {};

  constructor(options: LiveVideoOptions) {
    const { frameRate, clock } = options;
    this.#options = options;
    this.#fragments = new LiveFragments(
      () => 1000 / frameRate(),
      (monotonicMilliseconds) => clock.nowMicroseconds() - (clock.monotonicMilliseconds() - monotonicMilliseconds) * 1000,
    );
  }

  get watchers(): Watcher[] {
    return [...this.#viewers.values()].map(({ viewer }) => viewer.watcher);
  }

  get viewerCount(): number {
    return this.#viewers.size;
  }

  /** Pictures that viewers on slow links skipped, since the application started. */
  get droppedFrames(): number {
    return [...this.#viewers.values()].reduce((sum, { viewer }) => sum + viewer.droppedFrames, this.#endedViewersDroppedFrames);
  }

  /**
   * Says whether one more viewer fits.
   *
   * @throws PetLogError `too_many_viewers`, `too_many_viewers_of_device`, `too_many_viewers_from_address`
   */
  assertRoomFor(watcher: Watcher): void {
    assertRoomFor(watcher, this.#options.allWatchers(), this.#options.limits());
  }

  /** Sends to a socket whose HTTP headers are sent, until either side ends it. */
  add(socket: Socket, watcher: Watcher): void {
    if (socket.destroyed) {
      return; // it went away while its request was read, and says so only once
    }
    const { camera, clock } = this.#options;
    const now = clock.monotonicMilliseconds();
    const viewer = new VideoViewer(socket, watcher, now);
    const lease = camera.acquire('viewer');
    this.#viewers.set(socket, { viewer, release: () => lease.release() });
    socket.setNoDelay(true);
    socket.once('close', () => this.#remove(socket));
    const { beginning } = this.#fragments;
    const newest = beginning?.group.at(-1);
    if (beginning !== null && newest !== undefined && now - newest.captureMilliseconds < freshMilliseconds) {
      viewer.begin(beginning.initialization, beginning.group, now);
    }
    if (this.#viewers.size === 1) {
      this.#lookLater(lookMilliseconds);
    }
    if (this.#packets === null) {
      this.#packets = this.#options.packets.subscribe({ onAvailable: () => this.#take(), mostBytes: mostPacketBytes });
      this.#take(); // it was told of what was there already before it could take it
    }
  }

  /** Ends every video; the number that were open. */
  endAll(): number {
    const open = [...this.#viewers];
    for (const [socket, { viewer }] of open) {
      this.#end(socket, viewer);
    }
    return open.length;
  }

  #take(): void {
    for (let packet = this.#packets?.take() ?? null; packet !== null; packet = this.#packets?.take() ?? null) {
      try {
        this.#send(this.#fragments.add(packet));
      } catch (error) {
        this.#options.logger.warn({ err: error, sequence: packet.sequence }, 'a picture could not become video');
      }
    }
  }

  #send(fragment: LiveFragment): void {
    const now = this.#options.clock.monotonicMilliseconds();
    const { beginning } = this.#fragments;
    if (beginning === null) {
      return;
    }
    for (const { viewer } of this.#viewers.values()) {
      if (viewer.hasBegun) {
        viewer.offer(fragment, beginning.initialization, now);
      } else if (fragment.isKeyframe) {
        viewer.begin(beginning.initialization, [fragment], now);
      }
    }
  }

  #lookLater(milliseconds: number): void {
    this.#cancelLook = this.#options.clock.after(milliseconds, () => this.#look());
  }

  /** Asks the kernel how much of what was sent has left. */
  #look(): void {
    const { clock, readSendQueues } = this.#options;
    const startedAt = clock.monotonicMilliseconds();
    const sending = [...this.#viewers.values()].map(({ viewer }) => viewer).filter(({ isSending }) => isSending);
    const queues = readSendQueues(new Set(sending.map(({ connectionTable }) => connectionTable)));
    const now = clock.monotonicMilliseconds();
    sending.forEach((viewer) => viewer.look(queues, now));
    for (const { viewer } of this.#viewers.values()) {
      if (viewer.stalledMilliseconds(now) > deadAfterMilliseconds) {
        viewer.destroy();
      }
    }
    this.#lookLater(Math.max(lookMilliseconds, (now - startedAt) / lookTimeShare));
  }

  #end(socket: Socket, viewer: VideoViewer): void {
    this.#remove(socket);
    viewer.end();
    socket.once(
      'close',
      afterAwake(this.#options.clock, 1000, () => viewer.destroy()),
    );
  }

  #remove(socket: Socket): void {
    const entry = this.#viewers.get(socket);
    if (entry === undefined) {
      return;
    }
    this.#viewers.delete(socket);
    this.#endedViewersDroppedFrames += entry.viewer.droppedFrames;
    entry.release();
    if (this.#viewers.size === 0) {
      this.#cancelLook();
      this.#packets?.close();
      this.#packets = null;
      this.#fragments.forget();
    }
  }
}
