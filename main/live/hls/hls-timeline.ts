interface HlsTimelineOptions {
  /** Where the video begins. */
  readonly mediaMilliseconds: number;
  /** It has been played before, with other times. */
  readonly isContinued: boolean;
  /** Discontinuities of the video before. */
  readonly discontinuitySequence: number;
}

/** More than one change is never on its way. */
const mostChanges = 8;

/**
 * Where in the video a moment of the camera is: the same for all renditions, so that a player can change between them
 * (RFC 8216bis, 6.2.4). Where the camera gave nothing, the time of the video stands still.
 */
export class HlsTimeline {
  readonly #options: HlsTimelineOptions;
  /** From which capture time on, and the capture time at which the video would have begun. */
  #changes: { readonly fromMilliseconds: number; readonly originMilliseconds: number }[] = [];

  constructor(options: HlsTimelineOptions) {
    this.#options = options;
  }

  get isContinued(): boolean {
    return this.#options.isContinued;
  }

  get discontinuitySequence(): number {
    return this.#options.discontinuitySequence;
  }

  /** The first picture that asks begins the video. */
  at(captureMilliseconds: number): number {
    if (this.#changes.length === 0) {
      this.#change(captureMilliseconds, captureMilliseconds - this.#options.mediaMilliseconds);
    }
    const change = this.#changes.findLast(({ fromMilliseconds }) => fromMilliseconds <= captureMilliseconds) ?? this.#changes[0];
    return captureMilliseconds - (change?.originMilliseconds ?? 0);
  }

  /** There was nothing to see for so long before that picture. */
  standStill(captureMilliseconds: number, emptyMilliseconds: number): void {
    this.#change(captureMilliseconds, captureMilliseconds - this.at(captureMilliseconds) + emptyMilliseconds);
  }

  #change(fromMilliseconds: number, originMilliseconds: number): void {
    this.#changes = [...this.#changes.slice(1 - mostChanges), { fromMilliseconds, originMilliseconds }];
  }
}
