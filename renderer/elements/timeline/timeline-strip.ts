import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { piecesOf, type LastMinutes } from '../../state/timeline/last-minutes.ts';
import type { MomentPicture } from '../../state/timeline/moment-pictures.ts';
import { momentTime } from '../../state/timeline/moment-words.ts';
import type { EventSpan } from '../../state/timeline/event-marks.ts';
import type { RecordedSpan } from '../../state/timeline/recording-spans.ts';
import { SpanIndex } from '../../state/timeline/span-index.ts';
import type { StripHand } from '../../state/timeline/strip-hand.ts';
import { keyStep, pressKey } from '../../state/timeline/strip-keys.ts';
import { StripTicks } from '../../state/timeline/strip-ticks.ts';
import { fractionAt, type Span } from '../../state/timeline/time-window.ts';
import type { TimelineController } from '../../state/timeline/timeline-controller.ts';
import { timeZone } from '../../state/time-zone.ts';
import { baseStyles } from '../../styles/shared.ts';
import { timelineStripStyles } from '../../styles/timeline-strip.ts';
import { locale, text } from '../../text/text.ts';
import './moment-picture.ts';
import { drawStrip, stripLayout, type StripColours } from './strip-drawing.ts';
import { StripGestures } from './strip-gestures.ts';

type Handle = 'at' | 'start' | 'end';

const bubblePixels = 168;
/** Between its middle and the ends of the strip, beside which there is a little more. */
const bubbleRoomPixels = 78;

/** Time as a line, from a day to seconds: what was kept, the clock, and where one is. Its hand does what people want. */
export class TimelineStrip extends LitElement {
  static override properties: PropertyDeclarations = {
    timeline: { attribute: false },
    hand: { attribute: false },
    window: { attribute: false },
    lastMinutes: { attribute: false },
    recordings: { attribute: false },
    events: { attribute: false },
    at: { type: Number },
    now: { type: Number },
    live: { type: Boolean },
    empty: { type: Boolean },
    marked: { attribute: false },
    pointed: { attribute: false },
    pointedEmpty: { type: Boolean },
    who: {},
    picture: { attribute: false },
    held: { state: true },
    widthPixels: { state: true },
  };

  declare timeline: TimelineController;
  declare hand: StripHand;
  declare window: Span;
  declare lastMinutes: LastMinutes | null;
  declare recordings: SpanIndex<RecordedSpan>;
  declare events: SpanIndex<EventSpan>;
  declare at: number;
  declare now: number;
  declare live: boolean;
  /** Nothing was kept of the moment where one is. */
  declare empty: boolean;
  /** The part that is chosen. */
  declare marked: Span | null;
  /** Where a finger or a mouse is. */
  declare pointed: number | null;
  declare pointedEmpty: boolean;
  /** Whoever was there at the moment that is pointed at, or where one is; empty for nobody. */
  declare who: string;
  declare picture: MomentPicture | null;
  /** What the finger holds. */
  declare held: Handle | null;
  declare widthPixels: number;
  readonly #ticks = new StripTicks(timeZone);
  readonly #resizes = new ResizeObserver(() => this.#resize());
  /** Where the strip is, since a finger or a mouse came: asking anew with each move makes the browser lay out the page. */
  #box: DOMRect | null = null;
  readonly #gestures = new StripGestures({
    window: () => this.timeline.window.value,
    box: () => (this.#box ??= this.#line.getBoundingClientRect()),
    grab: (time) => this.#grab(time),
    move: (time) => this.#move(time),
    drop: (time, isMeant) => this.#drop(time, isMeant),
    point: (time) => this.marked === null && this.timeline.point(time),
    pan: (milliseconds) => this.hand.pan(milliseconds),
    zoom: (factor, anchor) => this.hand.zoom(factor, anchor),
  });
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  /** Reading them makes the browser lay out what is not yet; they change with the light alone. */
  #colours: StripColours | null = null;
  readonly #repaint = (): void => {
    this.#colours = null;
    this.requestUpdate('window');
  };
  /** Lit's own way of listening is passive where a page scrolls. */
  readonly #wheel = { handleEvent: (event: WheelEvent): void => this.#gestures.wheel(event), passive: false };

  static override styles = [baseStyles, timelineStripStyles];

  constructor() {
    super();
    this.window = { start: 0, end: 1 };
    this.lastMinutes = null;
    this.recordings = new SpanIndex<RecordedSpan>([]);
    this.events = new SpanIndex<EventSpan>([]);
    this.at = 0;
    this.now = 0;
    this.live = true;
    this.empty = false;
    this.marked = null;
    this.pointed = null;
    this.pointedEmpty = false;
    this.who = '';
    this.picture = null;
    this.held = null;
    this.widthPixels = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#dark.addEventListener('change', this.#repaint);
    if (this.hasUpdated) {
      this.#resizes.observe(this.#line);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dark.removeEventListener('change', this.#repaint);
    this.#colours = null;
    this.#resizes.disconnect();
    this.#gestures.cancel();
    this.held = null;
  }

  protected override firstUpdated(): void {
    this.#resizes.observe(this.#line);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (['window', 'lastMinutes', 'recordings', 'events', 'widthPixels'].some((name) => changed.has(name as keyof TimelineStrip))) {
      this.#draw();
    }
  }

  override render(): TemplateResult {
    const { marked: part } = this;
    return html`<div
        class="line ${part === null ? '' : 'dim'}"
        @pointerenter=${() => (this.#box = null)}
        @pointerdown=${(event: PointerEvent) => this.#onDown(event)}
        @pointermove=${(event: PointerEvent) => this.#gestures.move(event)}
        @pointerup=${(event: PointerEvent) => this.#gestures.up(event)}
        @pointercancel=${(event: PointerEvent) => this.#gestures.up(event)}
        @pointerleave=${() => this.#gestures.leave()}
        @wheel=${this.#wheel}
      >
        <canvas aria-hidden="true"></canvas>
        ${part === null ? this.#handle('at', this.at) : html`<span class="part" .style=${this.#place(part)}></span>${this.#handle('start', part.start)}${this.#handle('end', part.end)}`}
      </div>
      ${this.pointed === null ? nothing : this.#bubble(this.pointed)}`;
  }

  #pixelsAt(time: number): number {
    return fractionAt(this.window, time) * this.widthPixels;
  }

  #place({ start, end }: Span): string {
    const left = fractionAt(this.window, start);
    return `left: ${left * 100}%; width: ${(fractionAt(this.window, end) - left) * 100}%`;
  }

  #handle(name: Handle, time: number) {
    const words = text().rewind;
    const labels = { at: words.timeline, start: words.partStart, end: words.partEnd } as const;
    const isOutside = time < this.window.start || time > this.window.end + 1000;
    const value = name === 'at' && this.live ? words.now : momentTime(time, this.now, locale());
    const facts = name === 'at' && !this.live ? [this.empty ? words.nothingKept : '', this.who] : [];
    const seconds = Math.floor(time / 1000);
    return html`<span
      class="handle ${name} ${this.held === name ? 'held' : ''} ${isOutside ? 'outside' : ''}"
      role="slider"
      tabindex="0"
      aria-label=${labels[name]}
      aria-valuemin=${Math.min(seconds, Math.floor(this.window.start / 1000))}
      aria-valuemax=${Math.max(seconds, Math.floor(this.now / 1000))}
      aria-valuenow=${seconds}
      aria-valuetext=${[value, ...facts.filter((fact) => fact !== '')].join('. ')}
      .style=${`transform: translateX(${this.#pixelsAt(time)}px)`}
      @keydown=${(event: KeyboardEvent) => this.#onKey(event, name, time)}
    ></span>`;
  }

  #bubble(time: number) {
    const words = text().rewind;
    const { widthPixels } = this;
    const middle = Math.min(Math.max(bubbleRoomPixels, this.#pixelsAt(time)), Math.max(bubbleRoomPixels, widthPixels - bubbleRoomPixels));
    return html`<div class="bubble" aria-hidden="true" .style=${`transform: translateX(${middle - bubblePixels / 2}px)`}>
      ${this.pointedEmpty ? html`<p>${words.nothingKept}</p>` : html`<petlog-moment-picture .picture=${this.picture}></petlog-moment-picture>`}
      <span class="numbers">${this.who === '' ? nothing : html`<b>${this.who}</b>`}${momentTime(time, this.now, locale())}</span>
    </div>`;
  }

  get #line(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.line') ?? this;
  }

  #resize(): void {
    this.#box = null;
    this.widthPixels = Math.round(this.#line.getBoundingClientRect().width);
    if (this.widthPixels > 0) {
      this.timeline.resized(this.widthPixels);
    }
  }

  #draw(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const context = canvas?.getContext('2d') ?? null;
    if (canvas === null || context === null || this.widthPixels === 0) {
      return;
    }
    const ratio = devicePixelRatio;
    const [width, height] = [Math.round(this.widthPixels * ratio), Math.round(stripLayout.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { window, now, lastMinutes, recordings, events, widthPixels } = this;
    drawStrip(
      context,
      widthPixels,
      {
        window,
        now,
        recordings,
        lastMinutes: lastMinutes === null ? [] : piecesOf(lastMinutes),
        events,
        ticks: this.#ticks.of(window, widthPixels, locale()),
      },
      (this.#colours ??= this.#readColours()),
    );
  }

  #readColours(): StripColours {
    const style = getComputedStyle(this);
    const of = (name: string): string => style.getPropertyValue(name);
    return {
      kept: of('--strip-kept'),
      empty: of('--strip-empty'),
      line: of('--line-strong'),
      text: of('--text-muted'),
      mark: of('--text'),
      font: `12px ${style.fontFamily}`,
    };
  }

  #onDown(event: PointerEvent): void {
    this.#box = null;
    this.#gestures.down(event);
    if (this.held !== null) {
      this.renderRoot.querySelector<HTMLElement>(`.handle.${this.held}`)?.focus({ preventScroll: true });
      event.preventDefault(); // which would take the focus again
    }
  }

  #grab(time: number): void {
    const { marked: part } = this;
    if (part === null) {
      this.held = 'at';
      this.hand.grab(time);
    } else {
      this.held = Math.abs(time - part.start) <= Math.abs(time - part.end) ? 'start' : 'end';
      this.hand.movePart(this.held, time);
    }
  }

  #move(time: number): void {
    if (this.held === 'start' || this.held === 'end') {
      this.hand.movePart(this.held, time);
    } else {
      this.hand.look(time);
    }
  }

  #drop(time: number, isMeant: boolean): void {
    if (this.held === 'at') {
      this.hand.letGo(time, isMeant);
    }
    this.held = null;
  }

  #onKey(event: KeyboardEvent, handle: Handle, time: number): void {
    const step = keyStep(event);
    if (handle !== 'at' && step !== undefined) {
      event.preventDefault();
      this.hand.movePart(handle, time + step);
    } else if (handle === 'at' && pressKey(this.timeline, this.hand, event)) {
      event.preventDefault();
    }
  }
}

customElements.define('petlog-timeline-strip', TimelineStrip);
