import { LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Account } from '../../../shared/access.ts';
import { formatDate } from '../../state/format.ts';
import { accessStyles } from '../../styles/access.ts';
import { baseStyles, cardStyles } from '../../styles/shared.ts';
import { locale, text } from '../../text/text.ts';
import { accessCard } from './access-card.ts';
import { type NamedCamera, seenCameras } from './camera-choice.ts';

/** Everyone who has a name and a password. Fires `add-account`, and `change-account` and `remove-account` with an `Account`. */
export class PeopleCard extends LitElement {
  static override properties: PropertyDeclarations = { accounts: { attribute: false }, cameras: { attribute: false } };

  static override styles = [baseStyles, cardStyles, accessStyles];

  declare accounts: readonly Account[];

  declare cameras: readonly NamedCamera[];

  constructor() {
    super();
    this.cameras = [];
    this.accounts = [];
  }

  override render(): TemplateResult {
    const { people: words, roles, devices } = text();
    return accessCard({
      title: words.title,
      hint: words.hint,
      add: { label: words.add, act: () => this.dispatchEvent(new CustomEvent('add-account')) },
      empty: { sign: 'people', title: words.empty, hint: words.emptyHint },
      rows: this.accounts.map((account) => ({
        id: account.account_id,
        sign: 'person',
        name: account.name,
        role: roles[account.role],
        detail: devices.detail([
          words.since(formatDate(new Date(account.created_at), locale())),
          ...seenCameras(account.camera_ids, this.cameras),
        ]),
        tools: [
          { sign: 'edit', label: words.change(account.name), act: () => this.#tell('change-account', account) },
          { sign: 'trash', label: words.remove(account.name), act: () => this.#tell('remove-account', account) },
        ],
      })),
    });
  }

  #tell(type: 'change-account' | 'remove-account', detail: Account): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

customElements.define('petlog-people-card', PeopleCard);
