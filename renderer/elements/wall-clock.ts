import { css, html, LitElement, type TemplateResult } from 'lit';
import { formatClock, formatLongDate } from '../state/format.ts';
import { locale } from '../text/text.ts';

/** Time and date of this device. */
export class WallClock extends LitElement {
  static override styles = css`
    :host {
      display: block;
      text-align: end;
      line-height: 1.15;
    }

    time {
      display: block;
      font-size: var(--clock-size, 1.9rem);
      font-weight: 600;
      font-variant-numeric: tabular-nums;
      letter-spacing: -0.01em;
    }

    span {
      font-size: var(--text-small);
      opacity: 0.85;
    }
  `;

  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#tick();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    const now = new Date();
    return html`<time datetime=${now.toISOString()}>${formatClock(now, locale())}</time><span>${formatLongDate(now, locale())}</span>`;
  }

  #tick(): void {
    this.requestUpdate();
    this.#timer = setTimeout(() => this.#tick(), 1000 - (Date.now() % 1000));
  }
}

customElements.define('petlog-wall-clock', WallClock);
