import type { EncodedPacket } from '../../media/protocol.ts';
import type { HlsTimeline } from './hls-timeline.ts';

/** Pictures that are shown one after the other, each for as long as the others of the same stretch. */
export interface PictureStretch {
  readonly packets: readonly EncodedPacket[];
  /** Where in the video it begins. */
  readonly mediaMilliseconds: number;
  readonly durationMilliseconds: number;
  /** Begins a segment. */
  readonly beginsSegment: boolean;
}

interface PictureGridOptions {
  /** What a stretch lasts: each but the last of a segment. */
  readonly stretchMilliseconds: number;
  /** A keyframe begins a segment where the last one is as long as that. */
  readonly leastSegmentMilliseconds: number;
  /** No segment is longer, whatever it begins with. */
  readonly mostSegmentMilliseconds: number;
  /** From picture to picture, at first. */
  readonly intervalMilliseconds: number;
  /** Where pictures are in the video. */
  readonly timeline: HlsTimeline;
}

/** How much a new interval counts. */
const intervalShare = 1 / 8;

/**
 * Lays pictures that come when they like on a fixed grid, as players of low-latency HLS want their parts: all of one
 * length (RFC 8216bis, 4.4.3.7). A stretch is closed as soon as no further picture is expected in it. Where pictures come
 * late, those that are there are spread over the time that passed; where none are, the time of the video stands still.
 */
export class PictureGrid {
  readonly #options: PictureGridOptions;
  #intervalMilliseconds: number;
  #newestMilliseconds: number | null = null;
  /** Where the next stretch begins. */
  #mediaMilliseconds = 0;
  #segmentMilliseconds = 0;
  #beginsSegment = true;
  #waiting: EncodedPacket[] = [];

  constructor(options: PictureGridOptions) {
    this.#options = options;
    this.#intervalMilliseconds = options.intervalMilliseconds;
  }

  /** From picture to picture, lately. */
  get intervalMilliseconds(): number {
    return this.#intervalMilliseconds;
  }

  /** The last segment is whole, and nothing of the next one is complete yet. */
  get isBetweenSegments(): boolean {
    return this.#beginsSegment;
  }

  /**
   * @param isNewVideo it is of another size, or for another decoder: a segment begins
   * @returns what is complete now, oldest first
   */
  add(packet: EncodedPacket, isNewVideo = false): PictureStretch[] {
    const { captureMilliseconds, isKeyframe } = packet;
    const { stretchMilliseconds, leastSegmentMilliseconds, timeline } = this.#options;
    if (this.#newestMilliseconds === null) {
      this.#mediaMilliseconds = Math.round(timeline.at(captureMilliseconds));
    } else {
      const passed = Math.min(captureMilliseconds - this.#newestMilliseconds, stretchMilliseconds);
      this.#intervalMilliseconds += (Math.max(1, passed) - this.#intervalMilliseconds) * intervalShare;
    }
    this.#newestMilliseconds = captureMilliseconds;
    const made = this.#closeUpTo(timeline.at(captureMilliseconds));
    const emptyMilliseconds = timeline.at(captureMilliseconds) - this.#mediaMilliseconds;
    if (emptyMilliseconds >= stretchMilliseconds) {
      timeline.standStill(captureMilliseconds, emptyMilliseconds);
    }
    const at = timeline.at(captureMilliseconds);
    const isLongEnough = this.#segmentMilliseconds + Math.max(0, at - this.#mediaMilliseconds) >= leastSegmentMilliseconds;
    if (isNewVideo || (isKeyframe && isLongEnough)) {
      if (this.#waiting.length > 0) {
        const leftMilliseconds = Math.round(at - this.#mediaMilliseconds);
        made.push(this.#close(this.#waiting.length, Math.max(this.#waiting.length, Math.min(leftMilliseconds, stretchMilliseconds))));
      }
      this.#beginSegment();
    }
    this.#waiting.push(packet);
    if (at + this.#intervalMilliseconds * 1.25 >= this.#mediaMilliseconds + stretchMilliseconds) {
      made.push(this.#close(this.#waiting.length, stretchMilliseconds));
    }
    return made;
  }

  /** Closes what should be over by then, with the pictures that there are. */
  #closeUpTo(at: number): PictureStretch[] {
    const { stretchMilliseconds } = this.#options;
    const made: PictureStretch[] = [];
    for (;;) {
      const stretches = Math.floor((at - this.#mediaMilliseconds) / stretchMilliseconds);
      if (stretches < 1 || this.#waiting.length === 0) {
        return made;
      }
      made.push(this.#close(Math.ceil(this.#waiting.length / stretches), stretchMilliseconds));
    }
  }

  #close(count: number, durationMilliseconds: number): PictureStretch {
    if (!this.#beginsSegment && this.#segmentMilliseconds + durationMilliseconds > this.#options.mostSegmentMilliseconds) {
      this.#beginSegment();
    }
    const stretch = {
      packets: this.#waiting.splice(0, count),
      mediaMilliseconds: this.#mediaMilliseconds,
      durationMilliseconds,
      beginsSegment: this.#beginsSegment,
    };
    this.#mediaMilliseconds += durationMilliseconds;
    this.#segmentMilliseconds += durationMilliseconds;
    this.#beginsSegment = false;
    return stretch;
  }

  #beginSegment(): void {
    this.#beginsSegment = true;
    this.#segmentMilliseconds = 0;
  }
}
