import { randomUUID } from 'node:crypto';
import type { PacketSubscription, PacketSubscriptionOptions } from '../../media/packet-hub.ts';
import { assertRoomFor, type Watcher, type WatcherLimits } from '../watcher.ts';
import type { WebRtcProcessClient } from './webrtc-process-client.ts';

interface WebRtcViewersOptions {
  readonly cameraId: string;
  readonly process: Pick<WebRtcProcessClient, 'open' | 'send' | 'addCandidates' | 'closeSession'>;
  readonly packets: { subscribe(options: PacketSubscriptionOptions): PacketSubscription; requestKeyframe(): void };
  /** The need that each viewer has of the camera. */
  readonly camera: { acquire(who: string): { release(): void } };
  limits(): WatcherLimits;
  /** Who watches any camera: the limits are for all of them together. */
  allWatchers(): Iterable<Watcher>;
}

interface Viewer {
  readonly watcher: Watcher;
  leave(): void;
}

/** They are taken as they come; this bounds what a main process that stands still finds. */
const mostPacketBytes = 16 * 1024 * 1024;

/** Those who watch one camera by WebRTC. Does nothing while nobody does. */
export class WebRtcViewers {
  readonly droppedFrames = 0; // the network drops them, and nobody here hears of it
  readonly #options: WebRtcViewersOptions;
  readonly #viewers = new Map<string, Viewer>();
  #packets: PacketSubscription | null = null;

  constructor(options: WebRtcViewersOptions) {
    this.#options = options;
  }

  get watchers(): Watcher[] {
    return [...this.#viewers.values()].map(({ watcher }) => watcher);
  }

  get viewerCount(): number {
    return this.#viewers.size;
  }

  /**
   * Begins a session.
   *
   * @param onEnded called once, whoever ends it
   * @returns its id, and the answer to the offer (SDP)
   * @throws PetLogError `too_many_viewers`, `too_many_viewers_of_device`, `too_many_viewers_from_address`
   * @throws WorkerError `refusedOfferCode` where the offer is to blame
   */
  async open(offer: string, watcher: Watcher, onEnded: () => void): Promise<{ sessionId: string; answer: string }> {
    const { cameraId, process, packets, camera, limits, allWatchers } = this.#options;
    assertRoomFor(watcher, allWatchers(), limits());
    const lease = camera.acquire('viewer');
    const sessionId = randomUUID();
    this.#viewers.set(sessionId, {
      watcher,
      leave: () => {
        lease.release();
        onEnded();
      },
    });
    if (this.#packets === null) {
      this.#packets = packets.subscribe({ onAvailable: () => this.#take(), mostBytes: mostPacketBytes });
      this.#take(); // it was told of what was there already before it could take it
    }
    const answer = await process.open(sessionId, offer, {
      cameraId,
      onEnded: () => this.#remove(sessionId),
      onKeyframeWanted: () => packets.requestKeyframe(),
    });
    return { sessionId, answer };
  }

  /** Who has that session; null where it is none of this camera. */
  watcherOf(sessionId: string): Watcher | null {
    return this.#viewers.get(sessionId)?.watcher ?? null;
  }

  addCandidates(sessionId: string, mid: string, candidates: string[]): void {
    this.#options.process.addCandidates(sessionId, mid, candidates);
  }

  end(sessionId: string): void {
    this.#options.process.closeSession(sessionId);
    this.#remove(sessionId);
  }

  /** Ends every session; the number that there were. */
  endAll(): number {
    const sessionIds = [...this.#viewers.keys()];
    sessionIds.forEach((sessionId) => this.end(sessionId));
    return sessionIds.length;
  }

  #take(): void {
    for (let packet = this.#packets?.take() ?? null; packet !== null; packet = this.#packets?.take() ?? null) {
      const { annexB, isKeyframe, captureMilliseconds } = packet;
      this.#options.process.send({ cameraId: this.#options.cameraId, annexB, isKeyframe, captureMilliseconds });
    }
  }

  #remove(sessionId: string): void {
    const viewer = this.#viewers.get(sessionId);
    this.#viewers.delete(sessionId);
    if (this.#viewers.size === 0) {
      this.#packets?.close();
      this.#packets = null;
    }
    viewer?.leave();
  }
}
