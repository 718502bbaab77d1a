import type { Delay } from '../delay.ts';
import type { Moment } from './moment.ts';

/** `looking`: a picture of a moment while it is sought; `playing`: from a moment on. */
export type TimelineMode = 'live' | 'looking' | 'playing';

/** What the picture plays. */
export interface PlayedSource {
  readonly kind: 'clip' | 'recording';
  /** Which one: the same as long as it need not be opened again. */
  readonly address: string;
  /** The moment that it is played from. */
  readonly start: number;
  /** How far into it that moment is; null while only its beginning can tell. */
  readonly offsetSeconds: number | null;
}

export interface PlaybackOptions {
  /** What was kept of a moment; near it where `isRough`. */
  readonly momentAt: (time: number, isRough: boolean) => Moment;
  readonly sourceOf: (moment: Moment) => PlayedSource | null;
  /** The next moment after one at which something was kept. */
  readonly nextAfter: (time: number) => Promise<number | null>;
  readonly now: () => number;
  readonly delay: Delay;
  readonly onChange: () => void;
}

/** Keys repeat faster than this. */
const settleMilliseconds = 500;
/** A finger that stays where it is this long wants to see exactly that. */
const restMilliseconds = 300;
/** The end of a clip is told with less precision than its pictures. */
const overlapMilliseconds = 200;

/** Where in time one is, and what is seen of it. */
export class Playback {
  readonly #options: PlaybackOptions;
  mode: TimelineMode = 'live';
  isPaused = false;
  /** What is seen; `live` where the mode is that. */
  moment: Moment = { kind: 'live' };
  source: PlayedSource | null = null;
  #at = 0;
  /** Where a finger is, which may be beside what it means. */
  #sought = 0;
  #isRough = false;
  #playWhenKnown = false;
  #cancelTimer: () => void = () => undefined;

  constructor(options: PlaybackOptions) {
    this.#options = options;
  }

  /** In milliseconds since 1970. */
  get at(): number {
    return this.mode === 'live' ? this.#options.now() : this.#at;
  }

  /** Whether what the source shows is what one looks at. */
  get showsSource(): boolean {
    return this.mode === 'playing' || (this.moment.kind !== 'live' && this.source?.start === this.moment.at);
  }

  /** A finger moves over the strip. */
  look(time: number, isRough = true): void {
    this.#show(time, isRough);
    this.#later(restMilliseconds, () => this.#rest());
    this.#options.onChange();
  }

  /** Plays from a moment on; close to the end that is the live picture. */
  play(time: number, isRough = true): void {
    this.#cancelTimer();
    this.#begin(time, isRough, this.#options.momentAt(time, isRough));
  }

  #begin(time: number, isRough: boolean, moment: Moment): void {
    if (moment.kind === 'live') {
      return this.goLive();
    }
    this.#show(time, isRough, moment);
    this.#playWhenKnown = moment.kind === 'unknown';
    const source = this.#options.sourceOf(moment);
    if (source !== null) {
      this.source = source;
      this.mode = 'playing';
      this.isPaused = false;
    }
    this.#options.onChange();
  }

  /** Goes on from where one is; what is shown follows, and plays when it was the last of several steps. */
  step(milliseconds: number): void {
    this.stepTo(this.at + milliseconds);
  }

  stepTo(time: number): void {
    const moment = this.#options.momentAt(time, false);
    if (moment.kind === 'live') {
      return this.goLive();
    }
    const staysPaused = this.isPaused;
    this.#show(time, false, moment);
    this.isPaused = staysPaused;
    this.#later(settleMilliseconds, () => {
      if (staysPaused) {
        this.#rest();
      } else {
        this.play(time, false);
      }
    });
    this.#options.onChange();
  }

  /** Stands still, or goes on. */
  toggle(): void {
    if (this.mode === 'live') {
      return;
    }
    if (this.mode === 'looking') {
      return this.play(this.#at, false);
    }
    this.isPaused = !this.isPaused;
    this.#options.onChange();
  }

  /** The source is this many seconds after the moment that it was played from. */
  played(seconds: number): void {
    if (this.mode === 'playing' && this.source !== null) {
      this.#at = this.source.start + seconds * 1000;
      this.#options.onChange();
    }
  }

  /** On with the next thing that was kept, as long as there is one. */
  async ended(): Promise<void> {
    const { source, moment } = this;
    if (this.mode !== 'playing' || source === null) {
      return;
    }
    const isRecording = moment.kind === 'recording';
    const end = isRecording ? moment.recording.end : Math.max(this.#at, source.start + 1000);
    const following = this.#options.momentAt(end + (isRecording ? 1 : 0), false);
    if (following.kind === 'last-minutes' || following.kind === 'recording') {
      this.play(following.at, false);
      return;
    }
    const next = following.kind === 'live' ? null : await this.#options.nextAfter(end - overlapMilliseconds).catch(() => null);
    if (this.source !== source || this.mode !== 'playing') {
      return;
    }
    if (next === null || next <= source.start) {
      this.goLive();
    } else {
      this.play(next, false);
    }
  }

  goLive(): void {
    this.#cancelTimer();
    this.mode = 'live';
    this.moment = { kind: 'live' };
    this.source = null;
    this.isPaused = false;
    this.#playWhenKnown = false;
    this.#options.onChange();
  }

  /** More is known of what was kept. */
  reconsider(): void {
    if (this.mode !== 'looking' || (this.moment.kind !== 'unknown' && this.moment.kind !== 'nothing')) {
      return;
    }
    const plays = this.#playWhenKnown;
    const moment = this.#options.momentAt(this.#sought, this.#isRough);
    if (plays && moment.kind !== 'unknown') {
      return this.#begin(this.#sought, this.#isRough, moment);
    }
    this.#show(this.#sought, this.#isRough, moment);
    this.#playWhenKnown = plays;
  }

  stop(): void {
    this.#cancelTimer();
  }

  #show(time: number, isRough: boolean, moment = this.#options.momentAt(time, isRough)): void {
    this.#cancelTimer();
    this.mode = 'looking';
    this.moment = moment;
    this.source = this.#staysOpen(moment) ? this.source : null;
    this.#sought = time;
    this.#isRough = isRough;
    this.#at = moment.kind === 'live' ? this.#options.now() : moment.at;
    this.isPaused = false;
    this.#playWhenKnown = false;
  }

  /** A recording stays open while one looks at other moments of it. */
  #staysOpen(moment: Moment): boolean {
    if (this.source === null || moment.kind === 'live') {
      return false;
    }
    return moment.kind === 'recording' ? this.source.address === this.#options.sourceOf(moment)?.address : this.source.start === moment.at;
  }

  /** A recording is opened where it stands still: its small pictures are few. */
  #rest(): void {
    if (this.mode === 'looking' && this.moment.kind === 'recording') {
      this.source = this.#options.sourceOf(this.moment);
      this.#options.onChange();
    }
  }

  #later(milliseconds: number, work: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.delay(milliseconds, work);
  }
}
