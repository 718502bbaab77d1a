import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatDuration } from '../../state/format.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';

/** A part, in seconds from the beginning of the recording. */
export interface TrimmedPart {
  readonly start: number;
  readonly end: number;
}

const leastSeconds = 1;

/** Two handles over the pictures of a recording. Fires `trim` with a `TrimmedPart`. */
export class TrimStrip extends LitElement {
  static override properties: PropertyDeclarations = {
    address: { attribute: false },
    duration: { type: Number },
    chosen: { attribute: false },
  };

  /** Of the one image that holds the pictures in a row; null without one. */
  declare address: string | null;
  /** Seconds. */
  declare duration: number;
  declare chosen: TrimmedPart;

  static override styles = [
    baseStyles,
    css`
      .strip {
        position: relative;
        height: 56px;
        margin: 0 8px;
        background: var(--surface-raised);
        border-radius: var(--radius-small);
      }

      img {
        width: 100%;
        height: 100%;
        object-fit: fill;
        border-radius: var(--radius-small);
      }

      .outside {
        position: absolute;
        inset-block: 0;
        background: rgb(9 12 11 / 70%);
      }

      /* Both over the whole strip, and half a handle beyond its ends; only the handles take the finger. */
      input {
        position: absolute;
        inset: 0 -22px;
        width: calc(100% + 44px);
        height: 100%;
        margin: 0;
        appearance: none;
        background: none;
        pointer-events: none;
        touch-action: none;
      }

      input::-webkit-slider-thumb {
        appearance: none;
        width: 44px;
        height: 56px;
        pointer-events: auto;
        cursor: ew-resize;
        background: linear-gradient(var(--accent), var(--accent)) center / 8px 100% no-repeat;
      }

      input::-moz-range-thumb {
        width: 44px;
        height: 56px;
        pointer-events: auto;
        cursor: ew-resize;
        border: 0;
        border-radius: 0;
        background: linear-gradient(var(--accent), var(--accent)) center / 8px 100% no-repeat;
      }

      input:focus-visible {
        outline: 3px solid var(--accent);
        outline-offset: -3px;
      }

      p {
        display: flex;
        justify-content: space-between;
        margin: 4px 0 0;
        font-size: var(--text-small);
        color: var(--text-muted);
      }
    `,
  ];

  constructor() {
    super();
    this.address = null;
    this.duration = 0;
    this.chosen = { start: 0, end: 0 };
  }

  override render(): TemplateResult {
    const words = text().sharing;
    const { start, end } = this.chosen;
    const share = (seconds: number): string => `${this.duration <= 0 ? 0 : (seconds / this.duration) * 100}%`;
    return html`<div class="strip" role="group" aria-label=${words.part}>
        ${this.address === null ? nothing : html`<img src=${this.address} alt="" draggable="false" />`}
        <span class="outside" .style=${`left: 0; width: ${share(start)}`}></span>
        <span class="outside" .style=${`right: 0; width: ${share(this.duration - end)}`}></span>
        ${this.#handle(words.from, start, (value) => ({ start: Math.max(0, Math.min(value, end - leastSeconds)), end }))}
        ${this.#handle(words.to, end, (value) => ({ start, end: Math.min(this.duration, Math.max(value, start + leastSeconds)) }))}
      </div>
      <p class="numbers"><span>${words.from} ${formatDuration(Math.round(start))}</span><span>${words.to} ${formatDuration(Math.round(end))}</span></p>`;
  }

  #handle(label: string, value: number, partOf: (value: number) => TrimmedPart) {
    return html`<input
      type="range"
      aria-label=${label}
      aria-valuetext=${formatDuration(Math.round(value))}
      min="0"
      max=${this.duration}
      step="0.1"
      .value=${String(value)}
      @input=${(event: Event) => this.#trim(event.target as HTMLInputElement, partOf)}
    />`;
  }

  #trim(input: HTMLInputElement, partOf: (value: number) => TrimmedPart): void {
    this.chosen = partOf(Number(input.value));
    this.dispatchEvent(new CustomEvent<TrimmedPart>('trim', { detail: this.chosen }));
    this.requestUpdate();
  }
}

customElements.define('petlog-trim-strip', TrimStrip);
