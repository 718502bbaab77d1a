import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon } from '../../icons.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';

/** Says that everyone is let in; `short` over a picture, where there is little room. */
export class OpenNotice extends LitElement {
  static override properties: PropertyDeclarations = { short: { type: Boolean, reflect: true } };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        gap: 8px;
        align-items: flex-start;
        font-size: var(--text-small);
        color: var(--text-muted);
      }

      svg.icon {
        margin-top: 1px;
        color: var(--warning);
      }

      :host([short]) {
        align-items: center;
        width: fit-content;
        padding: 3px 12px 3px 9px;
        color: #d3dad7;
        background: rgb(9 12 11 / 72%);
        border-radius: 999px;
      }

      :host([short]) svg.icon {
        margin: 0;
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
    return html`${icon('lockOpen')}<span>${this.short ? words.short : html`${words.sentence} ${words.remedy}`}</span>`;
  }
}

customElements.define('petlog-open-notice', OpenNotice);
