import type { EventTimeline, EventTimelineInput } from '../../../shared/event-timeline.ts';
import type { SpanIndex } from './span-index.ts';
import { StripLoader } from './strip-loader.ts';
import type { Span } from './time-window.ts';

/** Events of one label that the strip shows as one, or a single one. */
export interface EventSpan extends Span {
  /** null where nobody knows who it was. */
  readonly label: string | null;
}

type Ask = (input: EventTimelineInput) => Promise<EventTimeline>;

/** When somebody was before the camera, as coarse as a strip can show it. */
export class EventMarks {
  readonly #strip: StripLoader<EventSpan>;
  #labelsOf: { readonly shown: SpanIndex<EventSpan>; readonly window: Span; readonly labels: readonly (string | null)[] } | null = null;

  constructor(ask: Ask, onChange: () => void) {
    this.#strip = new StripLoader(async ({ start, end }, resolution_seconds) => {
      const { marks } = await ask({ start_date: new Date(start).toISOString(), end_date: new Date(end).toISOString(), resolution_seconds });
      return marks.map((mark) => ({ start: Date.parse(mark.start), end: Date.parse(mark.end), label: mark.label }));
    }, onChange);
  }

  get shown(): SpanIndex<EventSpan> {
    return this.#strip.shown;
  }

  /** The strip shows this window in so many columns. */
  show(window: Span, columns: number): void {
    this.#strip.show(window, columns);
  }

  /** Something happened: all is asked again when it is needed. */
  forget(): void {
    this.#strip.forget();
  }

  cancel(): void {
    this.#strip.cancel();
  }

  /** Who is seen in a window, by label, nobody known last. */
  labelsIn(window: Span): readonly (string | null)[] {
    const { shown } = this;
    if (this.#labelsOf?.shown !== shown || this.#labelsOf.window.start !== window.start || this.#labelsOf.window.end !== window.end) {
      const [from, to] = shown.range(window);
      const found = new Set<string | null>();
      for (let index = from; index < to; index += 1) {
        const mark = shown.items[index];
        if (mark !== undefined && mark.end >= window.start) {
          found.add(mark.label);
        }
      }
      const labels = [...found].toSorted((a, b) => (a === null ? 1 : b === null ? -1 : a.localeCompare(b, 'en')));
      this.#labelsOf = { shown, window, labels };
    }
    return this.#labelsOf.labels;
  }
}
