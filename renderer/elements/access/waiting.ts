import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon } from '../../icons.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';

/** While nobody knows yet who this browser is. */
export class Waiting extends LitElement {
  static override properties: PropertyDeclarations = { isUnreachable: { type: Boolean } };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 6px;
        min-height: 100dvh;
        padding: 24px;
        text-align: center;
        animation: appear 300ms 400ms both;
      }

      @keyframes appear {
        from {
          opacity: 0;
        }
      }

      svg.icon {
        width: 2rem;
        height: 2rem;
        color: var(--text-muted);
      }

      p {
        max-width: 26rem;
        margin: 0;
        font-size: var(--text-body);
        color: var(--text-muted);
      }
    `,
  ];

  declare isUnreachable: boolean;

  constructor() {
    super();
    this.isUnreachable = false;
  }

  override render(): TemplateResult {
    const words = text().frontDoor;
    return html`${icon(this.isUnreachable ? 'linkOff' : 'link')}
      <strong role="status">${this.isUnreachable ? words.unreachable : words.connecting}</strong>
      ${this.isUnreachable ? html`<p>${words.unreachableHint}</p>` : nothing}`;
  }
}

customElements.define('petlog-waiting', Waiting);
