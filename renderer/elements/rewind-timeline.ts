import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatTime } from '../state/format.ts';
import { fractionWithin } from '../state/library/preview.ts';
import { fractionAt, movePart, timeAt, type RewindTimeline, type Span } from '../state/rewind/rewind-timeline.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';

const stepMilliseconds: Readonly<Record<string, number>> = {
  ArrowLeft: -5_000,
  ArrowRight: 5_000,
  ArrowDown: -5_000,
  ArrowUp: 5_000,
  PageDown: -60_000,
  PageUp: 60_000,
};
type Handle = 'at' | 'start' | 'end';

/**
 * The last minutes as a line. Fires `look` with a time while a finger moves
 * over it and `play` where it lets go; with a `marked` part its two ends are moved
 * instead, which fires `mark` with the new part and `look` with the end that
 * moves. Times are milliseconds since 1970.
 */
export class RewindTimelineElement extends LitElement {
  static override properties: PropertyDeclarations = {
    timeline: { attribute: false },
    at: { type: Number },
    marked: { attribute: false },
    held: { state: true },
  };

  declare timeline: RewindTimeline;
  declare at: number;
  declare marked: Span | null;
  /** What the finger holds. */
  declare held: Handle | null;

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        padding: 0 10px;
      }

      .line {
        position: relative;
        height: 48px;
        cursor: pointer;
        touch-action: none;
        user-select: none;
        -webkit-tap-highlight-color: transparent;
      }

      .track {
        position: absolute;
        inset: 18px 0;
        border-radius: 6px;
        overflow: hidden;
        background: var(--accent);
        opacity: 0.85;
      }

      .gap {
        position: absolute;
        inset-block: 0;
        background: repeating-linear-gradient(135deg, var(--line-strong) 0 3px, var(--surface-raised) 3px 7px);
      }

      .dim .track {
        opacity: 0.35;
      }

      .part {
        position: absolute;
        inset-block: 14px;
        border-radius: 5px;
        background: var(--danger);
      }

      .handle {
        position: absolute;
        top: 0;
        display: grid;
        place-items: center;
        width: 48px;
        height: 48px;
        margin-left: -24px;
        border-radius: 50%;
      }

      .handle::after {
        content: '';
        width: 20px;
        height: 20px;
        border-radius: 50%;
        background: #fff;
        border: 3px solid var(--accent);
        box-shadow: 0 1px 5px rgb(0 0 0 / 40%);
      }

      .handle.start::after,
      .handle.end::after {
        width: 14px;
        height: 32px;
        border-color: var(--danger);
        border-radius: 6px;
      }

      .held::after {
        transform: scale(1.2);
      }
    `,
  ];

  constructor() {
    super();
    this.at = 0;
    this.marked = null;
    this.held = null;
  }

  override render(): TemplateResult {
    const { timeline, marked: part } = this;
    const percent = (time: number): string => `${fractionAt(timeline, time) * 100}%`;
    const width = ({ start, end }: Span): string =>
      `left: ${percent(start)}; width: ${(fractionAt(timeline, end) - fractionAt(timeline, start)) * 100}%`;
    return html`<div class="line ${part === null ? '' : 'dim'}" @pointerdown=${this.#onDown} @pointermove=${this.#onMove} @pointerup=${this.#onUp} @pointercancel=${this.#onUp}>
      <div class="track">${timeline.gaps.map((gap) => html`<span class="gap" .style=${width(gap)}></span>`)}</div>
      ${part === null ? this.#handle('at', this.at) : html`<span class="part" .style=${width(part)}></span>${this.#handle('start', part.start)}${this.#handle('end', part.end)}`}
    </div>`;
  }

  #handle(name: Handle, time: number) {
    const words = text().rewind;
    const labels = { at: words.timeline, start: words.partStart, end: words.partEnd } as const;
    const { start, end } = this.timeline;
    return html`<span
      class="handle ${name} ${this.held === name ? 'held' : ''}"
      role="slider"
      tabindex="0"
      aria-label=${labels[name]}
      aria-valuemin="0"
      aria-valuemax=${Math.round((end - start) / 1000)}
      aria-valuenow=${Math.round((time - start) / 1000)}
      aria-valuetext=${name === 'at' && time >= end ? words.now : formatTime(new Date(time), locale())}
      .style=${`left: ${fractionAt(this.timeline, time) * 100}%`}
      @keydown=${(event: KeyboardEvent) => this.#onKey(event, name, time)}
    ></span>`;
  }

  #timeOf(event: PointerEvent): number {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return timeAt(this.timeline, fractionWithin(event.clientX, left, width));
  }

  #onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    const time = this.#timeOf(event);
    const { marked: part } = this;
    this.held = part === null ? 'at' : Math.abs(time - part.start) <= Math.abs(time - part.end) ? 'start' : 'end';
    this.#move(this.held, time);
  }

  #onMove(event: PointerEvent): void {
    if (this.held !== null) this.#move(this.held, this.#timeOf(event));
  }

  #onUp(event: PointerEvent): void {
    const { held } = this;
    this.held = null;
    if (held === 'at') this.#tell('play', this.#timeOf(event));
  }

  #onKey(event: KeyboardEvent, handle: Handle, time: number): void {
    const step = stepMilliseconds[event.key];
    const target =
      event.key === 'Home' ? this.timeline.start : event.key === 'End' ? this.timeline.end : step === undefined ? undefined : time + step;
    if (target === undefined) return;
    event.preventDefault();
    if (handle === 'at') this.#tell('play', Math.max(this.timeline.start, target));
    else this.#move(handle, target);
  }

  #move(handle: Handle, time: number): void {
    if (handle === 'at' || this.marked === null) return this.#tell('look', time);
    const part = movePart(this.timeline, this.marked, handle, time);
    this.dispatchEvent(new CustomEvent<Span>('mark', { detail: part }));
    this.#tell('look', part[handle]);
  }

  #tell(type: 'look' | 'play', time: number): void {
    this.dispatchEvent(new CustomEvent<number>(type, { detail: time }));
  }
}

customElements.define('petlog-rewind-timeline', RewindTimelineElement);
