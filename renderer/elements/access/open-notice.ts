import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon } from '../../icons.ts';
import { pageLinkOf } from '../../shell/route.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';

/** Says that everyone is let in, and leads to where that can be changed; `short` over a picture, where there is little room. */
export class OpenNotice extends LitElement {
  static override properties: PropertyDeclarations = { short: { type: Boolean, reflect: true } };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        font-size: var(--text-small);
        color: var(--text-muted);
      }

      a,
      :host([short]) {
        display: flex;
        gap: 8px;
        align-items: center;
      }

      a {
        min-height: 48px;
        color: inherit;
        text-decoration: none;
        border-radius: var(--radius-small);
      }

      a b {
        font-weight: inherit;
        color: var(--accent);
      }

      a:hover b {
        text-decoration: underline;
      }

      svg.icon {
        color: var(--warning);
      }

      :host([short]) {
        width: fit-content;
        padding: 3px 12px 3px 9px;
        color: #d3dad7;
        background: rgb(9 12 11 / 72%);
        border-radius: 999px;
      }

      :host([short]) svg.icon {
        color: #f0b849;
      }
    `,
  ];

  declare short: boolean;

  constructor() {
    super();
    this.short = false;
  }

  override render(): TemplateResult {
    const words = text().openMode;
    return this.short
      ? html`${icon('lockOpen')}<span>${words.short}</span>`
      : html`<a href=${pageLinkOf('people')}>${icon('lockOpen')}<span>${words.sentence} <b>${words.remedy}</b></span></a>`;
  }
}

customElements.define('petlog-open-notice', OpenNotice);
