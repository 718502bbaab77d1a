import { assertRoomFor, type Watcher, type WatcherLimits } from '../live/watcher.ts';
import type { LiveRendition } from '../live/renditions.ts';
import type { PacketSource, PacketSubscription } from '../media/packet-hub.ts';
import type { EncodedPacket } from '../media/protocol.ts';
import { chosenRendition } from './chosen-rendition.ts';
import type { WantedVideo } from './protocol.ts';

interface HomeKitViewersOptions {
  /** Largest first. */
  renditions(): readonly [LiveRendition, ...LiveRendition[]];
  packetsOf(rendition: string): PacketSource;
  /** The need that each viewer has of the camera. */
  readonly camera: { acquire(who: string): { release(): void } };
  limits(): WatcherLimits;
  /** Who watches any camera: the limits are for all of them together. */
  allWatchers(): Iterable<Watcher>;
}

/** What a home gets. */
export interface HomeStream {
  /** H.264 with start codes, from a keyframe on. */
  send(annexB: Buffer, captureMilliseconds: number): void;
  /** Somebody here ended it; not called after `end`. */
  onEnded(): void;
}

interface Viewer {
  readonly watcher: Watcher;
  readonly stream: HomeStream;
  rendition: string;
  packets: PacketSubscription;
  release(): void;
}

/** They are taken as they come; this bounds what a main process that stands still finds. */
const mostPacketBytes = 16 * 1024 * 1024;
/** Between pictures that were captured before somebody came, as that one is told. */
const catchUpMilliseconds = 2;

/** Those who watch one camera in a home. Does nothing while nobody does. */
export class HomeKitViewers {
  readonly droppedFrames = 0; // the network drops them, and nobody here hears of it
  readonly #options: HomeKitViewersOptions;
  readonly #viewers = new Map<string, Viewer>();

  constructor(options: HomeKitViewersOptions) {
    this.#options = options;
  }

  get watchers(): Watcher[] {
    return [...this.#viewers.values()].map(({ watcher }) => watcher);
  }

  get viewerCount(): number {
    return this.#viewers.size;
  }

  /**
   * Begins a stream.
   *
   * @param address of who watches, for the limits
   * @throws PetLogError `privacy`, `camera_disabled`, `too_many_viewers`, `too_many_viewers_from_address`
   */
  begin(streamId: string, address: string, wanted: WantedVideo, stream: HomeStream): void {
    const { renditions, camera, limits, allWatchers } = this.#options;
    const watcher: Watcher = { address, permission: null, isBehindProxy: false };
    assertRoomFor(watcher, allWatchers(), limits());
    const lease = camera.acquire('viewer');
    const rendition = chosenRendition(renditions(), wanted);
    const viewer: Viewer = {
      watcher,
      stream,
      rendition,
      packets: this.#follow(streamId, rendition),
      release: () => {
        viewer.packets.close();
        lease.release();
      },
    };
    this.#viewers.set(streamId, viewer);
    this.#catchUp(viewer);
  }

  /** It wants another size: it gets it from the next keyframe on. */
  change(streamId: string, wanted: WantedVideo): void {
    const viewer = this.#viewers.get(streamId);
    const rendition = chosenRendition(this.#options.renditions(), wanted);
    if (viewer !== undefined && viewer.rendition !== rendition) {
      viewer.packets.close();
      viewer.rendition = rendition;
      viewer.packets = this.#follow(streamId, rendition);
      this.#catchUp(viewer);
    }
  }

  requestKeyframe(streamId: string): void {
    const viewer = this.#viewers.get(streamId);
    if (viewer !== undefined) {
      this.#options.packetsOf(viewer.rendition).requestKeyframe();
    }
  }

  /** It has seen enough. */
  end(streamId: string): void {
    const viewer = this.#viewers.get(streamId);
    this.#viewers.delete(streamId);
    viewer?.release();
  }

  /** Ends every stream; the number that there were. */
  endAll(): number {
    const ended = [...this.#viewers];
    for (const [streamId, { stream }] of ended) {
      this.end(streamId);
      stream.onEnded();
    }
    return ended.length;
  }

  #follow(streamId: string, rendition: string): PacketSubscription {
    const onAvailable = (): void => {
      const viewer = this.#viewers.get(streamId);
      for (let packet = viewer?.packets.take() ?? null; packet !== null; packet = viewer?.packets.take() ?? null) {
        viewer?.stream.send(packet.annexB, packet.captureMilliseconds);
      }
    };
    // A home is sent no sound: no microphone is opened for it.
    return this.#options.packetsOf(rendition).subscribe({ onAvailable, mostBytes: mostPacketBytes, isHeard: () => false });
  }

  /**
   * What came since the newest keyframe is needed to show what comes next, but not to be watched: a home would show it as
   * slowly as it was, and stay behind by that.
   */
  #catchUp({ packets, stream }: Viewer): void {
    const group: EncodedPacket[] = [];
    for (let packet = packets.take(); packet !== null; packet = packets.take()) {
      group.push(packet);
    }
    const newest = group.at(-1)?.captureMilliseconds ?? 0;
    group.forEach(({ annexB }, index) => stream.send(annexB, newest - (group.length - 1 - index) * catchUpMilliseconds));
  }
}
