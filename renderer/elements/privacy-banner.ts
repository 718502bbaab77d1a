import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { formatClock } from '../state/format.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';

/** Says, where there is no live picture, that the camera is off for privacy; else nothing. */
class PrivacyBanner extends LitElement {
  static override properties: PropertyDeclarations = { since: {} };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }

      p {
        display: flex;
        gap: 10px;
        align-items: center;
        margin: 0 0 12px;
        padding: 10px 14px;
        font-size: var(--text-body);
        color: #e6eeec;
        background: #14302d;
        border-radius: var(--radius-small);
      }

      p > svg {
        font-size: 1.2em;
        color: #7fb8b0;
      }
    `,
  ];

  declare since: string | null;

  constructor() {
    super();
    this.since = null;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.since === null) {
      return nothing;
    }
    const words = text().privacy;
    return html`<p role="status">${icon('privacy')}<span><b>${words.sentence}</b> ${words.since(formatClock(new Date(this.since), locale()))} ${words.releaseElsewhere}</span></p>`;
  }
}

customElements.define('petlog-privacy-banner', PrivacyBanner);
