import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ApiToken } from '../../../shared/access.ts';
import { icon } from '../../icons.ts';
import { formatAgo, formatDate } from '../../state/format.ts';
import { accessStyles } from '../../styles/access.ts';
import { baseStyles, cardStyles } from '../../styles/shared.ts';
import { locale, text } from '../../text/text.ts';
import '../action-button.ts';

/** The tokens of programs. Fires `add-token`, and `revoke-token` with an `ApiToken`. */
export class TokenCard extends LitElement {
  static override properties: PropertyDeclarations = { tokens: { attribute: false } };

  static override styles = [baseStyles, cardStyles, accessStyles];

  declare tokens: readonly ApiToken[];

  constructor() {
    super();
    this.tokens = [];
  }

  override render(): TemplateResult {
    const words = text().tokens;
    return html`<section class="card" aria-labelledby="title">
      <header>
        <div>
          <h2 id="title">${words.title}</h2>
          <p>${words.hint}</p>
        </div>
        <petlog-button icon="add" label=${words.add} @click=${() => this.dispatchEvent(new CustomEvent('add-token'))}></petlog-button>
      </header>
      ${this.tokens.length === 0
        ? html`<div class="empty">${icon('key')}<strong>${words.empty}</strong><p>${words.emptyHint}</p></div>`
        : html`<ul>
            ${repeat(
              this.tokens,
              ({ token_id }) => token_id,
              (token) => this.#row(token),
            )}
          </ul>`}
    </section>`;
  }

  #row(token: ApiToken) {
    const { tokens: words, roles, devices } = text();
    return html`<li data-token=${token.token_id}>
      <span class="sign">${icon('key')}</span>
      <span class="what">
        <span class="name">${token.name} <span class="tag">${roles[token.scope]}</span></span>
        <span class="detail">${devices.detail(this.#details(token))}</span>
      </span>
      <span class="tools">
        <button class="round" type="button" aria-label=${words.revoke(token.name)} @click=${() => this.dispatchEvent(new CustomEvent('revoke-token', { detail: token }))}>
          ${icon('trash')}
        </button>
      </span>
    </li>`;
  }

  #details({ expires_at, last_used_at }: ApiToken): readonly string[] {
    const words = text().tokens;
    const now = new Date();
    const used = last_used_at === null ? words.neverUsed : words.used(formatAgo(new Date(last_used_at), now, locale()));
    if (expires_at === null) return [used, words.forever];
    const end = new Date(expires_at);
    return [used, end < now ? words.ended : words.until(formatDate(end, locale()))];
  }
}

customElements.define('petlog-token-card', TokenCard);
