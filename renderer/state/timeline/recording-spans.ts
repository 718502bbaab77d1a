import type { RecordingTimeline, RecordingTimelineInput } from '../../../shared/recording-timeline.ts';
import type { Delay } from '../delay.ts';
import { NewestWins } from '../newest-wins.ts';
import { SpanIndex } from './span-index.ts';
import { StripLoader } from './strip-loader.ts';
import type { Span } from './time-window.ts';

/** Recordings that the strip shows as one, or a single one. */
export interface RecordedSpan extends Span {
  readonly recordings: number;
  /** Of the first. */
  readonly recordingId: string;
  readonly previewFrames: number;
}

interface Exact extends Span {
  readonly spans: SpanIndex<RecordedSpan>;
}

type Ask = (input: RecordingTimelineInput) => Promise<RecordingTimeline>;

/** Around a moment that is looked at, every recording is known. */
const leastAroundMilliseconds = 30_000;
/** A finger that moves asks for no moment that it passes. */
const restMilliseconds = 80;
const soonMilliseconds = 600_000;
const coarsestSeconds = 86_400;

const nothing: Exact = { start: 0, end: 0, spans: new SpanIndex<RecordedSpan>([]) };

/** When the camera recorded: as coarse as a strip can show it, and around a moment exactly. */
export class RecordingSpans {
  readonly #ask: Ask;
  readonly #onChange: () => void;
  readonly #delay: Delay;
  readonly #strip: StripLoader<RecordedSpan>;
  #exact = nothing;
  readonly #exactWork = new NewestWins<Span>((wanted) => this.#loadExact(wanted));

  #awaited: number | null = null;
  #cancelRest: () => void = () => undefined;

  constructor(ask: Ask, onChange: () => void, delay: Delay) {
    this.#ask = ask;
    this.#onChange = onChange;
    this.#delay = delay;
    this.#strip = new StripLoader(async (time, resolution_seconds) => {
      const { spans } = await ask({ ...range(time), resolution_seconds });
      return spans.map(spanOf);
    }, onChange);
  }

  /** For the strip. */
  get shown(): SpanIndex<RecordedSpan> {
    return this.#strip.shown;
  }

  /** The strip shows this window in so many columns. */
  show(window: Span, columns: number): void {
    this.#strip.show(window, columns);
  }

  /** A recording began, ended or is gone: all is asked again when it is needed. */
  forget(): void {
    this.#strip.forget();
    this.#exact = nothing;
  }

  cancel(): void {
    this.#cancelRest();
    this.#awaited = null;
    this.#strip.cancel();
    this.#exactWork.cancel();
  }

  /**
   * The one recording at a moment, or the nearest that is not further than the tolerance; null where there is
   * none. `unknown` until that has been asked.
   */
  at(time: number, toleranceMilliseconds: number): RecordedSpan | 'unknown' | null {
    const near = { start: time - toleranceMilliseconds, end: time + toleranceMilliseconds };
    if (this.#exact.start <= near.start && this.#exact.end >= near.end) {
      return this.#exact.spans.nearest(time, toleranceMilliseconds);
    }
    const isLoaded = this.#strip.isLoaded(near);
    const found = isLoaded ? this.#strip.shown.nearest(time, toleranceMilliseconds) : null;
    if (isLoaded && (found === null || found.recordings === 1)) {
      return found;
    }
    if (time !== this.#awaited) {
      const around = Math.max(leastAroundMilliseconds, 2 * toleranceMilliseconds);
      this.#awaited = time;
      this.#cancelRest();
      this.#cancelRest = this.#delay(restMilliseconds, () => {
        this.#awaited = null;
        this.#exactWork.request({ start: time - around, end: time + around });
      });
    }
    return 'unknown';
  }

  /** When the first recording begins that begins after a moment, and before another; null where there is none. */
  async nextAfter(time: number, before: number): Promise<number | null> {
    const soon = Math.min(before, time + soonMilliseconds);
    const near = await this.#ask(range({ start: time, end: soon }));
    const next = near.spans.map(({ start }) => Date.parse(start)).find((start) => start > time);
    if (next !== undefined || soon >= before) {
      return next ?? null;
    }
    // Told as one, they are quickly told, however many there are.
    const { spans } = await this.#ask({ ...range({ start: soon + 1, end: before }), resolution_seconds: coarsestSeconds });
    return spans[0] === undefined ? null : Date.parse(spans[0].start);
  }

  async #loadExact(wanted: Span): Promise<void> {
    const answer = await this.#ask(range(wanted)).catch(() => null);
    if (answer !== null) {
      this.#exact = { ...wanted, spans: new SpanIndex(answer.spans.map(spanOf)) };
      this.#onChange();
    }
  }
}

const range = ({ start, end }: Span): Pick<RecordingTimelineInput, 'start_date' | 'end_date'> => ({
  start_date: new Date(start).toISOString(),
  end_date: new Date(end).toISOString(),
});

const spanOf = ({ start, end, recordings, recording_id, preview_frames }: RecordingTimeline['spans'][number]): RecordedSpan => ({
  start: Date.parse(start),
  end: Date.parse(end),
  recordings,
  recordingId: recording_id,
  previewFrames: preview_frames,
});
