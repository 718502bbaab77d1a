import type { Socket } from 'node:net';
import type { PacketSource } from '../../media/packet-hub.ts';
import type { SoundBuffer } from '../../media/sound/sound-buffer.ts';
import type { Clock } from '../../system/clock.ts';
import type { Logger } from '../../system/logger.ts';
import { afterAwake } from '../../system/patience.ts';
import type { ConnectionTable, SendQueues } from '../mjpeg/kernel-send-queue.ts';
import { fullRendition } from '../renditions.ts';
import { assertRoomFor, type Watcher, type WatcherLimits } from '../watcher.ts';
import { RenditionVideo } from './rendition-video.ts';
import { VideoViewer } from './video-viewer.ts';

interface LiveVideoOptions {
  /** Of the rendition with that name. */
  packetsOf(rendition: string): PacketSource;
  /** The need that each viewer has of the camera. */
  readonly camera: { acquire(who: string): { release(): void } };
  /** As configured. */
  frameRate(): number;
  /** What is heard; null while there is no sound. */
  heard(): SoundBuffer | null;
  readSendQueues(tables: ReadonlySet<ConnectionTable>): SendQueues;
  readonly clock: Clock;
  readonly logger: Logger;
  limits(): WatcherLimits;
  /** Who watches any camera: the limits are for all of them together. */
  allWatchers(): Iterable<Watcher>;
}

const lookMilliseconds = 300;
/** Where all that was sent had left at the last look: to learn later that something waits does no harm, since it is known when it was sent. */
const calmLookMilliseconds = 1000;
/** Looking at the kernel's queues may take this share of the time: its table is long where there are many connections. */
const lookTimeShare = 0.05;
/** A connection that has taken nothing for so long is dead. */
const deadAfterMilliseconds = 30_000;

/** Sends one camera's live video (fragmented MP4, H.264) to everyone who watches it that way. Does nothing while nobody does. */
export class LiveVideo {
  readonly #options: LiveVideoOptions;
  readonly #viewers = new Map<Socket, { readonly viewer: VideoViewer; release(): void }>();
  /** By their names, once somebody has asked for them. */
  readonly #renditions = new Map<string, RenditionVideo>();
  #endedViewersDroppedFrames = 0;
  #cancelLook: () => void = () => {};

  constructor(options: LiveVideoOptions) {
    this.#options = options;
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

  /** Sends a rendition to a socket whose HTTP headers are sent, until either side ends it. */
  add(socket: Socket, watcher: Watcher, renditionName = fullRendition): void {
    if (socket.destroyed) {
      return; // it went away while its request was read, and says so only once
    }
    const { camera, clock } = this.#options;
    const now = clock.monotonicMilliseconds();
    const viewer = new VideoViewer(socket, watcher, now);
    const lease = camera.acquire('viewer');
    const rendition = this.#renditionOf(renditionName);
    this.#viewers.set(socket, {
      viewer,
      release: () => {
        rendition.remove(viewer);
        lease.release();
      },
    });
    socket.setNoDelay(true);
    socket.once('close', () => this.#remove(socket));
    rendition.add(viewer);
    if (this.#viewers.size === 1) {
      this.#lookLater(lookMilliseconds);
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

  #renditionOf(name: string): RenditionVideo {
    const known = this.#renditions.get(name);
    const rendition =
      known ?? new RenditionVideo({ ...this.#options, packets: this.#options.packetsOf(name), end: (viewer) => this.#endViewer(viewer) });
    this.#renditions.set(name, rendition);
    return rendition;
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
    const isCalm = sending.every(({ isSending }) => !isSending);
    this.#lookLater(Math.max(isCalm ? calmLookMilliseconds : lookMilliseconds, (now - startedAt) / lookTimeShare));
  }

  #end(socket: Socket, viewer: VideoViewer): void {
    this.#remove(socket);
    viewer.end();
    socket.once(
      'close',
      afterAwake(this.#options.clock, 1000, () => viewer.destroy()),
    );
  }

  #endViewer(viewer: VideoViewer): void {
    for (const [socket, entry] of this.#viewers) {
      if (entry.viewer === viewer) {
        this.#end(socket, viewer);
        return;
      }
    }
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
    }
  }
}
