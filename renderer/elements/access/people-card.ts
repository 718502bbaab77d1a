import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Account } from '../../../shared/access.ts';
import { icon } from '../../icons.ts';
import { formatDate } from '../../state/format.ts';
import { accessStyles } from '../../styles/access.ts';
import { baseStyles, cardStyles } from '../../styles/shared.ts';
import { locale, text } from '../../text/text.ts';
import '../action-button.ts';

/** Everyone who has a name and a password. Fires `add-account`, and `change-account` and `remove-account` with an `Account`. */
export class PeopleCard extends LitElement {
  static override properties: PropertyDeclarations = { accounts: { attribute: false } };

  static override styles = [baseStyles, cardStyles, accessStyles];

  declare accounts: readonly Account[];

  constructor() {
    super();
    this.accounts = [];
  }

  override render(): TemplateResult {
    const words = text().people;
    return html`<section class="card" aria-labelledby="title">
      <header>
        <div>
          <h2 id="title">${words.title}</h2>
          <p>${words.hint}</p>
        </div>
        <petlog-button icon="add" label=${words.add} @click=${() => this.dispatchEvent(new CustomEvent('add-account'))}></petlog-button>
      </header>
      ${this.accounts.length === 0
        ? html`<div class="empty">${icon('people')}<strong>${words.empty}</strong><p>${words.emptyHint}</p></div>`
        : html`<ul>
            ${repeat(
              this.accounts,
              ({ account_id }) => account_id,
              (account) => this.#row(account),
            )}
          </ul>`}
    </section>`;
  }

  #row(account: Account) {
    const { people: words, roles } = text();
    return html`<li data-account=${account.account_id}>
      <span class="sign">${icon('person')}</span>
      <span class="what">
        <span class="name">${account.name} <span class="tag">${roles[account.role]}</span></span>
        <span class="detail">${words.since(formatDate(new Date(account.created_at), locale()))}</span>
      </span>
      <span class="tools">
        <button class="round" type="button" aria-label=${words.change(account.name)} @click=${() => this.#tell('change-account', account)}>${icon('edit')}</button>
        <button class="round" type="button" aria-label=${words.remove(account.name)} @click=${() => this.#tell('remove-account', account)}>${icon('trash')}</button>
      </span>
    </li>`;
  }

  #tell(type: 'change-account' | 'remove-account', detail: Account): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

customElements.define('petlog-people-card', PeopleCard);
