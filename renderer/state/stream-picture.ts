import type { LiveStatus } from '../../shared/api.ts';
import { text } from '../text/text.ts';
import { describeFailure } from './descriptions.ts';
import type { Delay } from './delay.ts';
import { Stillness } from './stillness.ts';
import type { StreamView, StreamViewEvent } from './stream-view.ts';

/** Until the stream is asked for again, by how often it failed before. */
const retryMilliseconds = [500, 1_000, 2_000];
const longestRetryMilliseconds = 4_000;

interface StreamPictureOptions {
  readonly view: () => StreamView;
  /** Whether somebody asks for the picture at all. */
  readonly isOpen: () => boolean;
  readonly isConnected: () => boolean;
  /** Undefined when PetLog did not answer. */
  readonly askStatus: () => Promise<LiveStatus | undefined>;
  readonly onStatus: (status: LiveStatus) => void;
  /** Why the stream is refused; undefined when it is not. */
  readonly askRefusal: () => Promise<Error | undefined>;
  readonly dispatch: (event: StreamViewEvent) => void;
  readonly delay: Delay;
  /** In milliseconds, of a clock that does not jump. */
  readonly now: () => number;
  readonly onChange: () => void;
}

/** The picture of a stream: whether it is on the screen and moves, and how it comes back where it broke off. */
export class StreamPicture {
  readonly #options: StreamPictureOptions;
  readonly #stillness = new Stillness();
  /** Since it last arrived. */
  failures = 0;
  /** Why the stream is refused, in one sentence. */
  refusal: string | null = null;
  /** The opening whose picture has arrived. */
  #arrived = 0;
  #failedOpening = 0;
  #cancelRetry: () => void = () => {};

  constructor(options: StreamPictureOptions) {
    this.#options = options;
  }

  /** It is on the screen. */
  get isThere(): boolean {
    const { watching, opening } = this.#options.view();
    return watching && this.#arrived === opening;
  }

  /** The stream failed, and was not opened again since. */
  get hasFailed(): boolean {
    return this.#failedOpening === this.#options.view().opening;
  }

  /** What failed before does not count any more: somebody asks anew. */
  forgive(): void {
    this.failures = 0;
    this.refusal = null;
  }

  arrived(): void {
    if (this.failures === 0 && this.isThere) {
      return;
    }
    this.#arrived = this.#options.view().opening;
    this.forgive();
    this.#options.dispatch({ type: 'picture-arrived' });
    this.#options.onChange();
  }

  /** The stream broke off, or was refused. */
  failed(): void {
    const { view, dispatch, delay } = this.#options;
    const milliseconds = retryMilliseconds[this.failures] ?? longestRetryMilliseconds;
    this.failures += 1;
    this.#arrived = 0;
    this.#failedOpening = view().opening;
    dispatch({ type: 'picture-failed' });
    this.#cancelRetry();
    const { opening } = view();
    void this.#explain(opening).then(() => {
      if (this.#mayReopen(opening)) {
        this.#cancelRetry = delay(milliseconds, () => void this.#reopen(opening));
      }
    });
  }

  /**
   * A look at the picture, every few seconds.
   *
   * @param fingerprint null where there is none that should move
   * @param frameCounter how many pictures the camera has given
   */
  sampled(fingerprint: number | null, frameCounter: number): void {
    const now = this.#options.now();
    if (fingerprint === null) {
      return this.#stillness.restart(frameCounter, now);
    }
    if (this.#stillness.isFrozen(fingerprint, frameCounter, now)) {
      this.failed();
    }
  }

  stop(): void {
    this.#cancelRetry();
  }

  /** Asking takes a place among the viewers for a moment: it must be free again when the picture is. */
  async #explain(opening: number): Promise<void> {
    if ((await this.#statusForReopening(opening)) === undefined) {
      return;
    }
    const refusal = await this.#options.askRefusal();
    if (!this.#mayReopen(opening)) {
      return;
    }
    this.refusal = refusal === undefined ? null : describeFailure(refusal, text());
    this.#options.onChange();
  }

  async #reopen(opening: number): Promise<void> {
    if (!this.#options.isConnected()) {
      return;
    }
    const status = await this.#statusForReopening(opening);
    if (!this.#mayReopen(opening)) {
      return;
    }
    if (status === undefined) {
      this.failed();
    } else {
      this.#options.dispatch({ type: 'retry' });
    }
  }

  /** Before the stream is requested PetLog is asked whether somebody stopped it; undefined when it did not answer. */
  async #statusForReopening(opening: number): Promise<LiveStatus | undefined> {
    const status = await this.#options.askStatus();
    if (status !== undefined && this.#mayReopen(opening)) {
      this.#options.onStatus(status);
    }
    return this.#mayReopen(opening) ? status : undefined;
  }

  #mayReopen(opening: number): boolean {
    const view = this.#options.view();
    return this.#options.isOpen() && view.watching && view.opening === opening;
  }
}
