import type { Frame } from 'node-av/lib';
import type { EncodedPacket, EncoderSettings, PictureSize } from '../media/protocol.ts';
import { chooseEncoder } from '../ffmpeg/encoder-choice.ts';
import { H264Encoder, type EncoderOutput } from '../ffmpeg/h264-encoder.ts';
import { keyframeIntervalMilliseconds } from '../media/keyframe-interval.ts';

/** A picture that is decoded when somebody needs it. */
export interface DecodablePicture {
  /** At that size, or its own. */
  picture(size: PictureSize | null): Frame;
}

/** Called in order, at once; must be quick. The first packet of a subscriber is a keyframe. */
export type PacketSubscriber = (packet: EncodedPacket) => void;

interface Subscription {
  /** Capture time of the first picture that it wants. */
  readonly fromMilliseconds: number;
  /** Whether it has had its keyframe. */
  hasBegun: boolean;
}

/** Turns pictures into H.264 once, for any number of subscribers: one rendition. */
export class EncodedVideo {
  readonly #settings: EncoderSettings;
  readonly #subscribers = new Map<PacketSubscriber, Subscription>();
  /** What is inside the encoder, oldest first. */
  readonly #inside: { timestamp: number; captureMilliseconds: number; sequence: number }[] = [];
  #encoder: H264Encoder | null = null;
  #size: PictureSize | null;
  #firstCaptureMilliseconds = 0;
  #lastTimestamp = -1;
  #lastKeyframeTimestamp = 0;
  #needsKeyframe = true;
  #last: { picture: Frame; sequence: number } | null = null;

  constructor(settings: EncoderSettings) {
    this.#settings = settings;
    this.#size = settings.size;
  }

  /** Begins with the first picture that was captured then or later, which becomes a keyframe. Returns the function that ends the subscription. */
  subscribe(subscriber: PacketSubscriber, fromMilliseconds = -Infinity): () => void {
    this.#subscribers.set(subscriber, { fromMilliseconds, hasBegun: false });
    return () => this.#subscribers.delete(subscriber);
  }

  /** For a subscriber that has all packets since a keyframe from elsewhere: it goes on with the next one. */
  resume(subscriber: PacketSubscriber): () => void {
    this.#subscribers.set(subscriber, { fromMilliseconds: -Infinity, hasBegun: true });
    return () => this.#subscribers.delete(subscriber);
  }

  /** Makes the next picture a keyframe. */
  requestKeyframe(): void {
    this.#needsKeyframe = true;
  }

  /** Whether the picture of that time becomes a keyframe. */
  makesKeyframe(captureMilliseconds: number): boolean {
    return (
      this.#encoder === null ||
      this.#needsKeyframe ||
      this.#isAwaited(captureMilliseconds) ||
      captureMilliseconds - this.#firstCaptureMilliseconds - this.#lastKeyframeTimestamp >= keyframeIntervalMilliseconds
    );
  }

  /** null before the first picture, unless it was given. */
  get size(): PictureSize | null {
    return this.#size;
  }

  get hasSubscribers(): boolean {
    return this.#subscribers.size > 0;
  }

  /** @throws when the picture or the encoder is broken */
  encode(decodable: DecodablePicture, captureMilliseconds: number, sequence: number): void {
    this.#last = null;
    const picture = decodable.picture(this.#size);
    this.#last = { picture, sequence };
    this.#encodePicture(picture, captureMilliseconds, sequence);
  }

  /** Shows the last picture once more, at a later time. Without one it does nothing. */
  repeatLast(captureMilliseconds: number): void {
    if (this.#last !== null) {
      this.#encodePicture(this.#last.picture, captureMilliseconds, this.#last.sequence);
    }
  }

  /** Hands out what the encoder still holds, if anything; the next picture then starts it anew. */
  drain(): void {
    const encoder = this.#encoder;
    if (encoder !== null && this.#inside.length > 0) {
      this.#encoder = null;
      this.#needsKeyframe = true;
      try {
        this.#deliver(encoder.drain());
      } finally {
        encoder.close();
        this.#inside.length = 0;
      }
    }
  }

  close(): void {
    this.#encoder?.close();
    this.#encoder = null;
  }

  #encodePicture(picture: Frame, captureMilliseconds: number, sequence: number): void {
    this.#size ??= { widthPixels: picture.width, heightPixels: picture.height };
    if (this.#encoder === null) {
      this.#encoder = new H264Encoder(chooseEncoder(this.#size, this.#settings), this.#size, this.#settings);
      this.#firstCaptureMilliseconds = captureMilliseconds;
      this.#lastTimestamp = -1;
    }
    const timestamp = Math.max(Math.round(captureMilliseconds - this.#firstCaptureMilliseconds), this.#lastTimestamp + 1);
    const asKeyframe =
      this.#needsKeyframe ||
      this.#isAwaited(captureMilliseconds) ||
      timestamp - this.#lastKeyframeTimestamp >= keyframeIntervalMilliseconds;
    this.#lastTimestamp = timestamp;
    if (asKeyframe) {
      this.#needsKeyframe = false;
      this.#lastKeyframeTimestamp = timestamp;
    }
    this.#inside.push({ timestamp, captureMilliseconds, sequence });
    this.#deliver(this.#encoder.encode(picture, timestamp, asKeyframe));
  }

  /** Whether somebody begins with the picture of that time. */
  #isAwaited(captureMilliseconds: number): boolean {
    return [...this.#subscribers.values()].some(({ hasBegun, fromMilliseconds }) => !hasBegun && fromMilliseconds <= captureMilliseconds);
  }

  #deliver(outputs: EncoderOutput[]): void {
    for (const { annexB, isKeyframe, timestampMilliseconds } of outputs) {
      let origin = this.#inside.shift();
      while (origin !== undefined && origin.timestamp < timestampMilliseconds) {
        origin = this.#inside.shift(); // the encoder left this one out
      }
      if (origin === undefined || this.#size === null) {
        continue;
      }
      const { captureMilliseconds, sequence } = origin;
      const packet = { annexB, isKeyframe, captureMilliseconds, sequence, size: this.#size };
      for (const [subscriber, state] of this.#subscribers) {
        state.hasBegun ||= isKeyframe && captureMilliseconds >= state.fromMilliseconds;
        if (state.hasBegun) {
          subscriber(packet);
        }
      }
    }
  }
}
