import type { Tick } from '../../state/timeline/clock-ticks.ts';
import type { EventSpan } from '../../state/timeline/event-marks.ts';
import type { SpanIndex } from '../../state/timeline/span-index.ts';
import type { Span } from '../../state/timeline/time-window.ts';

export interface LabelledTick extends Tick {
  /** Empty where only a line is drawn. */
  readonly label: string;
}

export interface StripPicture {
  readonly window: Span;
  readonly now: number;
  readonly recordings: SpanIndex<Span>;
  /** What was kept of the last minutes, and may overlap recordings. */
  readonly lastMinutes: readonly Span[];
  readonly events: SpanIndex<EventSpan>;
  readonly ticks: readonly LabelledTick[];
}

export interface StripColours {
  readonly kept: string;
  readonly empty: string;
  readonly line: string;
  readonly text: string;
  readonly mark: string;
  readonly font: string;
}

/** Neither light nor dark: three times as light as a dark page, and as dark against a light one. */
const eventColours: ReadonlyMap<string, string> = new Map([
  ['cat', '#c96a05'],
  ['dog', '#3b82f6'],
  ['person', '#c026d3'],
]);
const animalColour = '#5a9216';
const unknownColour = '#7c817e';

/** Of a label: other animals share one, and so does what nobody knows. */
export const eventColourOf = (label: string | null): string => (label === null ? unknownColour : (eventColours.get(label) ?? animalColour));

/** Where things are, in pixels from the top. */
export const stripLayout = {
  height: 74,
  trackBottom: 48,
  mark: 3,
  markHeight: 4,
  band: 10,
  bandHeight: 22,
  event: 35,
  eventHeight: 9,
} as const;
const narrowestPixels = 2;
const narrowestEventPixels = 3;
const tickTop = 46;
const labelTop = 57;
/** Of none is half as wide: what is further from both ends need not be measured. */
const roomiestLabel = 80;

/** Draws the strip: bands of what was kept, marks of recordings above them and of events below, and the clock. */
export function drawStrip(context: CanvasRenderingContext2D, widthPixels: number, picture: StripPicture, colours: StripColours): void {
  const { window, now, recordings, events } = picture;
  const scale = widthPixels / (window.end - window.start);
  const x = (time: number): number => (time - window.start) * scale;
  const bar = ({ start, end }: Span, top: number, height: number, narrowest = narrowestPixels): void => {
    const left = Math.max(0, x(start));
    const right = Math.min(widthPixels, x(end));
    if (right >= 0 && left <= widthPixels) {
      context.fillRect(left, top, Math.max(narrowest, right - left), height);
    }
  };
  const { band, bandHeight, mark, markHeight, event, eventHeight } = stripLayout;
  context.clearRect(0, 0, widthPixels, stripLayout.height);
  context.fillStyle = colours.empty;
  bar({ start: window.start, end: Math.min(now, window.end) }, band, bandHeight);
  context.fillStyle = colours.kept;
  eachIn(recordings, window, (span) => bar(span, band, bandHeight));
  for (const span of picture.lastMinutes) {
    bar(span, band, bandHeight);
  }
  context.fillStyle = colours.mark;
  eachIn(recordings, window, (span) => bar(span, mark, markHeight));
  let colour: string | null = null;
  eachIn(events, window, (span) => {
    const own = eventColourOf(span.label);
    if (own !== colour) {
      context.fillStyle = own;
      colour = own;
    }
    bar(span, event, eventHeight, narrowestEventPixels);
  });
  drawTicks(context, picture.ticks, { x, widthPixels, colours });
}

function eachIn<Item extends Span>(index: SpanIndex<Item>, window: Span, draw: (item: Item) => void): void {
  const [from, to] = index.range(window);
  for (let at = from; at < to; at += 1) {
    const item = index.items[at];
    if (item !== undefined && item.end >= window.start) {
      draw(item);
    }
  }
}

function drawTicks(
  context: CanvasRenderingContext2D,
  ticks: readonly LabelledTick[],
  { x, widthPixels, colours }: { x: (time: number) => number; widthPixels: number; colours: StripColours },
): void {
  context.fillStyle = colours.line;
  for (const { time, label, kind } of ticks) {
    context.fillRect(Math.round(x(time)), tickTop, kind === 'day' ? 2 : 1, label === '' ? 4 : 8);
  }
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.fillStyle = colours.text;
  // Another font is slow to set: each once.
  for (const isDay of [false, true]) {
    context.font = isDay ? `650 ${colours.font}` : colours.font;
    for (const { time, label, kind } of ticks) {
      const left = Math.round(x(time));
      if (label === '' || (kind === 'day') !== isDay) {
        continue;
      }
      const half = left < roomiestLabel || left > widthPixels - roomiestLabel ? context.measureText(label).width / 2 : 0;
      if (left - half >= 0 && left + half <= widthPixels) {
        context.fillText(label, left, labelTop);
      }
    }
  }
}
