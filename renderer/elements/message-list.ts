import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../icons.ts';
import type { Message, Messages } from '../state/messages.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';

/** What went wrong or was done, over everything else for a moment. */
export class MessageList extends LitElement {
  static override properties: PropertyDeclarations = {
    messages: { attribute: false },
    list: { attribute: false },
  };

  declare messages: Messages;
  declare list: readonly Message[];

  static override styles = [
    baseStyles,
    css`
      :host {
        position: fixed;
        z-index: 20;
        inset: auto 16px calc(16px + env(safe-area-inset-bottom)) 16px;
        display: grid;
        justify-items: center;
        gap: 8px;
        pointer-events: none;
      }

      .message {
        display: flex;
        align-items: center;
        gap: 12px;
        max-width: min(560px, 100%);
        padding: 4px 4px 4px 16px;
        color: #f4f6f5;
        background: #232927;
        border-radius: var(--radius);
        box-shadow: 0 6px 28px rgb(0 0 0 / 35%);
        font-size: var(--text-body);
        pointer-events: auto;
        overflow-wrap: anywhere;
      }

      .message > svg {
        color: #7fd9a3;
      }

      .error {
        background: #5f1713;
      }

      .error > svg {
        color: #ffc2bc;
      }

      p {
        flex: 1;
        margin: 8px 0;
      }

      button {
        display: grid;
        place-items: center;
        flex: none;
        width: 48px;
        height: 48px;
        color: inherit;
        background: none;
        border: 0;
        border-radius: var(--radius-small);
        cursor: pointer;
      }

      button:focus-visible {
        outline-color: #fff;
        outline-offset: -4px;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`${repeat(
      this.list,
      ({ id }) => id,
      ({ id, tone, text: words }) =>
        html`<div class="message ${tone}" role=${tone === 'error' ? 'alert' : 'status'}>
          ${icon(tone === 'error' ? 'warning' : 'check')}
          <p>${words}</p>
          <button type="button" aria-label=${text().messages.dismiss} @click=${() => this.messages.dismiss(id)}>${icon('close')}</button>
        </div>`,
    )}`;
  }
}

customElements.define('petlog-messages', MessageList);
