import type { EncodedPacket, EncoderSettings, PictureSize } from '../media/protocol.ts';
import type { CameraVideo } from './camera-video.ts';
import type { PacketSubscriber } from './encoded-video.ts';
import { PassedDecoding } from './passed-decoding.ts';
import { PassedRenditions } from './passed-renditions.ts';
import { gapMilliseconds } from './picture-group.ts';
import type { RecentFrame } from './recent-frames.ts';

/** Of what came since the newest keyframe; whoever comes after more than that waits for the next one. */
const mostGroupBytes = 16 * 1024 * 1024;

/**
 * The video of a camera that encodes by itself, passed on as it comes: nothing
 * is decoded, and nothing can be asked of it. Whoever comes begins with the
 * newest keyframe, and gets what came since then at once.
 */
export class PassedVideo implements CameraVideo {
  readonly settings: EncoderSettings;
  readonly makesKeyframes = false;
  /** Of every picture, while somebody wants that. */
  readonly decoding = new PassedDecoding((subscriber) => this.subscribeToRun(subscriber));
  /** For whoever watches on a slow link. */
  readonly renditions: PassedRenditions;
  readonly #subscribers = new Map<PacketSubscriber, { hasBegun: boolean }>();
  /** Since the newest keyframe. */
  #group: EncodedPacket[] = [];
  #groupBytes = 0;
  #newestMilliseconds = -Infinity;
  /** Up to this picture they are of an earlier run of the camera. */
  #overSequence: number;

  /** @param overSequence as for `forget` */
  constructor(settings: EncoderSettings, overSequence = 0) {
    this.settings = settings;
    this.#overSequence = overSequence;
    this.renditions = new PassedRenditions(settings, this.decoding);
  }

  get size(): PictureSize | null {
    return this.#group[0]?.size ?? null;
  }

  /** What came since the newest keyframe is of use to whoever comes next. */
  get hasSubscribers(): boolean {
    return this.#subscribers.size > 0 || this.#group.length > 0;
  }

  get newestMilliseconds(): number {
    return this.#newestMilliseconds;
  }

  /** The next picture of the camera. Where some are missing, a keyframe follows. */
  pass(packet: EncodedPacket): void {
    this.#newestMilliseconds = packet.captureMilliseconds;
    this.#keep(packet);
    for (const [subscriber, state] of this.#subscribers) {
      state.hasBegun ||= packet.isKeyframe;
      if (state.hasBegun) {
        subscriber(packet);
      }
    }
  }

  /** The camera stopped with that picture, which may not have come here yet: whoever comes later begins with what it gives then. */
  forget(sequence: number): void {
    this.#overSequence = sequence;
    if ((this.#group.at(-1)?.sequence ?? 0) <= sequence) {
      this.#forgetGroup();
    }
  }

  subscribe(subscriber: PacketSubscriber, fromMilliseconds = -Infinity): () => void {
    // What is long over is the end of an earlier run of the camera.
    const isPast = fromMilliseconds - this.#newestMilliseconds > gapMilliseconds;
    const group = isPast ? [] : [...this.#group];
    this.#subscribers.set(subscriber, { hasBegun: group.length > 0 });
    group.forEach((packet) => subscriber(packet));
    return () => this.#subscribers.delete(subscriber);
  }

  /**
   * For whoever looks at what the camera sees now: nothing of an earlier run, of which a process that started slowly gets the rest
   * after it was told that it is over.
   */
  subscribeToRun(subscriber: PacketSubscriber): () => void {
    const overSequence = this.#overSequence;
    return this.subscribe((packet) => {
      if (packet.sequence > overSequence) {
        subscriber(packet);
      }
    });
  }

  resume(subscriber: PacketSubscriber): () => void {
    this.#subscribers.set(subscriber, { hasBegun: true });
    return () => this.#subscribers.delete(subscriber);
  }

  subscribeAtRest(subscriber: PacketSubscriber): () => void {
    return this.subscribe(subscriber);
  }

  incompleteFrom(): readonly RecentFrame[] {
    return [];
  }

  beginBefore(_milliseconds: number, keyframeMilliseconds: number): number {
    return keyframeMilliseconds;
  }

  keepRecent(): void {
    // The history has every picture.
  }

  hold(): void {
    // The history has every picture.
  }

  release(): void {
    // The history has every picture.
  }

  requestKeyframe(): void {
    // The camera makes them when it likes.
  }

  catchUp(): void {
    // The history is always up to now.
  }

  repeatLast(): void {
    // It would have to be encoded: the last picture of a file is shown for longer instead.
  }

  drain(): void {
    // Nothing is on its way.
  }

  close(): void {
    this.renditions.close();
    this.#forgetGroup();
  }

  #keep(packet: EncodedPacket): void {
    if (packet.sequence <= this.#overSequence) {
      return;
    }
    const isTooMuch = this.#groupBytes + packet.annexB.length > mostGroupBytes;
    if (packet.isKeyframe) {
      this.#group = [packet];
      this.#groupBytes = packet.annexB.length;
    } else if (this.#group.length > 0 && !isTooMuch) {
      this.#group.push(packet);
      this.#groupBytes += packet.annexB.length;
    } else {
      this.#forgetGroup();
    }
  }

  #forgetGroup(): void {
    this.#group = [];
    this.#groupBytes = 0;
  }
}
