import { type CameraPicture, isEncoded } from '../frames/encoded-frame.ts';
import { beginningOf } from './picture-format.ts';
import { ProcessDeaths } from './process-deaths.ts';
import type { VideoFacts } from './protocol.ts';
import { RecordingEnd } from './recording-end.ts';
import type { FinishedFeed, RecordingFeedOptions } from './recording-feed-options.ts';
import { RecordingParts } from './recording-parts.ts';
import { RecordingPictures } from './recording-pictures.ts';

/** One recording of a camera's video, through all lives of the media process: what of it is to be sent, and how far it is. */
export class RecordingFeed {
  readonly #options: RecordingFeedOptions;
  readonly #pictures: RecordingPictures;
  readonly #parts: RecordingParts;
  #state: 'waiting' | 'opening' | 'open' | 'closing' | 'over' = 'waiting';
  #hasFailed = false;
  /** Counts the lives of the process, so that what was begun in an earlier one is not continued. */
  #life = 0;
  #historyMilliseconds: number | null;
  /** In this life of the process. */
  #hasBegun = false;
  /** A picture is in the file for certain. */
  #isWritten = false;
  readonly #deaths = new ProcessDeaths();
  readonly #ending: RecordingEnd;

  constructor(options: RecordingFeedOptions) {
    this.#options = options;
    this.#ending = new RecordingEnd(options.clock, {
      onOverdue: () => this.#end(null),
      onLate: (endMilliseconds) => options.host.leaveOutFramesUntil(endMilliseconds),
    });
    this.#historyMilliseconds = options.historyMilliseconds;
    this.#pictures = new RecordingPictures(options);
    this.#parts = new RecordingParts(options);
  }

  /** Every frame of it up to this one is in the file; infinite when it needs none any more. */
  get writtenSequence(): number {
    return this.#hasFailed || this.#state === 'over' ? Infinity : this.#pictures.writtenSequence;
  }

  /** Whether a picture is in the file for certain. */
  get isWritten(): boolean {
    return this.#isWritten;
  }

  /** Until it ends. */
  get takesFrames(): boolean {
    return !this.#ending.hasBegun && !this.#hasFailed;
  }

  /** The file of its next part is being made, or what comes next belongs to no part of it. */
  get holdsFrames(): boolean {
    return this.#state === 'opening' || (this.#state === 'open' && this.#pictures.changedAtMilliseconds !== Infinity);
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
    const finished = this.#ending.begin(endMilliseconds, patienceMilliseconds);
    this.#ending.limit(this.#pictures.changedAtMilliseconds);
    if (!this.#isHopeless()) {
      this.#options.host.changed();
    }
    return finished;
  }

  /** What is ending may not take longer than this any more, whatever it encodes. */
  hasten(patienceMilliseconds: number): void {
    this.#ending.hasten(patienceMilliseconds);
  }

  /** The process is there. @param waiting frames on their way to it, oldest first */
  advance(waiting: readonly CameraPicture[]): void {
    if (this.#state === 'waiting' && !this.#isGivenUp) {
      const first = waiting.find((frame) => this.#wants(frame));
      if (first !== undefined && this.#pictures.isOtherFormat(first)) {
        this.#changed(first);
        return;
      }
      const begin = first === undefined ? this.#restOfGroup(waiting) : beginningOf(first, waiting);
      const mayOpenBefore = first === undefined && !this.#parts.needsFurther && !this.#ending.hasBegun;
      if (this.#historyMilliseconds !== null || begin !== undefined || mayOpenBefore) {
        void this.#open(begin?.monotonicMilliseconds ?? this.#options.startMilliseconds);
      }
    }
  }

  /** This frame is sent next: what ends before it is closed before it. */
  beforeFrame(frame: CameraPicture): void {
    if (this.#state === 'open') {
      if (this.#ending.hasBegun && !this.#wants(frame)) {
        this.#close();
      } else if (this.#pictures.isOtherFormat(frame)) {
        this.#changed(frame);
      } else {
        this.#pictures.sending(frame, this.#wants(frame));
      }
    }
  }

  /** Ends it where it has ended, and nothing on its way belongs to it. */
  finishIfComplete(waiting: readonly CameraPicture[]): void {
    if (waiting.some((frame) => this.#wants(frame))) {
      this.#pictures.given();
      return;
    }
    if (!this.#ending.hasBegun) {
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
    this.#ending.sign();
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
    this.#deaths.add(reason);
    this.#isHopeless();
  }

  /** @param firstMilliseconds of the picture from the history that it begins with */
  opened(firstMilliseconds: number | null): void {
    if (firstMilliseconds !== null) {
      this.#parts.beganWith(firstMilliseconds);
    }
  }

  written(sequence: number): void {
    this.#pictures.written(sequence);
    this.#parts.written();
    this.#isWritten = true;
    this.#ending.sign();
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

  get #isGivenUp(): boolean {
    return !this.#isWritten && this.#deaths.areHopeless;
  }

  /** Ends what will never hold a picture, or has it ended: neither a person nor the camera is to wait for it. */
  #isHopeless(): boolean {
    if (!this.#isGivenUp) {
      return false;
    }
    if (!this.#ending.hasBegun) {
      this.#options.onHopeless?.();
    } else {
      this.#end(null);
    }
    return true;
  }

  get #emptyReason(): string {
    const { sentence } = this.#deaths;
    return sentence ?? (this.#pictures.hasCome ? 'no picture was encoded in time' : 'the camera gave no picture');
  }

  /** Whether a frame is part of it and not in its file yet. */
  #wants(frame: CameraPicture): boolean {
    return !this.#hasFailed && this.#pictures.include(frame, this.#ending.atMilliseconds);
  }

  /**
   * After a crash: the keyframe that what comes next of the camera's own H.264 needs, although all that is there of its group
   * is in the file. What is there twice then is left out of the first of the two.
   */
  #restOfGroup(waiting: readonly CameraPicture[]): CameraPicture | undefined {
    const newest = waiting.at(-1);
    const goesOn = newest !== undefined && isEncoded(newest) && this.#parts.needsFurther && !this.#ending.hasBegun;
    return goesOn && !this.#pictures.isOtherFormat(newest) ? beginningOf(newest, waiting) : undefined;
  }

  #changed(frame: CameraPicture): void {
    if (this.#pictures.changed(frame)) {
      if (!this.#ending.hasBegun) {
        this.#options.onVideoChanged?.();
      } else {
        this.#ending.limit(this.#pictures.changedAtMilliseconds);
      }
    }
  }

  /** @param firstMilliseconds of the frame that it begins with, or the time from which on the first one is */
  async #open(firstMilliseconds: number): Promise<void> {
    const life = this.#life;
    const { untilMilliseconds, recordingId, host } = this.#options;
    this.#state = 'opening';
    if (this.#parts.needsFurther) {
      try {
        await this.#parts.addFurther(firstMilliseconds);
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
    } else if (this.#historyMilliseconds === null) {
      this.#parts.beginWith(firstMilliseconds);
    }
    this.#state = 'open';
    host.send({
      type: 'open-recording',
      recordingId,
      path: this.#parts.newestPath,
      historyMilliseconds: this.#historyMilliseconds,
      fromMilliseconds: firstMilliseconds,
      untilMilliseconds,
      originMilliseconds: this.#parts.requestMilliseconds,
    });
    host.watch();
    host.changed();
  }

  /** Not when the process went, or the recording ended, while the part was made. */
  #isStillOpening(life: number): boolean {
    return life === this.#life && this.#state === 'opening';
  }

  #close(): void {
    if (this.#ending.hasBegun) {
      this.#state = 'closing';
      this.#options.host.send({
        type: 'finish-recording',
        recordingId: this.#options.recordingId,
        endMilliseconds: this.#ending.atMilliseconds,
      });
      this.#options.host.watch();
    }
  }

  #end(lastPart: VideoFacts | null): void {
    if (this.#state !== 'over' && this.#ending.hasBegun) {
      this.#state = 'over';
      this.#options.host.over();
      this.#isWritten ||= lastPart !== null;
      this.#ending.finish({ parts: this.#parts.all, lastPart, emptyReason: this.#isWritten ? null : this.#emptyReason });
    }
  }
}
