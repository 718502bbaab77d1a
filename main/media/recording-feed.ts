import { type CameraPicture, isEncoded } from '../frames/encoded-frame.ts';
import type { Clock } from '../system/clock.ts';
import { afterAwake, Patience } from '../system/patience.ts';
import type { MediaCommand, RecordingPart, VideoFacts } from './protocol.ts';

/** What a recording needs of its camera's video; the feed gives it. */
export interface RecordingFeedHost {
  send(command: MediaCommand): void;
  /** The process was given something to do. */
  watch(): void;
  /** Frames may go on, or the recording may be opened. */
  changed(): void;
  /** The encoder cannot follow: frames of a recording that ended then are left out, as far as they still wait. */
  leaveOutFramesUntil(endMilliseconds: number): void;
  /** This recording needs the process no more. */
  over(): void;
}

export interface RecordingFeedOptions {
  recordingId: string;
  /** An existing, empty file for the first part. */
  path: string;
  /** When it was asked for: its first frame is of then or later. */
  startMilliseconds: number;
  /** Where in the history it begins; null when with a picture that comes. */
  historyMilliseconds: number | null;
  /** Of those pictures; null where there is none. */
  pastFormat?: string | null;
  /** Whether its first picture stands for the time since it was asked for, as without pre-roll. */
  beginsWithRequest: boolean;
  /** When it ends by itself, where that is known. */
  untilMilliseconds: number | null;
  clock: Clock;
  host: RecordingFeedHost;
  /** Makes an empty file for a further part after a crash. */
  nextPart: (offsetMilliseconds: number) => Promise<string>;
  /** A first picture is in the file, where a kill cannot take it. Called once for each life of the process. */
  onBegun?: () => void;
  /** The process died or hung, and the recording goes on as soon as it is back. */
  onInterrupted: (reason: string) => void;
  /** Nothing more can be written; `finish` still closes what there is. */
  onFailed: (code: string, reason: string) => void;
  /** The camera's H.264 is another from now on, and cannot be in the same file: `finish` closes what there is. Called once. */
  onVideoChanged?: () => void;
  /** The process dies again and again before anything is written: `finish` tells. May be called more than once. */
  onHopeless?: () => void;
}

export interface FinishedFeed {
  /** In order; what a crash left behind may be empty or end in the middle of a fragment. */
  parts: RecordingPart[];
  /** Of the last part, when it was closed in order. */
  lastPart: VideoFacts | null;
  /** Why nothing is known to be in the file; null when there is something. */
  emptyReason: string | null;
}

/** The encoder may take so long for what waits at the end; the rest is then left out. */
const lateMilliseconds = 10_000;
/** A process that dies so often without having written anything is not going to. */
const hopelessDeaths = 5;

/** What has to stay the same for one file to hold it. PetLog's own encoder brings all JPEGs to one size. */
export const formatOf = (picture: CameraPicture): string =>
  isEncoded(picture) ? `${picture.widthPixels}x${picture.heightPixels}, profile ${picture.profile}` : jpegFormat;
export const jpegFormat = 'jpeg';

/** With which picture a file begins that shall have this one: H.264 of the camera begins with a keyframe. */
function beginningOf(picture: CameraPicture, waiting: readonly CameraPicture[]): CameraPicture | undefined {
  const isKeyframe = (other: CameraPicture): boolean => isEncoded(other) && other.isKeyframe;
  return isEncoded(picture)
    ? (waiting.findLast((other) => isKeyframe(other) && other.sequence <= picture.sequence) ??
        waiting.find((other) => isKeyframe(other) && other.sequence > picture.sequence))
    : picture;
}

/** One recording of a camera's video, through all lives of the media process: its parts, and how far each is. */
export class RecordingFeed {
  readonly #options: RecordingFeedOptions;
  readonly #parts: RecordingPart[];
  #state: 'waiting' | 'opening' | 'open' | 'closing' | 'over' = 'waiting';
  #hasFailed = false;
  /** Counts the lives of the process, so that what was begun in an earlier one is not continued. */
  #life = 0;
  #originMilliseconds: number;
  #historyMilliseconds: number | null;
  /** Of its pictures. */
  #format: string | null = null;
  /** Capture time of the first picture of another format. */
  #changedAtMilliseconds = Infinity;
  /** It began with pictures of the history, or one was sent. */
  #hasPictures = false;
  /** The camera gave it one. */
  #wasGivenFrames = false;
  #isPartWritten = false;
  /** In this life of the process. */
  #hasBegun = false;
  /** A picture is in the file for certain. */
  #isWritten = false;
  #writtenSequence = 0;
  #deaths = 0;
  #lastDeath = '';
  #finish: { endMilliseconds: number; resolve: (finished: FinishedFeed) => void } | null = null;
  /** With the end of a recording, as long as nothing of it is encoded. */
  readonly #patience: Patience;
  #cancelDeadline = (): void => {};
  #cancelLate = (): void => {};

  constructor(options: RecordingFeedOptions) {
    this.#options = options;
    this.#patience = new Patience(options.clock, () => this.#end(null));
    this.#historyMilliseconds = options.historyMilliseconds;
    this.#originMilliseconds = options.beginsWithRequest
      ? options.startMilliseconds
      : (options.historyMilliseconds ?? options.startMilliseconds);
    this.#hasPictures = options.historyMilliseconds !== null;
    this.#format = options.pastFormat ?? null;
    this.#parts = [{ path: options.path, offsetMilliseconds: 0 }];
  }

  /** Every frame of it up to this one is in the file; infinite when it needs none any more. */
  get writtenSequence(): number {
    return this.#hasFailed || this.#state === 'over' ? Infinity : this.#writtenSequence;
  }

  /** Whether a picture is in the file for certain. */
  get isWritten(): boolean {
    return this.#isWritten;
  }

  /** Until it ends. */
  get takesFrames(): boolean {
    return this.#finish === null && !this.#hasFailed;
  }

  /** The file of its next part is being made, or what comes next belongs to no part of it. */
  get holdsFrames(): boolean {
    return this.#state === 'opening' || (this.#state === 'open' && this.#changedAtMilliseconds !== Infinity);
  }

  get isClosing(): boolean {
    return this.#state === 'closing';
  }

  /**
   * Ends the recording: the last picture is held until `endMilliseconds`, and
   * what waits is still written, unless nothing is encoded for `patienceMilliseconds`.
   * Never rejects.
   */
  finish(endMilliseconds: number, patienceMilliseconds: number): Promise<FinishedFeed> {
    return new Promise((resolve) => {
      this.#finish = { endMilliseconds: Math.min(endMilliseconds, this.#changedAtMilliseconds), resolve };
      this.#patience.begin(patienceMilliseconds);
      this.#leaveOutWhatIsLate(endMilliseconds);
      if (!this.#isHopeless()) {
        this.#options.host.changed();
      }
    });
  }

  /** Whoever wants to record next waits for this one. */
  #leaveOutWhatIsLate(endMilliseconds: number): void {
    this.#cancelLate = afterAwake(this.#options.clock, lateMilliseconds, () => {
      this.#options.host.leaveOutFramesUntil(endMilliseconds);
      this.#leaveOutWhatIsLate(endMilliseconds);
    });
  }

  /** What is ending may not take longer than this any more, whatever it encodes. */
  hasten(patienceMilliseconds: number): void {
    if (this.#finish !== null && this.#state !== 'over') {
      this.#cancelDeadline();
      this.#cancelDeadline = afterAwake(this.#options.clock, patienceMilliseconds, () => this.#end(null));
    }
  }

  /** The process is there. @param waiting frames on their way to it, oldest first */
  advance(waiting: readonly CameraPicture[]): void {
    if (this.#state === 'waiting' && !this.#isGivenUp) {
      const first = waiting.find((frame) => this.#wants(frame));
      if (first !== undefined && this.#isOtherFormat(first)) {
        this.#changed(first);
        return;
      }
      const begin = first === undefined ? undefined : beginningOf(first, waiting);
      const mayOpenBefore = first === undefined && !this.#needsFurtherPart && this.#finish === null;
      if (this.#historyMilliseconds !== null || begin !== undefined || mayOpenBefore) {
        void this.#open(begin?.monotonicMilliseconds ?? this.#options.startMilliseconds);
      }
    }
  }

  /** This frame is sent next: what ends before it is closed before it. */
  beforeFrame(frame: CameraPicture): void {
    if (this.#state === 'open') {
      if (this.#finish !== null && !this.#wants(frame)) {
        this.#close();
      } else if (this.#isOtherFormat(frame)) {
        this.#changed(frame);
      } else {
        this.#format = formatOf(frame);
        this.#hasPictures ||= this.#wants(frame);
      }
    }
  }

  /** Ends it where it has ended, and nothing on its way belongs to it. */
  finishIfComplete(waiting: readonly CameraPicture[]): void {
    this.#wasGivenFrames ||= waiting.some((frame) => this.#wants(frame));
    if (this.#finish === null || waiting.some((frame) => this.#wants(frame))) {
      return;
    }
    if (this.#state === 'open') {
      this.#close();
    } else if (this.#state === 'waiting') {
      this.#end(null);
    }
  }

  /** The process works. */
  progressed(): void {
    this.#patience.sign();
  }

  /** The process is gone, and with it what it had not written. */
  processGone(reason: string): void {
    this.#life += 1;
    this.#hasBegun = false;
    this.#historyMilliseconds = null; // it went with the process
    if (this.#state === 'over') {
      return;
    }
    if (this.#state !== 'waiting') {
      this.#options.onInterrupted(reason);
    }
    this.#state = 'waiting';
    this.#deaths += 1;
    this.#lastDeath = reason;
    this.#isHopeless();
  }

  /** @param firstMilliseconds of the picture from the history that it begins with */
  opened(firstMilliseconds: number | null): void {
    if (firstMilliseconds !== null) {
      this.#originMilliseconds = this.#options.beginsWithRequest ? this.#options.startMilliseconds : firstMilliseconds;
      this.#isPartWritten = true;
    }
  }

  written(sequence: number): void {
    this.#writtenSequence = Math.max(this.#writtenSequence, sequence);
    this.#isPartWritten = true;
    this.#isWritten = true;
    this.#patience.sign();
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.#options.onBegun?.();
    }
  }

  finished(facts: VideoFacts | null): void {
    if (this.#state === 'closing') {
      this.#end(facts);
    }
  }

  failed(code: string, reason: string): void {
    if (!this.#hasFailed && this.#state !== 'over') {
      this.#hasFailed = true;
      this.#options.onFailed(code, reason);
      this.#options.host.changed();
    }
  }

  get #needsFurtherPart(): boolean {
    return this.#parts.length > 1 || this.#isPartWritten;
  }

  get #isGivenUp(): boolean {
    return !this.#isWritten && this.#deaths >= hopelessDeaths;
  }

  /** Ends what will never hold a picture, or has it ended: neither a person nor the camera is to wait for it. */
  #isHopeless(): boolean {
    if (!this.#isGivenUp) {
      return false;
    }
    if (this.#finish === null) {
      this.#options.onHopeless?.();
    } else {
      this.#end(null);
    }
    return true;
  }

  get #emptyReason(): string {
    if (this.#deaths > 0) {
      return `the program that encodes it ended ${this.#deaths === 1 ? 'before there was a picture' : `${this.#deaths} times`} (${this.#lastDeath})`;
    }
    return this.#hasPictures || this.#wasGivenFrames ? 'no picture was encoded in time' : 'the camera gave no picture';
  }

  /** Whether a frame is part of it and not in its file yet. Where there is no picture, one is needed, also from after the end. */
  #wants({ monotonicMilliseconds, sequence }: CameraPicture): boolean {
    const { startMilliseconds, untilMilliseconds } = this.#options;
    const isBeforeEnd =
      monotonicMilliseconds < (untilMilliseconds ?? Infinity) && monotonicMilliseconds <= (this.#finish?.endMilliseconds ?? Infinity);
    const isWithin = monotonicMilliseconds >= startMilliseconds && (isBeforeEnd || !this.#hasPictures);
    return isWithin && !this.#hasFailed && sequence > this.#writtenSequence && monotonicMilliseconds < this.#changedAtMilliseconds;
  }

  #isOtherFormat(frame: CameraPicture): boolean {
    return this.#format !== null && formatOf(frame) !== this.#format;
  }

  #changed({ monotonicMilliseconds }: CameraPicture): void {
    if (this.#changedAtMilliseconds === Infinity) {
      this.#changedAtMilliseconds = monotonicMilliseconds;
      if (this.#finish === null) {
        this.#options.onVideoChanged?.();
      } else {
        this.#finish.endMilliseconds = Math.min(this.#finish.endMilliseconds, monotonicMilliseconds);
      }
    }
  }

  /** @param firstMilliseconds of the frame that it begins with, or the time from which on the first one is */
  async #open(firstMilliseconds: number): Promise<void> {
    const life = this.#life;
    const { startMilliseconds, untilMilliseconds, recordingId, host, nextPart } = this.#options;
    this.#state = 'opening';
    if (this.#needsFurtherPart) {
      try {
        const offsetMilliseconds = Math.round(firstMilliseconds - this.#originMilliseconds);
        this.#parts.push({ path: await nextPart(offsetMilliseconds), offsetMilliseconds });
      } catch (error) {
        this.#state = 'waiting';
        this.failed(
          error instanceof Error && 'code' in error ? String(error.code) : 'EUNKNOWN',
          error instanceof Error ? error.message : String(error),
        );
        return;
      }
      if (!this.#isStillOpening(life)) {
        return;
      }
    } else if (this.#historyMilliseconds === null && !this.#options.beginsWithRequest) {
      this.#originMilliseconds = firstMilliseconds; // the history was lost before any of it was in the file
    }
    this.#state = 'open';
    const isBeginning = this.#parts.length === 1 && this.#options.beginsWithRequest;
    host.send({
      type: 'open-recording',
      recordingId,
      path: this.#parts.at(-1)?.path ?? this.#options.path,
      historyMilliseconds: this.#historyMilliseconds,
      fromMilliseconds: firstMilliseconds,
      untilMilliseconds,
      originMilliseconds: isBeginning ? startMilliseconds : null,
    });
    host.watch();
    host.changed();
  }

  /** Not when the process went, or the recording ended, while the part was made. */
  #isStillOpening(life: number): boolean {
    return life === this.#life && this.#state === 'opening';
  }

  #close(): void {
    if (this.#finish !== null) {
      this.#state = 'closing';
      this.#options.host.send({
        type: 'finish-recording',
        recordingId: this.#options.recordingId,
        endMilliseconds: this.#finish.endMilliseconds,
      });
      this.#options.host.watch();
    }
  }

  #end(lastPart: VideoFacts | null): void {
    if (this.#state !== 'over' && this.#finish !== null) {
      this.#state = 'over';
      this.#patience.end();
      this.#cancelDeadline();
      this.#cancelLate();
      this.#options.host.over();
      this.#isWritten ||= lastPart !== null;
      this.#finish.resolve({ parts: [...this.#parts], lastPart, emptyReason: this.#isWritten ? null : this.#emptyReason });
    }
  }
}
