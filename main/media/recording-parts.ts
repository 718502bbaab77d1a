import type { RecordingPart } from './protocol.ts';
import type { RecordingFeedOptions } from './recording-feed-options.ts';

type PartsOptions = Pick<RecordingFeedOptions, 'path' | 'startMilliseconds' | 'historyMilliseconds' | 'beginsWithRequest' | 'nextPart'>;

/** The files that one recording is written to: the first, and a further one for each life of the media process that goes on with it. */
export class RecordingParts {
  readonly #options: PartsOptions;
  readonly #parts: RecordingPart[];
  /** Capture time of the beginning, which the others say their distance from. */
  #originMilliseconds: number;
  #isWritten = false;

  constructor(options: PartsOptions) {
    const { path, startMilliseconds, historyMilliseconds, beginsWithRequest } = options;
    this.#options = options;
    this.#parts = [{ path, offsetMilliseconds: 0 }];
    this.#originMilliseconds = beginsWithRequest ? startMilliseconds : (historyMilliseconds ?? startMilliseconds);
  }

  /** In order. */
  get all(): RecordingPart[] {
    return [...this.#parts];
  }

  get newestPath(): string {
    return this.#parts.at(-1)?.path ?? this.#options.path;
  }

  /** What a process that comes now writes is not to be written over what there is. */
  get needsFurther(): boolean {
    return this.#parts.length > 1 || this.#isWritten;
  }

  /** When the recording was asked for, where the newest part shows the time since then; null where it begins with its first picture. */
  get requestMilliseconds(): number | null {
    return this.#parts.length === 1 && this.#options.beginsWithRequest ? this.#options.startMilliseconds : null;
  }

  /** The first part is going to begin with this picture: none of the history is in it, or will be. */
  beginWith(captureMilliseconds: number): void {
    if (!this.#options.beginsWithRequest) {
      this.#originMilliseconds = captureMilliseconds;
    }
  }

  /** A picture of the history is in the newest part, and it begins with that. */
  beganWith(captureMilliseconds: number): void {
    this.#originMilliseconds = this.#options.beginsWithRequest ? this.#options.startMilliseconds : captureMilliseconds;
    this.#isWritten = true;
  }

  /** A picture is in the newest part. */
  written(): void {
    this.#isWritten = true;
  }

  /**
   * Makes the file of a further part, which begins with a picture of that capture time.
   *
   * @throws what `nextPart` throws
   */
  async addFurther(captureMilliseconds: number): Promise<void> {
    const offsetMilliseconds = Math.round(captureMilliseconds - this.#originMilliseconds);
    this.#parts.push({ path: await this.#options.nextPart(offsetMilliseconds), offsetMilliseconds });
  }
}
