import type { PacketSource, PacketSubscription } from '../../media/packet-hub.ts';
import type { Clock } from '../../system/clock.ts';
import type { Logger } from '../../system/logger.ts';
import { type LiveFragment, LiveFragments } from './live-fragments.ts';
import type { SoundBuffer } from '../../media/sound/sound-buffer.ts';
import type { VideoViewer } from './video-viewer.ts';

interface RenditionVideoOptions {
  readonly packets: PacketSource;
  /** As configured. */
  frameRate(): number;
  /** null while there is no sound. */
  heard(): SoundBuffer | null;
  /** What a viewer began with cannot go on. */
  end(viewer: VideoViewer): void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Whoever comes is given what came since the newest keyframe, unless that is older than this: it is not live any more. */
const freshMilliseconds = 3000;
/** They are taken as they come; this bounds what a main process that stands still finds. */
const mostPacketBytes = 16 * 1024 * 1024;

/** One rendition of a camera as fragmented MP4, made once for everybody who watches it, while somebody does. */
export class RenditionVideo {
  readonly #options: RenditionVideoOptions;
  readonly #viewers = new Set<VideoViewer>();
  readonly #fragments: LiveFragments;
  #packets: PacketSubscription | null = null;

  constructor(options: RenditionVideoOptions) {
    const { frameRate, clock, heard } = options;
    this.#options = options;
    this.#fragments = new LiveFragments(
      () => 1000 / frameRate(),
      (monotonicMilliseconds) => clock.nowMicroseconds() - (clock.monotonicMilliseconds() - monotonicMilliseconds) * 1000,
      heard,
    );
  }

  add(viewer: VideoViewer): void {
    const { clock, packets } = this.#options;
    const now = clock.monotonicMilliseconds();
    this.#viewers.add(viewer);
    const { beginning } = this.#fragments;
    const newest = beginning?.group.at(-1);
    if (beginning !== null && newest !== undefined && now - newest.captureMilliseconds < freshMilliseconds) {
      viewer.begin(beginning, beginning.group, now);
    }
    if (this.#packets === null) {
      this.#packets = packets.subscribe({ onAvailable: () => this.#take(), mostBytes: mostPacketBytes });
      this.#take(); // it was told of what was there already before it could take it
    }
  }

  remove(viewer: VideoViewer): void {
    if (this.#viewers.delete(viewer) && this.#viewers.size === 0) {
      this.#packets?.close();
      this.#packets = null;
      this.#fragments.forget();
    }
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
    for (const viewer of this.#viewers) {
      if (viewer.hasBegun && viewer.hasSound !== beginning.hasSound) {
        this.#options.end(viewer); // no player takes a further track: it comes back, and begins with it
      } else if (viewer.hasBegun) {
        viewer.offer(fragment, beginning.initialization, now);
      } else if (fragment.isKeyframe) {
        viewer.begin(beginning, [fragment], now);
      }
    }
  }
}
