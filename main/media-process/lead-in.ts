import type { EncodedPacket, EncoderSettings } from '../media/protocol.ts';
import { DecodedVideo } from './decoded-video.ts';
import { EncodedVideo } from './encoded-video.ts';
import type { RecentFrame } from './recent-frames.ts';

export interface LeadInOptions {
  /** Oldest first. */
  frames: readonly RecentFrame[];
  /** With a size. */
  settings: EncoderSettings;
  /** Takes the pictures of the lead-in, and after the last one what came meanwhile. */
  take: (packet: EncodedPacket) => void;
  /** Monotonic. */
  nowMilliseconds?: () => number;
}

/** A recording that ends before its lead-in is encoded waits for it no longer than this. */
const longestEndMilliseconds = 2500;

/**
 * The pictures from before a recording was asked for that the history has left
 * out: they are encoded beside the camera's, one between any two others, by an
 * encoder of their own. What the camera gives meanwhile waits, encoded.
 */
export class LeadIn {
  readonly #options: LeadInOptions;
  readonly #decoded = new DecodedVideo();
  readonly #encoded: EncodedVideo;
  readonly #frames: RecentFrame[];
  readonly #waiting: EncodedPacket[] = [];
  #next: NodeJS.Immediate | undefined;
  #isOver = false;

  constructor(options: LeadInOptions) {
    this.#options = options;
    this.#frames = [...options.frames];
    this.#encoded = new EncodedVideo(options.settings);
    this.#encoded.subscribe(options.take);
    this.#continue();
  }

  /** Takes what comes after it. */
  add(packet: EncodedPacket): void {
    if (this.#isOver) {
      this.#options.take(packet);
    } else {
      this.#waiting.push(packet);
    }
  }

  /** The recording ends: gives everything at once, or leaves out what is still to be encoded when that takes too long. */
  finish(): void {
    const { nowMilliseconds = () => performance.now() } = this.#options;
    const untilMilliseconds = nowMilliseconds() + longestEndMilliseconds;
    while (!this.#isOver && nowMilliseconds() < untilMilliseconds) {
      this.#encodeNext();
    }
    this.#end();
  }

  /** Nobody wants it any more. */
  close(): void {
    this.#waiting.length = 0;
    this.#frames.length = 0;
    this.#end();
  }

  #continue(): void {
    this.#next = setImmediate(() => {
      this.#encodeNext();
      if (!this.#isOver) {
        this.#continue();
      }
    });
  }

  #encodeNext(): void {
    const frame = this.#frames.shift();
    if (frame === undefined) {
      this.#end();
      return;
    }
    try {
      this.#decoded.show(frame.jpeg);
      this.#encoded.encode(this.#decoded, frame.captureMilliseconds, frame.sequence);
    } catch {
      // One broken picture is left out; it was reported when it came, or will never be seen.
    }
  }

  #end(): void {
    if (this.#isOver) {
      return;
    }
    this.#isOver = true;
    clearImmediate(this.#next);
    try {
      this.#encoded.drain();
    } finally {
      this.#encoded.close();
      this.#decoded.close();
      this.#waiting.splice(0).forEach((packet) => this.#options.take(packet));
    }
  }
}
