import type { OfferedTransport, VideoTransport } from './video-transport.ts';

/** What is known of time and pictures. */
export interface Observation {
  /** In milliseconds, of a clock that does not jump. */
  readonly now: () => number;
  /** How many pictures an element has been given; begins anew with each video, and in some browsers with each jump in one. */
  readonly pictures: (video: HTMLVideoElement) => number;
}

interface AttemptOptions {
  readonly offered: OfferedTransport;
  /** Which of the ways it is. */
  readonly index: number;
  readonly video: HTMLVideoElement;
  /** Whose place it takes, where that is shown: its last picture may still be seen. */
  readonly renewed?: Attempt | null;
  readonly onOver: (attempt: Attempt) => void;
}

/** The pictures should have come by now: so long, and as long as three of them take. */
const quietMilliseconds = 500;
/** Whether it is over is asked no more often than that, as each question counts among the requests of this address. */
const questionMilliseconds = 5_000;
/** Where nobody counts them yet. */
const usualRate = 5;
const leastRate = 1;
/** The rate is that of so long. */
const rateMilliseconds = 2_000;

/** A way to watch that is open, and what comes of it. */
export class Attempt {
  readonly index: number;
  readonly video: HTMLVideoElement;
  readonly isRenewal: boolean;
  readonly transport: VideoTransport;
  readonly #observation: Observation;
  /** As the element counted them, when it was looked at last. */
  #counted: number;
  /** All that were given, however often the element began to count anew. */
  #pictures = 0;
  /** When the newest picture came, or the attempt began. */
  #pictureMilliseconds: number;
  #movingMilliseconds: number | null = null;
  #smoothMilliseconds: number | null = null;
  /** Since then pictures are counted for the rate, and how many there were. */
  #measured: { readonly sinceMilliseconds: number; readonly pictures: number };
  #picturesPerSecond: number | null = null;
  /** When it was asked whether it is over; once for each time that it stands still. */
  #questionedMilliseconds = -Infinity;
  #hasMoved = false;

  /** Throws where this browser cannot go that way. */
  constructor(observation: Observation, { offered, index, video, renewed = null, onOver }: AttemptOptions) {
    const { now, pictures } = observation;
    this.#observation = observation;
    this.index = index;
    this.video = video;
    this.isRenewal = renewed !== null;
    // Not while it is being opened.
    this.transport = offered.open(video, () => queueMicrotask(() => onOver(this)));
    this.#counted = pictures(video);
    this.#pictureMilliseconds = renewed === null ? now() : renewed.#pictureMilliseconds;
    this.#measured = { sinceMilliseconds: now(), pictures: 0 };
    void video.play().catch(() => undefined); // where it may not, no picture comes
  }

  /** It has brought a picture. */
  get hasMoved(): boolean {
    return this.#hasMoved;
  }

  /** As it was lately; null while nobody can say. */
  get picturesPerSecond(): number | null {
    return this.#picturesPerSecond;
  }

  /** Since the newest picture. */
  get silentMilliseconds(): number {
    return this.#observation.now() - this.#pictureMilliseconds;
  }

  /** A picture is due. */
  get isQuiet(): boolean {
    const rate = Math.max(leastRate, this.#picturesPerSecond ?? usualRate);
    return this.silentMilliseconds > quietMilliseconds + 3000 / rate;
  }

  /** For how long it has moved since it stood still; null while it does. */
  get movingMilliseconds(): number | null {
    return this.#movingMilliseconds === null ? null : this.#observation.now() - this.#movingMilliseconds;
  }

  /** The same without a picture that was late. */
  get smoothMilliseconds(): number {
    return this.#smoothMilliseconds === null ? 0 : this.#observation.now() - this.#smoothMilliseconds;
  }

  /** It stands still. */
  stand(): void {
    this.#movingMilliseconds = null;
  }

  /** To be called many times a second. */
  look(): void {
    const { now, pictures } = this.#observation;
    const counted = pictures(this.video);
    const given = counted < this.#counted ? counted : counted - this.#counted;
    this.#counted = counted;
    this.#pictures += given;
    if (given > 0) {
      this.#pictureMilliseconds = now();
      this.#movingMilliseconds ??= now();
      this.#smoothMilliseconds ??= now();
      this.#hasMoved = true;
    }
    const { sinceMilliseconds, pictures: before } = this.#measured;
    const passedMilliseconds = now() - sinceMilliseconds;
    if (passedMilliseconds >= rateMilliseconds) {
      this.#picturesPerSecond = ((this.#pictures - before) * 1000) / passedMilliseconds;
      this.#measured = { sinceMilliseconds: now(), pictures: this.#pictures };
    }
    if (this.isQuiet) {
      this.#smoothMilliseconds = null;
      this.#askWhetherOver();
    }
  }

  #askWhetherOver(): void {
    const now = this.#observation.now();
    const wasQuestioned = this.#questionedMilliseconds >= this.#pictureMilliseconds;
    if (this.#hasMoved && !wasQuestioned && now - this.#questionedMilliseconds >= questionMilliseconds) {
      this.#questionedMilliseconds = now;
      this.transport.askWhetherOver?.();
    }
  }
}
