import type { Frame } from '../frames/frame.ts';
import type { Clock } from '../system/clock.ts';
import type { EncoderSettings, MediaCommand, PictureSize, RecordingPart, VideoFacts } from './protocol.ts';
import { FrameWindow } from './frame-window.ts';
import { Watchdog } from './watchdog.ts';

/** What a recording needs of the media process; the client gives it. */
export interface FeedHost {
  send(command: MediaCommand): void;
  /** The process hangs; `processGone` follows. */
  kill(reason: string): void;
  /** This recording needs the process no more. */
  over(): void;
}

export interface RecordingFeedOptions {
  recordingId: string;
  /** An existing, empty file for the first part. */
  path: string;
  encoder: Pick<EncoderSettings, 'frameRate' | 'bitrateKbps'>;
  /** Where in the history it begins; without it, with the first frame. */
  fromMilliseconds?: number | null;
  clock: Clock;
  host: FeedHost;
  /** Makes an empty file for a further part after a crash. */
  nextPart: (offsetMilliseconds: number) => Promise<string>;
  /** The process died or hung, and the recording goes on as soon as it is back. */
  onInterrupted: (reason: string) => void;
  /** Nothing more can be written; `finish` still closes what there is. */
  onFailed: (code: string, reason: string) => void;
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

/** A process that dies so often without having written anything is not going to. */
const hopelessDeaths = 5;

/** One recording on its way to the media process, through all of that process's lives. */
export class RecordingFeed {
  readonly #options: RecordingFeedOptions;
  readonly #window = new FrameWindow();
  readonly #parts: RecordingPart[];
  #state: 'idle' | 'opening' | 'open' | 'closing' | 'over' = 'idle';
  #isProcessReady = false;
  #mayUseHardware = true;
  #hasFailed = false;
  /** Counts the lives of the process, so that what was begun in an earlier one is not continued. */
  #life = 0;
  #size: PictureSize | null = null;
  #originMilliseconds = 0;
  #fromMilliseconds: number | null;
  #isPartWritten = false;
  /** A picture is in the file for certain. */
  #isWritten = false;
  #deaths = 0;
  #lastDeath = '';
  #finish: { endMilliseconds: number; resolve: (finished: FinishedFeed) => void } | null = null;
  readonly #watchdog: Watchdog;
  #cancelDeadline = (): void => {};

  constructor(options: RecordingFeedOptions) {
    this.#options = options;
    this.#fromMilliseconds = options.fromMilliseconds ?? null;
    this.#parts = [{ path: options.path, offsetMilliseconds: 0 }];
    this.#watchdog = new Watchdog({
      clock: options.clock,
      isBusy: () => this.#window.hasUnencoded || this.#state === 'closing',
      onHung: (reason) => options.host.kill(reason),
    });
  }

  /** Frames that the media process was too slow for. */
  get droppedFrames(): number {
    return this.#window.droppedFrames;
  }

  /** Takes a frame without waiting for anything. */
  write(frame: Frame): void {
    if (this.#finish === null && !this.#hasFailed) {
      this.#size ??= { widthPixels: frame.widthPixels - (frame.widthPixels % 2), heightPixels: frame.heightPixels - (frame.heightPixels % 2) };
      this.#window.add(frame);
      this.#advance();
    }
  }

  /** Whether a picture is in the file for certain. */
  get isWritten(): boolean {
    return this.#isWritten;
  }

  /** Until it ends. */
  get takesFrames(): boolean {
    return this.#finish === null;
  }

  /**
   * Ends the recording: the last picture is held until `endMilliseconds`, and
   * what waits is still written, unless it takes longer than `patienceMilliseconds`.
   * Never rejects.
   */
  finish(endMilliseconds: number, patienceMilliseconds: number): Promise<FinishedFeed> {
    return new Promise((resolve) => {
      this.#finish = { endMilliseconds, resolve };
      this.hasten(patienceMilliseconds);
      if (!this.#isHopeless()) {
        this.#advance();
      }
    });
  }

  /** What is ending may not take longer than this any more. */
  hasten(patienceMilliseconds: number): void {
    if (this.#finish !== null && this.#state !== 'over') {
      this.#cancelDeadline();
      this.#cancelDeadline = this.#options.clock.after(patienceMilliseconds, () => this.#end(null));
    }
  }

  /** The process runs and takes commands. */
  processReady(mayUseHardware: boolean): void {
    this.#isProcessReady = true;
    this.#mayUseHardware = mayUseHardware;
    this.#advance();
  }

  /** The process is gone, and with it what it had not written. */
  processGone(reason: string): void {
    this.#life += 1;
    this.#fromMilliseconds = null; // the history went with it
    this.#isProcessReady = false;
    this.#watchdog.stop();
    if (this.#state === 'over') {
      return;
    }
    if (this.#state !== 'idle') {
      this.#options.onInterrupted(reason);
    }
    this.#state = 'idle';
    this.#window.replay();
    this.#deaths += 1;
    this.#lastDeath = reason;
    if (!this.#isHopeless()) {
      this.#advance();
    }
  }

  progress(encodedSequence: number, writtenSequence: number): void {
    this.#watchdog.sign();
    if (this.#window.written(writtenSequence)) {
      this.#isPartWritten = true;
      this.#isWritten = true;
    }
    this.#window.encoded(encodedSequence);
    this.#advance();
  }

  /** @param firstMilliseconds of the picture from the history that it begins with */
  opened(firstMilliseconds: number | null): void {
    if (firstMilliseconds !== null) {
      this.#originMilliseconds = firstMilliseconds;
      this.#isPartWritten = true;
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
      this.#window.clear();
      this.#options.onFailed(code, reason);
      this.#advance();
    }
  }

  /** Ends what will never hold a picture, or has it ended: neither a person nor the camera is to wait for it. */
  #isHopeless(): boolean {
    if (this.#isWritten || this.#deaths < hopelessDeaths) {
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
    return this.#size === null && (this.#options.fromMilliseconds ?? null) === null ? 'the camera gave no picture' : 'no picture was encoded in time';
  }

  #advance(): void {
    if (this.#state === 'idle') {
      if (!this.#window.hasWaiting && this.#fromMilliseconds === null) {
        if (this.#finish !== null) {
          this.#end(null);
        }
      } else if (this.#isProcessReady) {
        void this.#open();
      }
    }
    if (this.#state === 'open') {
      for (let frame = this.#window.next(); frame !== null; frame = this.#window.next()) {
        const { sequence, jpeg, monotonicMilliseconds } = frame;
        this.#options.host.send({ type: 'frame', sequence, jpeg, captureMilliseconds: monotonicMilliseconds });
        this.#watchdog.watch();
      }
      if (this.#finish !== null && !this.#window.hasWaiting) {
        this.#state = 'closing';
        this.#options.host.send({ type: 'finish-recording', recordingId: this.#options.recordingId, endMilliseconds: this.#finish.endMilliseconds });
        this.#watchdog.watch();
      }
    }
  }

  async #open(): Promise<void> {
    const life = this.#life;
    const firstMilliseconds = this.#window.oldestWaiting?.monotonicMilliseconds ?? this.#fromMilliseconds ?? 0;
    this.#state = 'opening';
    if (this.#parts.length === 1 && !this.#isPartWritten) {
      this.#originMilliseconds = firstMilliseconds;
    } else {
      const offsetMilliseconds = Math.round(firstMilliseconds - this.#originMilliseconds);
      try {
        this.#parts.push({ path: await this.#options.nextPart(offsetMilliseconds), offsetMilliseconds });
      } catch (error) {
        this.#state = 'idle';
        this.failed(error instanceof Error && 'code' in error ? String(error.code) : 'EUNKNOWN', error instanceof Error ? error.message : String(error));
        return;
      }
    }
    if (!this.#isStillOpening(life)) {
      return;
    }
    const path = this.#parts.at(-1)?.path ?? this.#options.path;
    this.#state = 'open';
    this.#options.host.send({
      type: 'open-recording',
      recordingId: this.#options.recordingId,
      path,
      encoder: { ...this.#options.encoder, size: this.#size, allowHardware: this.#mayUseHardware },
      fromMilliseconds: this.#fromMilliseconds,
    });
    this.#advance();
  }

  /** Not when the process went, or the recording ended, while the part was made. */
  #isStillOpening(life: number): boolean {
    return life === this.#life && this.#state === 'opening';
  }

  #end(lastPart: VideoFacts | null): void {
    if (this.#state !== 'over' && this.#finish !== null) {
      this.#state = 'over';
      this.#watchdog.stop();
      this.#cancelDeadline();
      this.#window.clear();
      this.#options.host.over();
      this.#isWritten ||= lastPart !== null;
      this.#finish.resolve({ parts: [...this.#parts], lastPart, emptyReason: this.#isWritten ? null : this.#emptyReason });
    }
  }
}
