import type { PacketSource, PacketSubscription, PacketSubscriptionOptions } from '../media/packet-hub.ts';
import type { EncodedPacket } from '../media/protocol.ts';
import { codecOf } from '../mp4/video-codec.ts';

interface H264SourceOptions {
  /** The camera's own, as it gives it. */
  readonly own: PacketSource;
  /** Whether that is known to be no H.264. */
  isOther(): boolean;
  /** The same, encoded here. */
  encoded(): PacketSource;
}

/** A camera's own video for those who take H.264 alone: passed on where the camera gives that, else encoded, while somebody reads it. */
export class H264Source implements PacketSource {
  readonly #options: H264SourceOptions;

  constructor(options: H264SourceOptions) {
    this.#options = options;
  }

  subscribe(options: PacketSubscriptionOptions): PacketSubscription {
    return new H264Subscription(this.#options, options);
  }

  requestKeyframe(): void {
    const { own, isOther, encoded } = this.#options;
    (isOther() ? encoded() : own).requestKeyframe();
  }
}

/** What a camera gives is known with its first picture. */
class H264Subscription implements PacketSubscription {
  readonly #encoded: () => PacketSource;
  readonly #options: PacketSubscriptionOptions;
  #packets: PacketSubscription;
  #earlierLostPackets = 0;
  #isClosed = false;

  constructor({ own, isOther, encoded }: H264SourceOptions, options: PacketSubscriptionOptions) {
    this.#encoded = encoded;
    this.#options = options;
    this.#packets = (isOther() ? encoded() : own).subscribe(options);
  }

  get lostPackets(): number {
    return this.#earlierLostPackets + this.#packets.lostPackets;
  }

  take(): EncodedPacket | null {
    const packet = this.#packets.take();
    if (packet === null || codecOf(packet.size) === 'h264' || this.#isClosed) {
      return packet;
    }
    this.#earlierLostPackets = this.lostPackets;
    this.#packets.close();
    this.#packets = this.#encoded().subscribe(this.#options);
    return this.#packets.take();
  }

  close(): void {
    this.#isClosed = true;
    this.#packets.close();
  }
}
