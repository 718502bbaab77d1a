import type { EncoderSettings, PictureSize } from '../media/protocol.ts';
import type { CameraVideo } from './camera-video.ts';
import { DecodedVideo } from './decoded-video.ts';
import { EncodedVideo, type PacketSubscriber } from './encoded-video.ts';
import { PictureSampler } from './picture-sampler.ts';
import { type RecentFrame, RecentFrames } from './recent-frames.ts';
import { Renditions } from './renditions.ts';
import { Stillness } from './stillness.ts';

/** While nothing happens, a picture is encoded so often; less than a gap in the history. */
const stillIntervalMilliseconds = 1000;
const looks = { picturesPerSecond: 5, mostWidthPixels: Stillness.mostWidthPixels } as const;

/**
 * The video of a camera that gives JPEGs. Who needs every picture gets every
 * picture. While there is nobody but the history, whatever happens is encoded
 * in full, and of a room in which nothing does, one picture a second
 * (docs/adr/0014). The newest JPEGs are kept as they are: from the one before
 * something happened on, none is missing, and a recording begins with all of
 * its pre-roll.
 */
export class JpegVideo implements CameraVideo {
  readonly makesKeyframes = true;
  readonly #settings: EncoderSettings;
  readonly #decoded = new DecodedVideo();
  readonly #encoded: EncodedVideo;
  readonly #recent: RecentFrames;
  #recentMilliseconds = 2 * stillIntervalMilliseconds;
  readonly #demanding = new Set<PacketSubscriber>();
  #restingCount = 0;
  #isHeld = false;
  /** For whoever wants to see what happens. */
  readonly sampler = new PictureSampler();
  /** For whoever watches on a slow link. */
  readonly renditions: Renditions;
  /** While nobody needs every picture. */
  #rest: { readonly stillness: Stillness; readonly end: () => void } | null = null;
  #encodedSequence = 0;
  #encodedMilliseconds = -Infinity;
  /** Of the newest picture that will never be in the history. */
  #leftOutMilliseconds = -Infinity;

  /** @param recentMilliseconds JPEGs of so long are kept while the history is fed */
  constructor(settings: EncoderSettings, recentMilliseconds: number) {
    this.#settings = settings;
    this.#encoded = new EncodedVideo(settings);
    this.renditions = new Renditions(settings);
    this.#recent = new RecentFrames(this.#recentMilliseconds);
    this.keepRecent(recentMilliseconds);
  }

  get settings(): EncoderSettings {
    return this.#settings;
  }

  get size(): PictureSize | null {
    return this.#encoded.size;
  }

  get hasSubscribers(): boolean {
    return this.#encoded.hasSubscribers || this.sampler.hasReaders || this.renditions.areWanted;
  }

  /** Of the newest picture that came while the history was fed, encoded or not. */
  get newestMilliseconds(): number {
    return Math.max(this.#encodedMilliseconds, this.#recent.newest?.captureMilliseconds ?? -Infinity);
  }

  /** As `EncodedVideo.subscribe`, for every picture. */
  subscribe(subscriber: PacketSubscriber, fromMilliseconds = -Infinity): () => void {
    this.#demand(subscriber);
    return this.#until(subscriber, this.#encoded.subscribe(subscriber, fromMilliseconds));
  }

  /** As `EncodedVideo.resume`, for every picture from now on. */
  resume(subscriber: PacketSubscriber): () => void {
    this.#demand(subscriber);
    return this.#until(subscriber, this.#encoded.resume(subscriber));
  }

  /** For the history, which does without pictures that show nothing new. */
  subscribeAtRest(subscriber: PacketSubscriber): () => void {
    const unsubscribe = this.#encoded.subscribe(subscriber);
    this.#restingCount += 1;
    this.#settle();
    return () => {
      unsubscribe();
      this.#restingCount -= 1;
      if (this.#restingCount === 0) {
        this.#recent.clear();
      }
      this.#settle();
    };
  }

  /** JPEGs of so long are kept while the history is fed. */
  keepRecent(milliseconds: number): void {
    this.#recentMilliseconds = Math.max(milliseconds, 2 * stillIntervalMilliseconds);
    this.#recent.keep(this.#isHeld ? Infinity : this.#recentMilliseconds);
  }

  /** A recording is about to begin: everything is encoded and kept until `release`. */
  hold(): void {
    this.#isHeld = true;
    this.#recent.keep(Infinity);
    this.#settle();
  }

  release(): void {
    this.#isHeld = false;
    this.#recent.keep(this.#recentMilliseconds);
    this.#settle();
  }

  requestKeyframe(): void {
    this.#encoded.requestKeyframe();
  }

  /** @throws when the JPEG or the encoder is broken */
  encode(jpeg: Uint8Array, captureMilliseconds: number, sequence: number): void {
    const frame = { jpeg, captureMilliseconds, sequence };
    if (captureMilliseconds - this.newestMilliseconds > stillIntervalMilliseconds) {
      this.catchUp(); // with the last one before the camera was lost
    }
    if (this.#restingCount > 0) {
      this.#recent.add(frame);
    }
    try {
      this.#encodeRenditions(frame);
    } finally {
      this.#encodeFull(frame);
    }
  }

  /** As it is needed: for the history alone, what shows something new. */
  #encodeFull(frame: RecentFrame): void {
    const { captureMilliseconds } = frame;
    if (!this.#encoded.hasSubscribers) {
      this.#look(frame); // for whoever looks what happens, alone
      return;
    }
    const isStill = (): boolean => this.#rest?.stillness.isStill === true;
    if (!isStill()) {
      if (!this.#isHeld && this.#leftOutMilliseconds < captureMilliseconds - this.#recentMilliseconds) {
        this.#recent.forgetOlder(); // the history has them all
      }
      this.#encode(frame);
      this.#look(frame);
      return;
    }
    this.#look(frame);
    if (!isStill()) {
      this.#encodeAll(this.#waiting);
    } else if (captureMilliseconds - this.#encodedMilliseconds >= stillIntervalMilliseconds) {
      this.catchUp();
    }
  }

  /** The history then reaches up to now. */
  catchUp(): void {
    const waiting = this.#waiting;
    const newest = waiting.at(-1);
    if (newest !== undefined) {
      this.#leftOutMilliseconds = waiting.at(-2)?.captureMilliseconds ?? this.#leftOutMilliseconds;
      this.#encode(newest);
    }
  }

  /** All pictures from then on, if any of them was left out; those before the first that was left out may be gone. */
  incompleteFrom(milliseconds: number): readonly RecentFrame[] {
    const isIncomplete = this.#leftOutMilliseconds >= milliseconds || this.#waiting.length > 0;
    return isIncomplete ? this.#recent.from(milliseconds) : [];
  }

  /**
   * Where a recording begins that shall have everything from a moment on: with the last picture before it that can be had.
   *
   * @param keyframeMilliseconds of the keyframe before that moment, or the oldest one
   */
  beginBefore(milliseconds: number, keyframeMilliseconds: number): number {
    const last = this.incompleteFrom(keyframeMilliseconds).findLast(({ captureMilliseconds }) => captureMilliseconds <= milliseconds);
    return last?.captureMilliseconds ?? keyframeMilliseconds;
  }

  /** As `EncodedVideo.repeatLast`. */
  repeatLast(captureMilliseconds: number): void {
    this.#encoded.repeatLast(captureMilliseconds);
  }

  drain(): void {
    this.#encoded.drain();
  }

  close(): void {
    this.renditions.close();
    this.#encoded.close();
    this.#decoded.close();
  }

  /** Not encoded yet, oldest first. */
  get #waiting(): readonly RecentFrame[] {
    const { newest } = this.#recent;
    return newest === null || newest.sequence <= this.#encodedSequence
      ? []
      : this.#recent.from(this.#encodedMilliseconds).filter(({ sequence }) => sequence > this.#encodedSequence);
  }

  #demand(subscriber: PacketSubscriber): void {
    this.#demanding.add(subscriber);
    this.#settle();
  }

  #until(subscriber: PacketSubscriber, unsubscribe: () => void): () => void {
    return () => {
      unsubscribe();
      this.#demanding.delete(subscriber);
      this.#settle();
    };
  }

  /** Rests, or does not, as it is needed now. */
  #settle(): void {
    const mayRest = this.#restingCount > 0 && this.#demanding.size === 0 && !this.#isHeld;
    if (mayRest && this.#rest === null) {
      const stillness = new Stillness();
      this.#rest = { stillness, end: this.sampler.subscribe(looks, (picture) => stillness.look(picture)) };
    } else if (!mayRest && this.#rest !== null) {
      this.#rest.end();
      this.#rest = null;
      this.catchUp();
    }
  }

  #encode(frame: RecentFrame): void {
    this.#encodedSequence = frame.sequence;
    this.#encodedMilliseconds = frame.captureMilliseconds;
    this.#decoded.show(frame.jpeg);
    this.#encoded.encode(this.#decoded, frame.captureMilliseconds, frame.sequence);
  }

  /** The keyframes of all renditions are of the same pictures, unless the full one leaves some out. */
  #encodeRenditions(frame: RecentFrame): void {
    if (!this.renditions.areWanted) {
      return;
    }
    const { captureMilliseconds, sequence } = frame;
    const isFullEncoded = this.#encoded.hasSubscribers && this.#rest?.stillness.isStill !== true;
    const isKeyframe =
      this.renditions.makesKeyframe(captureMilliseconds) || (isFullEncoded && this.#encoded.makesKeyframe(captureMilliseconds));
    if (isKeyframe && isFullEncoded) {
      this.#encoded.requestKeyframe();
    }
    this.#decoded.show(frame.jpeg);
    this.renditions.encode(this.#decoded, captureMilliseconds, sequence, isKeyframe);
  }

  /** @throws what the first broken one throws, after the others */
  #encodeAll(frames: readonly RecentFrame[]): void {
    const errors: unknown[] = [];
    for (const frame of frames) {
      try {
        this.#encode(frame);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) {
      throw errors[0];
    }
  }

  #look(frame: RecentFrame): void {
    this.#decoded.show(frame.jpeg);
    this.sampler.offer(
      frame.captureMilliseconds,
      (...wanted) => this.#decoded.grey(...wanted),
      () => frame.jpeg,
    );
  }
}
