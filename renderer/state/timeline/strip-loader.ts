import { NewestWins } from '../newest-wins.ts';
import { SpanIndex } from './span-index.ts';
import { lengthOf, type Span } from './time-window.ts';

interface Wanted extends Span {
  readonly resolutionMilliseconds: number;
}

/** Resolves with what is in a time, in the order in which it begins; what is less than the resolution apart is one. */
export type AskForStrip<Item extends Span> = (time: Span, resolutionSeconds: number) => Promise<readonly Item[]>;

/** As far as is loaded on either side of what is seen, in its own lengths. */
const margin = 1;
/** Columns of a strip that are one mark. */
const coarseness = 1.5;

/** What a strip shows: loaded as coarse as it can show it, with its surroundings, and again where more is to be seen. */
export class StripLoader<Item extends Span> {
  readonly #ask: AskForStrip<Item>;
  readonly #onChange: () => void;
  readonly #work = new NewestWins<Wanted>((wanted) => this.#load(wanted));
  #loaded: Wanted = { start: 0, end: 0, resolutionMilliseconds: Infinity };
  /** What was loaded before something changed is shown until it is loaded again, and not believed. */
  #isStale = false;
  #wanted: Wanted | null = null;
  shown = new SpanIndex<Item>([]);

  constructor(ask: AskForStrip<Item>, onChange: () => void) {
    this.#ask = ask;
    this.#onChange = onChange;
  }

  /** The strip shows this window in so many columns. */
  show(window: Span, columns: number): void {
    const resolutionMilliseconds = resolutionOf((coarseness * lengthOf(window)) / Math.max(1, columns));
    const { start, end, resolutionMilliseconds: loaded } = this.#wanted ?? this.#loaded;
    if (!this.#isStale && start <= window.start && end >= window.end && loaded <= resolutionMilliseconds) {
      return;
    }
    const around = margin * lengthOf(window);
    this.#isStale = false;
    this.#wanted = { start: window.start - around, end: window.end + around, resolutionMilliseconds };
    this.#work.request(this.#wanted);
  }

  /** Something changed: all is asked again when it is needed. */
  forget(): void {
    this.#isStale = true;
    this.#wanted = null;
  }

  cancel(): void {
    this.#work.cancel();
  }

  /** Whether all is known of a time, up to the resolution. */
  isLoaded({ start, end }: Span): boolean {
    return !this.#isStale && this.#loaded.start <= start && this.#loaded.end >= end;
  }

  async #load(wanted: Wanted): Promise<void> {
    const items = await this.#ask(wanted, wanted.resolutionMilliseconds / 1000).catch(() => null);
    if (items === null) {
      this.#wanted = null;
      return;
    }
    this.#loaded = wanted;
    this.shown = new SpanIndex(items);
    this.#onChange();
  }
}

/** In powers of two, so that a little zoom asks for nothing new. */
const resolutionOf = (milliseconds: number): number => (milliseconds < 1000 ? 0 : 1000 * 2 ** Math.floor(Math.log2(milliseconds / 1000)));
