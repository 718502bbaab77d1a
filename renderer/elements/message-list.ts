import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../icons.ts';
import type { Message, Messages } from '../state/messages.ts';
import { pageLinkOf } from '../shell/route.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import { isOwnScreen } from './own-screen.ts';

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
        inset: auto 16px calc(16px + var(--bottom-bar, env(safe-area-inset-bottom))) 16px;
        display: grid;
        justify-items: center;
        gap: 8px;
        pointer-events: none;
      }

      /* The newest lies on the others: what is seen stays in its place when one comes or goes. */
      @media (max-width: 1099px) {
        :host {
          grid-template-columns: minmax(0, min(560px, 100%));
          justify-content: center;
          justify-items: stretch;
        }

        .message {
          grid-area: 1 / 1;
        }
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

      img {
        width: 96px;
        aspect-ratio: 16 / 9;
        margin-left: -8px;
        object-fit: cover;
        border-radius: var(--radius-small);
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

      .watch {
        display: grid;
        place-items: center;
        flex: none;
        width: auto;
        min-height: 48px;
        padding: 8px 12px;
        font: inherit;
        font-weight: 600;
        color: #7fd9a3;
        text-decoration: none;
      }

      .watch:focus-visible,
      button:focus-visible {
        outline-color: #fff;
        outline-offset: -4px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.role ??= 'region';
  }

  override render(): TemplateResult {
    return html`${repeat(
      this.list,
      ({ id }) => id,
      ({ id, tone, text: words, recordingId, picture }) =>
        html`<div class="message ${tone}" role=${tone === 'error' ? 'alert' : 'status'}>
          ${picture === undefined ? icon(tone === 'error' ? 'warning' : 'check') : html`<img src=${picture} alt="" />`}
          <p>${words}</p>
          ${recordingId === null ? nothing : this.#watch(recordingId)}
          <button type="button" aria-label=${text().messages.dismiss} @click=${() => this.messages.dismiss(id)}>${icon('close')}</button>
        </div>`,
    )}`;
  }

  /** In a browser a link, which is an address too; on the camera's own screen whoever shows the list opens it. Fires `watch` with the id. */
  #watch(recordingId: string) {
    const words = text().playing;
    return isOwnScreen()
      ? html`<button class="watch" type="button" @click=${() => this.dispatchEvent(new CustomEvent('watch', { detail: recordingId }))}>${words.watch}</button>`
      : html`<a class="watch" href=${pageLinkOf('recording', recordingId)}>${words.watch}</a>`;
  }
}

customElements.define('petlog-messages', MessageList);
