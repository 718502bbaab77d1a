import type { Watcher } from './watcher.ts';

/** Those who watch a camera in one way. */
interface ViewersOfOneKind {
  readonly watchers: readonly Watcher[];
  readonly viewerCount: number;
  /** Pictures that viewers on slow links skipped. */
  readonly droppedFrames: number;
  /** Ends what they watch; the number that did. */
  endAll(): number;
}

/** Everyone who watches a camera live, whichever way the picture comes to them. */
export class LiveViewers implements ViewersOfOneKind {
  readonly #kinds: readonly ViewersOfOneKind[];

  constructor(kinds: readonly ViewersOfOneKind[]) {
    this.#kinds = kinds;
  }

  get watchers(): Watcher[] {
    return this.#kinds.flatMap(({ watchers }) => watchers);
  }

  get viewerCount(): number {
    return this.#sum(({ viewerCount }) => viewerCount);
  }

  get droppedFrames(): number {
    return this.#sum(({ droppedFrames }) => droppedFrames);
  }

  endAll(): number {
    return this.#sum((viewers) => viewers.endAll());
  }

  #sum(numberOf: (viewers: ViewersOfOneKind) => number): number {
    return this.#kinds.reduce((sum, viewers) => sum + numberOf(viewers), 0);
  }
}
