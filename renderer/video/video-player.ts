import type { Delay } from '../state/delay.ts';
import { Attempt, type Observation } from './attempt.ts';
import { Climb, type TrialPlace } from './climb.ts';
import type { OfferedTransport, VideoKind } from './video-transport.ts';

export interface VideoPlayerOptions extends Observation {
  /** Where it is shown. */
  readonly video: HTMLVideoElement;
  /** The best first. */
  readonly transports: readonly OfferedTransport[];
  readonly delay: Delay;
  /** Where a better way is tried while another one is shown. */
  readonly place: TrialPlace;
  /** The video moves: it may be shown. */
  readonly onShown: () => void;
  /** It does so no more: something else is to be shown, until it moves again. */
  readonly onLost: () => void;
  /** What was shown has ended, and is not asked for again: somebody may have stopped the camera. */
  readonly onEnded: () => void;
}

const lookMilliseconds = 100;
/** The pictures have stopped: something that moves is to be shown. */
const lostMilliseconds = 2_000;
/** A connection that gave nothing for so long is opened anew. */
const deadMilliseconds = 10_000;
/** What ends sooner than so long after it was shown, or begun anew, would only end again. */
const renewableMilliseconds = 3_000;
/** After a loss the video has to move for so long before it is believed, twice as long after each further one; once it was shown for as long as that, they are forgotten. */
const steadyMilliseconds = { atFirst: 1_000, atMost: 30_000 } as const;
const retryMilliseconds = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;

/**
 * Plays a live video in the best way that works. What brings no picture makes
 * room for the next way; when none is left, all are tried anew later. While a
 * worse way is shown, better ones are tried beside it. Whoever shows the
 * picture is told when the video moves, and when it does so no more.
 */
export class VideoPlayer {
  readonly #options: VideoPlayerOptions;
  readonly #climb: Climb;
  #video: HTMLVideoElement;
  #attempt: Attempt | null = null;
  #isShown = false;
  #shownMilliseconds = 0;
  #losses = 0;
  #failures = 0;
  #cancel: () => void = () => {};
  #cancelLook: () => void = () => {};

  constructor(options: VideoPlayerOptions) {
    this.#options = options;
    this.#climb = new Climb(options);
    this.#video = options.video;
    this.#open(0);
  }

  /** How it plays; null while something else is to be shown. */
  get kind(): VideoKind | null {
    return this.#isShown ? (this.#options.transports[this.#attempt?.index ?? 0]?.kind ?? null) : null;
  }

  /** As the transport knows it. */
  get capturedMilliseconds(): number | undefined {
    return this.#attempt?.transport.capturedMilliseconds();
  }

  /** Whether it is known to be H.265; else it is H.264. */
  get isH265(): boolean {
    return this.#attempt?.transport.isH265 === true;
  }

  /** As it was lately; null while nobody can say. */
  get picturesPerSecond(): number | null {
    return this.#attempt?.picturesPerSecond ?? null;
  }

  /** What is tried beside it is not what is wanted any more. */
  putOffTrial(): void {
    this.#climb.putOff();
  }

  close(): void {
    this.#cancel();
    this.#cancelLook();
    this.#climb.close();
    this.#attempt?.transport.close();
    this.#attempt = null;
  }

  /** @param renewed what it takes the place of, where that is still shown */
  #open(index: number, renewed: Attempt | null = null): void {
    const offered = this.#options.transports[index];
    if (offered === undefined) {
      return;
    }
    const onOver = (attempt: Attempt): void => {
      if (this.#attempt === attempt) {
        this.#fail(attempt);
      }
    };
    try {
      this.#attempt = new Attempt(this.#options, { offered, index, video: this.#video, renewed, onOver });
    } catch {
      this.#climb.refuse(index);
      return this.#tryNext(index);
    }
    this.#lookLater();
  }

  #lookLater(): void {
    this.#cancelLook();
    this.#cancelLook = this.#options.delay(lookMilliseconds, () => {
      this.#lookLater();
      this.#look();
    });
  }

  #look(): void {
    const attempt = this.#attempt;
    if (attempt === null) {
      return;
    }
    attempt.look();
    if (attempt.silentMilliseconds > lostMilliseconds) {
      attempt.stand();
      this.#lose(attempt);
    }
    const { movingMilliseconds } = attempt;
    if (attempt.silentMilliseconds > deadMilliseconds) {
      this.#fail(attempt);
    } else if (this.#isShown) {
      this.#follow(attempt, this.#climb.look(attempt));
    } else if (movingMilliseconds !== null && this.#isBelieved(movingMilliseconds)) {
      this.#isShown = true;
      this.#shownMilliseconds = this.#options.now();
      this.#failures = 0;
      this.#climb.begin();
      this.#options.onShown();
    }
  }

  /** @param better what has taken the place of the attempt that was shown */
  #follow(shown: Attempt, better: Attempt | null): void {
    if (better !== null) {
      this.#attempt = better;
      this.#video = better.video;
      shown.transport.close();
      this.#options.onShown();
    }
  }

  #isBelieved(movingMilliseconds: number): boolean {
    const { atFirst, atMost } = steadyMilliseconds;
    const neededMilliseconds = this.#losses === 0 ? 0 : Math.min(atMost, atFirst * 2 ** (this.#losses - 1));
    return movingMilliseconds >= neededMilliseconds;
  }

  #lose({ isRenewal, hasMoved }: Attempt): void {
    if (this.#isShown) {
      this.#isShown = false;
      this.#climb.putOff();
      this.#options.onLost();
      if (isRenewal && !hasMoved) {
        return; // it is new, and has not disappointed anybody
      }
      const wasSteady = this.#options.now() - this.#shownMilliseconds >= steadyMilliseconds.atMost;
      this.#losses = wasSteady ? 1 : this.#losses + 1;
    }
  }

  /** One that brought pictures before is tried anew, at once where it was shown for a while; one that brought none makes room. */
  #fail(attempt: Attempt): void {
    this.#climb.putOff();
    const isRenewable = this.#isShown && attempt.hasMoved && this.#options.now() - this.#shownMilliseconds >= renewableMilliseconds;
    if (isRenewable) {
      this.#shownMilliseconds = this.#options.now();
      this.#cancelLook();
      this.#open(attempt.index, attempt);
      attempt.transport.close();
      return;
    }
    if (attempt.transport.isRefused === true) {
      this.#climb.refuse(attempt.index);
    }
    this.#end(attempt);
    if (this.#isShown) {
      this.#isShown = false;
      this.#options.onEnded();
    } else if (attempt.hasMoved) {
      this.#retryLater();
    } else {
      this.#tryNext(attempt.index);
    }
  }

  #end({ transport }: Attempt): void {
    this.#attempt = null;
    this.#cancelLook();
    transport.close();
  }

  #tryNext(index: number): void {
    if (index + 1 < this.#options.transports.length) {
      this.#cancel = this.#options.delay(0, () => this.#open(index + 1));
    } else {
      this.#retryLater();
    }
  }

  #retryLater(): void {
    const milliseconds = retryMilliseconds[Math.min(this.#failures, retryMilliseconds.length - 1)] ?? 0;
    this.#failures += 1;
    this.#cancel = this.#options.delay(milliseconds, () => this.#open(0));
  }
}
