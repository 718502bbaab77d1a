import type { Delay } from '../state/delay.ts';
import type { OfferedTransport, VideoKind, VideoTransport } from './video-transport.ts';

export interface VideoPlayerOptions {
  readonly video: HTMLVideoElement;
  /** The best first. */
  readonly transports: readonly OfferedTransport[];
  readonly delay: Delay;
  /** In milliseconds, of a clock that does not jump. */
  readonly now: () => number;
  /** How many pictures the element has been given; begins anew with each video. */
  readonly pictures: () => number;
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
/** The pictures should have come by now: so long, and as long as three of them take. */
const quietMilliseconds = 500;
/** Whether it is over is asked no more often than that, as each question counts among the requests of this address. */
const questionMilliseconds = 5_000;
/** Where nobody counts them yet. */
const usualRate = 5;
const leastRate = 1;
/** A connection that gave nothing for so long is opened anew. */
const deadMilliseconds = 10_000;
/** What ends sooner than so long after it was shown, or begun anew, would only end again. */
const renewableMilliseconds = 3_000;
/** After a loss the video has to move for so long before it is believed, twice as long after each further one; once it was shown for as long as that, they are forgotten. */
const steadyMilliseconds = { atFirst: 1_000, atMost: 30_000 } as const;
/** The rate is that of so long. */
const rateMilliseconds = 2_000;
const retryMilliseconds = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;

/** A way to watch that is open. */
interface Attempt {
  readonly transport: VideoTransport;
  readonly index: number;
  pictures: number;
  /** When the newest picture came, or the attempt began. */
  pictureMilliseconds: number;
  /** Since when it moves without a pause; null while it does not. */
  movingMilliseconds: number | null;
  /** Since then pictures are counted for the rate, and how many there were. */
  counted: { readonly sinceMilliseconds: number; readonly pictures: number };
  picturesPerSecond: number | null;
  /** When it was asked whether it is over; once for each time that it stands still. */
  questionedMilliseconds: number;
  /** It has brought a picture. */
  hasMoved: boolean;
  /** Takes the place of one that was shown, whose last picture may still be seen. */
  readonly isRenewal: boolean;
}

/**
 * Plays a live video in the best way that works. What brings no picture makes
 * room for the next way; when none is left, all are tried anew later. Whoever
 * shows the picture is told when the video moves, and when it does so no more.
 */
export class VideoPlayer {
  readonly #options: VideoPlayerOptions;
  #attempt: Attempt | null = null;
  #isShown = false;
  #shownMilliseconds = 0;
  #losses = 0;
  #failures = 0;
  #cancel: () => void = () => {};
  #cancelLook: () => void = () => {};

  constructor(options: VideoPlayerOptions) {
    this.#options = options;
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

  close(): void {
    this.#cancel();
    this.#cancelLook();
    this.#attempt?.transport.close();
    this.#attempt = null;
  }

  /** @param renewed what it takes the place of, where that is still shown */
  #open(index: number, renewed: Attempt | null = null): void {
    const { video, transports, now, pictures } = this.#options;
    const offered = transports[index];
    if (offered === undefined) {
      return;
    }
    let isOver = false;
    const onEnded = (): void => {
      isOver = true;
      // Not while it is being opened.
      queueMicrotask(() => attempt !== null && this.#attempt === attempt && this.#fail(attempt));
    };
    let attempt: Attempt | null = null;
    try {
      attempt = {
        transport: offered.open(video, onEnded),
        index,
        pictures: pictures(),
        pictureMilliseconds: renewed?.pictureMilliseconds ?? now(),
        movingMilliseconds: null,
        counted: { sinceMilliseconds: now(), pictures: pictures() },
        picturesPerSecond: null,
        questionedMilliseconds: -Infinity,
        hasMoved: false,
        isRenewal: renewed !== null,
      };
    } catch {
      return this.#tryNext(index);
    }
    this.#attempt = attempt;
    void video.play().catch(() => undefined); // where it may not, no picture comes
    if (isOver) {
      return;
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
    const { pictures, now } = this.#options;
    const count = pictures();
    if (count > attempt.pictures) {
      attempt.pictureMilliseconds = now();
      attempt.movingMilliseconds ??= now();
      attempt.hasMoved = true;
    } else if (count < attempt.pictures) {
      attempt.counted = { sinceMilliseconds: now(), pictures: count }; // they are those of another video now
    }
    attempt.pictures = count;
    const countedMilliseconds = now() - attempt.counted.sinceMilliseconds;
    if (countedMilliseconds >= rateMilliseconds) {
      attempt.picturesPerSecond = ((count - attempt.counted.pictures) * 1000) / countedMilliseconds;
      attempt.counted = { sinceMilliseconds: now(), pictures: count };
    }
    const silentMilliseconds = now() - attempt.pictureMilliseconds;
    const isQuiet = silentMilliseconds > quietMilliseconds + 3000 / Math.max(leastRate, attempt.picturesPerSecond ?? usualRate);
    const wasQuestioned = attempt.questionedMilliseconds >= attempt.pictureMilliseconds;
    const isQuestionDue = now() - attempt.questionedMilliseconds >= questionMilliseconds;
    if (isQuiet && attempt.hasMoved && !wasQuestioned && isQuestionDue) {
      attempt.questionedMilliseconds = now();
      attempt.transport.askWhetherOver?.();
    }
    if (silentMilliseconds > lostMilliseconds) {
      attempt.movingMilliseconds = null;
      this.#lose(attempt);
    }
    if (silentMilliseconds > deadMilliseconds) {
      this.#fail(attempt);
    } else if (!this.#isShown && attempt.movingMilliseconds !== null && this.#isBelieved(attempt.movingMilliseconds)) {
      this.#isShown = true;
      this.#shownMilliseconds = now();
      this.#failures = 0;
      this.#options.onShown();
    }
  }

  #isBelieved(movingMilliseconds: number): boolean {
    const { atFirst, atMost } = steadyMilliseconds;
    const neededMilliseconds = this.#losses === 0 ? 0 : Math.min(atMost, atFirst * 2 ** (this.#losses - 1));
    return this.#options.now() - movingMilliseconds >= neededMilliseconds;
  }

  #lose({ isRenewal, hasMoved }: Attempt): void {
    if (this.#isShown) {
      this.#isShown = false;
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
    const isRenewable = this.#isShown && attempt.hasMoved && this.#options.now() - this.#shownMilliseconds >= renewableMilliseconds;
    if (isRenewable) {
      this.#shownMilliseconds = this.#options.now();
      this.#cancelLook();
      this.#open(attempt.index, attempt);
      attempt.transport.close();
      return;
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
