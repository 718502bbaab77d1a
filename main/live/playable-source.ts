import { type H265Limits, isWithin, readH265Codec } from '../../shared/h265-limits.ts';
import type { PacketSource, PacketSubscription, PacketSubscriptionOptions } from '../media/packet-hub.ts';
import type { EncodedPacket } from '../media/protocol.ts';
import { codecString } from '../mp4/codec-string.ts';
import { codecOf } from '../mp4/video-codec.ts';

interface PlayableSourceOptions {
  /** The camera's own, as it gives it. */
  readonly own: PacketSource;
  /** How MIME types name what it gives, where that is known to be H.265; else null. */
  ownH265(): string | null;
  /** The H.265 that is taken; null takes H.264 alone. */
  readonly h265: H265Limits | null;
  /** The same as H.264, encoded here. @param heightPixels of the camera's picture, where it is known from that */
  encoded(heightPixels?: number): PacketSource;
}

/**
 * A camera's own video for those who do not take every kind of it: passed on where they do, else encoded, while somebody reads
 * it. They follow the camera where it changes what it gives, with a keyframe each time.
 */
export class PlayableSource implements PacketSource {
  readonly #options: PlayableSourceOptions;

  constructor(options: PlayableSourceOptions) {
    this.#options = options;
  }

  subscribe(options: PacketSubscriptionOptions): PacketSubscription {
    return new PlayableSubscription(this.#options, options);
  }

  requestKeyframe(): void {
    const { own, encoded } = this.#options;
    (isTaken(this.#options) ? own : encoded()).requestKeyframe();
  }
}

const isTakenH265 = (name: string, limits: H265Limits | null): boolean => {
  const grade = readH265Codec(name);
  return grade !== null && limits !== null && isWithin(grade, limits);
};

/** As far as is known: what a camera gives is known with its first picture. */
function isTaken({ ownH265, h265 }: PlayableSourceOptions): boolean {
  const name = ownH265();
  return name === null || isTakenH265(name, h265);
}

class PlayableSubscription implements PacketSubscription {
  readonly #source: PlayableSourceOptions;
  readonly #options: PacketSubscriptionOptions;
  /** Null while it is known not to be taken. */
  #own: PacketSubscription | null = null;
  /** Null while the camera's own is taken. */
  #encoded: PacketSubscription | null = null;
  #earlierLostPackets = 0;
  /** Of the camera's newest keyframe of H.265. */
  #judged: { readonly parameterSets: string | undefined; readonly isTaken: boolean } | null = null;
  /** Capture time of the newest packet that was encoded. */
  #newestMilliseconds = -Infinity;
  #isClosed = false;

  constructor(source: PlayableSourceOptions, options: PacketSubscriptionOptions) {
    this.#source = source;
    this.#options = options;
    if (isTaken(source)) {
      this.#own = source.own.subscribe(options);
    } else {
      this.#encoded = source.encoded().subscribe(options);
    }
  }

  get lostPackets(): number {
    return this.#earlierLostPackets + ((this.#encoded ?? this.#own)?.lostPackets ?? 0);
  }

  take(): EncodedPacket | null {
    if (this.#isClosed) {
      return null;
    }
    if (this.#encoded !== null) {
      this.#followCamera();
    }
    for (let packet = this.#own?.take() ?? null; packet !== null; packet = this.#own?.take() ?? null) {
      if (this.#takes(packet) && this.#goesOnWith(packet)) {
        this.#leaveEncoded();
        return packet;
      }
      this.#changeToEncoded(packet);
    }
    const packet = this.#encoded?.take() ?? null;
    this.#newestMilliseconds = packet?.captureMilliseconds ?? this.#newestMilliseconds;
    return packet;
  }

  close(): void {
    this.#isClosed = true;
    this.#own?.close();
    this.#encoded?.close();
  }

  /** What is encoded goes on until the camera's own has come that is taken again. */
  #followCamera(): void {
    if (isTaken(this.#source)) {
      this.#own ??= this.#source.own.subscribe(this.#options);
    } else {
      this.#own?.close();
      this.#own = null;
    }
  }

  /** @param packet of the camera's own, which is not taken; with the first one it is told nowhere else how large its pictures are */
  #changeToEncoded({ size }: EncodedPacket): void {
    if (this.#encoded === null) {
      this.#earlierLostPackets = this.lostPackets;
      this.#encoded = this.#source.encoded(size.heightPixels).subscribe(this.#options);
    }
    if (!isTaken(this.#source)) {
      this.#own?.close();
      this.#own = null;
    }
  }

  #leaveEncoded(): void {
    if (this.#encoded !== null) {
      this.#earlierLostPackets = this.lostPackets;
      this.#encoded.close();
      this.#encoded = null;
    }
  }

  /** Whoever was given something else goes on with a keyframe, and sees nothing twice. */
  #goesOnWith({ isKeyframe, captureMilliseconds }: EncodedPacket): boolean {
    return this.#encoded === null || (isKeyframe && captureMilliseconds > this.#newestMilliseconds);
  }

  /** A camera changes its parameter sets with a keyframe, which each subscription begins with. */
  #takes({ annexB, isKeyframe, size }: EncodedPacket): boolean {
    const { parameterSets } = size;
    if (codecOf(size) === 'h264') {
      return true;
    }
    if (isKeyframe && (this.#judged === null || this.#judged.parameterSets !== parameterSets)) {
      const { h265 } = this.#source;
      this.#judged = { parameterSets, isTaken: h265 !== null && isTakenH265(codecString(annexB, size), h265) };
    }
    return this.#judged?.isTaken === true;
  }
}
