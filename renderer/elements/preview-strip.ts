import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatDuration } from '../state/format.ts';
import { fractionWithin, previewFrame, previewPosition } from '../state/library/preview.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';

/** Seconds that an arrow key moves. */
const stepSeconds = 5;

/**
 * The pictures of a recording in a row. Pointing at a place shows its picture
 * large; letting go there fires `seek` with the seconds.
 */
export class PreviewStrip extends LitElement {
  static override properties: PropertyDeclarations = {
    address: {},
    frames: { type: Number },
    duration: { type: Number },
    position: { type: Number },
    pointed: { state: true },
  };

  /** Of the one image that holds the row. */
  declare address: string;
  declare frames: number;
  /** Seconds. */
  declare duration: number;
  /** Seconds at which the recording is now. */
  declare position: number;
  /** Part of the recording that is pointed at, 0 to 1. */
  declare pointed: number | null;

  static override styles = [
    baseStyles,
    css`
      :host {
        position: relative;
        display: block;
        margin: 8px 16px 14px;
      }

      .row {
        position: relative;
        height: 52px;
        border-radius: 8px;
        background: #0c100f;
        cursor: pointer;
        touch-action: none;
        user-select: none;
        overflow: hidden;
      }

      .row img {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: fill;
        pointer-events: none;
      }

      .now {
        position: absolute;
        inset-block: 0;
        width: 4px;
        margin-left: -2px;
        background: #fff;
        box-shadow: 0 0 0 1px rgb(0 0 0 / 60%);
        pointer-events: none;
      }

      .large {
        position: absolute;
        z-index: 2;
        bottom: 60px;
        width: 208px;
        transform: translateX(-50%);
        overflow: hidden;
        color: #fff;
        background: #0c100f;
        border: 2px solid #fff;
        border-radius: var(--radius-small);
        box-shadow: 0 6px 24px rgb(0 0 0 / 45%);
        pointer-events: none;
      }

      .large div {
        aspect-ratio: 16 / 9;
        background-repeat: no-repeat;
      }

      .large span {
        position: absolute;
        inset: auto 0 0 0;
        padding: 2px 8px;
        text-align: center;
        font-size: var(--text-small);
        font-weight: 600;
        background: rgb(9 12 11 / 70%);
      }
    `,
  ];

  constructor() {
    super();
    this.address = '';
    this.frames = 0;
    this.duration = 0;
    this.position = 0;
    this.pointed = null;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.frames === 0) {
      return nothing;
    }
    const words = text().recordings;
    const seconds = Math.round(this.position);
    const now = this.duration > 0 ? Math.min(1, this.position / this.duration) : 0;
    return html`${this.pointed === null ? nothing : this.#large(this.pointed)}
      <div
        class="row"
        role="slider"
        tabindex="0"
        aria-label=${words.previewRegion}
        aria-valuemin="0"
        aria-valuemax=${Math.round(this.duration)}
        aria-valuenow=${seconds}
        aria-valuetext=${formatDuration(seconds)}
        title=${words.previewFilm}
        @pointerdown=${this.#onDown}
        @pointermove=${this.#onMove}
        @pointerup=${this.#onUp}
        @pointercancel=${this.#onGone}
        @pointerleave=${this.#onGone}
        @keydown=${this.#onKey}
      >
        <img src=${this.address} alt="" />
        <span class="now" .style=${`left: ${now * 100}%`}></span>
      </div>`;
  }

  #large(fraction: number) {
    const frame = previewFrame(fraction, this.frames);
    // Inside the strip also at its ends.
    const place = `left: clamp(104px, ${fraction * 100}%, calc(100% - 104px))`;
    const picture = `background-image: url("${this.address}"); background-size: ${this.frames * 100}% 100%; background-position: ${previewPosition(frame, this.frames)}% 0`;
    return html`<div class="large" .style=${place}><div .style=${picture}></div><span class="numbers">${formatDuration(fraction * this.duration)}</span></div>`;
  }

  #fraction(event: PointerEvent): number {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return fractionWithin(event.clientX, left, width);
  }

  #onDown(event: PointerEvent): void {
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.pointed = this.#fraction(event);
  }

  #onMove(event: PointerEvent): void {
    if (event.pointerType === 'mouse' || event.buttons !== 0) {
      this.pointed = this.#fraction(event);
    }
  }

  #onUp(event: PointerEvent): void {
    const fraction = this.#fraction(event);
    if (event.pointerType !== 'mouse') {
      this.pointed = null;
    }
    this.#seek(fraction * this.duration);
  }

  #onGone(event: PointerEvent): void {
    if (!(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId) || event.type === 'pointercancel') {
      this.pointed = null;
    }
  }

  #onKey(event: KeyboardEvent): void {
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: this.position - stepSeconds,
      ArrowRight: this.position + stepSeconds,
      Home: 0,
      End: this.duration,
    };
    const target = targets[event.key];
    if (target === undefined) {
      return;
    }
    event.preventDefault();
    this.#seek(Math.min(this.duration, Math.max(0, target)));
  }

  #seek(seconds: number): void {
    this.dispatchEvent(new CustomEvent('seek', { detail: seconds }));
  }
}

customElements.define('petlog-preview-strip', PreviewStrip);
