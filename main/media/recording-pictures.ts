import type { CameraPicture } from '../frames/encoded-frame.ts';
import { formatOf } from './picture-format.ts';
import type { RecordingFeedOptions } from './recording-feed-options.ts';

type PicturesOptions = Pick<RecordingFeedOptions, 'startMilliseconds' | 'untilMilliseconds' | 'historyMilliseconds' | 'pastFormat'>;

/** Which of the camera's pictures are a recording's: those of its time and of one format, that are not in its file yet. */
export class RecordingPictures {
  readonly #options: PicturesOptions;
  #format: string | null;
  #changedAtMilliseconds = Infinity;
  #hasAny: boolean;
  #wasGivenAny = false;
  #writtenSequence = 0;

  constructor(options: PicturesOptions) {
    this.#options = options;
    this.#format = options.pastFormat ?? null;
    this.#hasAny = options.historyMilliseconds !== null;
  }

  /** Capture time of the first picture of another format; infinite while there is none. */
  get changedAtMilliseconds(): number {
    return this.#changedAtMilliseconds;
  }

  /** Whether it began with pictures of the history, or was sent or given one. */
  get hasCome(): boolean {
    return this.#hasAny || this.#wasGivenAny;
  }

  /** Every frame up to this one is in the file. */
  get writtenSequence(): number {
    return this.#writtenSequence;
  }

  /** @param endMilliseconds of the recording. Where there is no picture, one is needed, also from after that. */
  include({ monotonicMilliseconds, sequence }: CameraPicture, endMilliseconds: number): boolean {
    const { startMilliseconds, untilMilliseconds } = this.#options;
    const isBeforeEnd = monotonicMilliseconds < (untilMilliseconds ?? Infinity) && monotonicMilliseconds <= endMilliseconds;
    const isWithin = monotonicMilliseconds >= startMilliseconds && (isBeforeEnd || !this.#hasAny);
    return isWithin && sequence > this.#writtenSequence && monotonicMilliseconds < this.#changedAtMilliseconds;
  }

  isOtherFormat(frame: CameraPicture): boolean {
    return this.#format !== null && formatOf(frame) !== this.#format;
  }

  /** A picture of another format came: no later one belongs here. @returns whether it is the first */
  changed({ monotonicMilliseconds }: CameraPicture): boolean {
    if (this.#changedAtMilliseconds !== Infinity) {
      return false;
    }
    this.#changedAtMilliseconds = monotonicMilliseconds;
    return true;
  }

  /** Goes to the process next. @param isIncluded whether it is one of them */
  sending(frame: CameraPicture, isIncluded: boolean): void {
    this.#format = formatOf(frame);
    this.#hasAny ||= isIncluded;
  }

  /** The camera gave one. */
  given(): void {
    this.#wasGivenAny = true;
  }

  written(sequence: number): void {
    this.#writtenSequence = Math.max(this.#writtenSequence, sequence);
  }
}
