import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface EndWatchOptions {
  /** The end of the list as it is drawn now; null where nothing is to be asked for. */
  readonly end: () => Element | null;
  /** How long the list is: an end that did not move is told of again when it has become longer. */
  readonly count: () => number;
  /** The end comes into view, or is about to. */
  readonly onEnd: () => void;
}

/** Tells when the end of a list that is drawn in parts comes into view. */
export class EndWatch implements ReactiveController {
  readonly #options: EndWatchOptions;
  readonly #observer: IntersectionObserver;
  #end: Element | null = null;
  #count = 0;

  constructor(host: ReactiveControllerHost, options: EndWatchOptions) {
    this.#options = options;
    const onView = (entries: readonly IntersectionObserverEntry[]): void => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) {
        options.onEnd();
      }
    };
    this.#observer = new IntersectionObserver(onView, { rootMargin: '800px' });
    host.addController(this);
  }

  hostUpdated(): void {
    const end = this.#options.end();
    const count = this.#options.count();
    if (end !== this.#end || count !== this.#count) {
      this.#observer.disconnect(); // who observes anew is told where it is, also when it did not move
      this.#end = end;
      this.#count = count;
      if (end !== null) {
        this.#observer.observe(end);
      }
    }
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#end = null;
  }
}
