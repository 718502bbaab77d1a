import { PacketHub, type PacketSource } from './packet-hub.ts';
import type { EncodedPacket } from './protocol.ts';

interface RenditionHubsOptions {
  /** Called when the first reader of a rendition comes and when its last one is gone. */
  onWanted(heightPixels: number, areWanted: boolean): void;
  requestKeyframe(heightPixels: number): void;
}

/** The packets of one camera's smaller renditions, each for any number of readers. */
export class RenditionHubs {
  readonly #options: RenditionHubsOptions;
  /** By the height that they are asked for with. */
  readonly #hubs = new Map<number, PacketHub>();

  constructor(options: RenditionHubsOptions) {
    this.#options = options;
  }

  /** The rendition that is so high. */
  of(heightPixels: number): PacketSource {
    return {
      subscribe: (options) => this.#hubOf(heightPixels).subscribe(options),
      requestKeyframe: () => this.#options.requestKeyframe(heightPixels),
    };
  }

  /** Of that rendition, as `PacketHub` counts them. */
  publishedPackets(heightPixels: number): number {
    return this.#hubs.get(heightPixels)?.publishedPackets ?? 0;
  }

  publish(heightPixels: number, packet: EncodedPacket): void {
    this.#hubs.get(heightPixels)?.publish(packet);
  }

  /** Whether any reader of any of them plays sound too. */
  get isHeard(): boolean {
    return [...this.#hubs.values()].some(({ isHeard }) => isHeard);
  }

  /** Packets are missing: everybody goes on with a keyframe. */
  interrupt(): void {
    this.#hubs.forEach((hub) => hub.interrupt());
  }

  /** Ends every subscription. */
  close(): void {
    this.#hubs.forEach((hub) => hub.close());
  }

  #hubOf(heightPixels: number): PacketHub {
    const known = this.#hubs.get(heightPixels);
    const hub = known ?? new PacketHub((areWanted) => this.#options.onWanted(heightPixels, areWanted));
    this.#hubs.set(heightPixels, hub);
    return hub;
  }
}
