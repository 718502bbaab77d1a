import { KeyframeGroup } from './keyframe-group.ts';
import type { EncodedPacket } from './protocol.ts';

export interface PacketSubscriptionOptions {
  /** There are packets to take. Called once for any number of them, until `take` has given the last one; never before `subscribe` has returned. */
  onAvailable: () => void;
  /** More than this is not kept for a slow reader. */
  mostBytes: number;
  /** Whether it plays sound beside the video just now; it does where nothing is said of it. */
  isHeard?: () => boolean;
}

/** What one reader of a camera's video is given: it takes packets when it likes, and a slow one loses its own. */
export interface PacketSubscription {
  /** The next packet, or null when there is none yet. The first one, and the first after a loss, is a keyframe. */
  take(): EncodedPacket | null;
  /** Packets that this reader was too slow for. */
  readonly lostPackets: number;
  close(): void;
}

/** Where the packets of one rendition of a camera come from. */
export interface PacketSource {
  /** From the newest keyframe on; a need of the process that encodes, not of the camera. */
  subscribe(options: PacketSubscriptionOptions): PacketSubscription;
  /** Somebody who reads packets needs a keyframe; a camera that encodes by itself makes them when it likes. */
  requestKeyframe(): void;
}

/**
 * One camera's packets, encoded for readers or passed on, for any number of readers, each with a bounded queue of its own.
 * Whoever comes begins with the newest keyframe, and what came since then.
 */
export class PacketHub {
  readonly #onWanted: (areWanted: boolean) => void;
  readonly #queues = new Set<PacketQueue>();
  /** While there are readers, or the packets are passed on. */
  readonly #group = new KeyframeGroup<EncodedPacket>(({ annexB }) => annexB.length);
  #isPassing = false;
  #publishedPackets = 0;

  /** @param onWanted called when the first reader comes and when the last one is gone */
  constructor(onWanted: (areWanted: boolean) => void) {
    this.#onWanted = onWanted;
  }

  /** Since the application started; what nobody reads does not count. */
  get publishedPackets(): number {
    return this.#publishedPackets;
  }

  /** Whether any reader plays sound too. */
  get isHeard(): boolean {
    return [...this.#queues].some(({ isHeard }) => isHeard);
  }

  /** A packet that was encoded for those who read. */
  publish(packet: EncodedPacket): void {
    if (this.#queues.size > 0) {
      this.#hand(packet);
    } // else it was on its way when the last reader went: whoever comes next begins with what comes then
  }

  /** A packet that the camera encoded, whether anybody reads or not: no keyframe can be asked for when somebody comes. */
  pass(packet: EncodedPacket): void {
    this.#isPassing = true;
    this.#hand(packet);
  }

  /** Packets are missing, or others come: everybody goes on with a keyframe. */
  interrupt(): void {
    this.#isPassing = false;
    this.#group.forget();
    this.#queues.forEach((queue) => queue.interrupt());
  }

  subscribe(options: PacketSubscriptionOptions): PacketSubscription {
    const queue: PacketQueue = new PacketQueue(options, () => {
      if (this.#queues.delete(queue) && this.#queues.size === 0) {
        this.#ended();
      }
    });
    this.#queues.add(queue);
    if (this.#queues.size === 1) {
      this.#onWanted(true);
    }
    queue.begin(this.#group.items);
    return queue;
  }

  /** Ends every subscription. */
  close(): void {
    this.#queues.forEach((queue) => queue.close());
  }

  #hand(packet: EncodedPacket): void {
    this.#group.add(packet);
    this.#publishedPackets += this.#queues.size === 0 ? 0 : 1;
    this.#queues.forEach((queue) => queue.add(packet));
  }

  #ended(): void {
    if (!this.#isPassing) {
      this.#group.forget();
    }
    this.#onWanted(false);
  }
}

class PacketQueue implements PacketSubscription {
  readonly #options: PacketSubscriptionOptions;
  readonly #onClosed: () => void;
  readonly #packets: EncodedPacket[] = [];
  #bytes = 0;
  #needsKeyframe = true;
  /** It was too slow, and waits for a keyframe to go on with. */
  #isBehind = false;
  #lostPackets = 0;
  #isTold = false;
  #isClosed = false;

  constructor(options: PacketSubscriptionOptions, onClosed: () => void) {
    this.#options = options;
    this.#onClosed = onClosed;
  }

  get lostPackets(): number {
    return this.#lostPackets;
  }

  get isHeard(): boolean {
    return this.#options.isHeard?.() ?? true;
  }

  /** What came since the newest keyframe; the reader is told when it has its subscription to take it from. */
  begin(group: readonly EncodedPacket[]): void {
    this.#isTold = true;
    group.forEach((packet) => this.add(packet));
    this.#isTold = this.#packets.length > 0;
    if (this.#isTold) {
      queueMicrotask(() => this.#options.onAvailable());
    }
  }

  add(packet: EncodedPacket): void {
    if (this.#bytes + packet.annexB.length > this.#options.mostBytes) {
      this.#fallBehind();
    }
    if (this.#needsKeyframe && !packet.isKeyframe) {
      this.#lostPackets += this.#isBehind ? 1 : 0;
      return;
    }
    this.#needsKeyframe = false;
    this.#isBehind = false;
    this.#packets.push(packet);
    this.#bytes += packet.annexB.length;
    if (!this.#isTold) {
      this.#isTold = true;
      this.#options.onAvailable();
    }
  }

  interrupt(): void {
    this.#needsKeyframe = true;
  }

  take(): EncodedPacket | null {
    const packet = this.#packets.shift();
    if (packet === undefined) {
      this.#isTold = false;
      return null;
    }
    this.#bytes -= packet.annexB.length;
    return packet;
  }

  close(): void {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#packets.length = 0;
      this.#bytes = 0;
      this.#onClosed();
    }
  }

  /** What waits is too old by now to be of use. */
  #fallBehind(): void {
    this.#lostPackets += this.#packets.length;
    this.#packets.length = 0;
    this.#bytes = 0;
    this.#needsKeyframe = true;
    this.#isBehind = true;
  }
}
