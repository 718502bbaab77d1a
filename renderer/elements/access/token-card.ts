import { LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ApiToken } from '../../../shared/access.ts';
import { formatAgo } from '../../state/ago.ts';
import { formatDate } from '../../state/format.ts';
import { accessStyles } from '../../styles/access.ts';
import { baseStyles, cardStyles } from '../../styles/shared.ts';
import { locale, text } from '../../text/text.ts';
import { accessCard } from './access-card.ts';
import { type NamedCamera, seenCameras } from './camera-choice.ts';

/** The tokens of programs. Fires `add-token`, and `revoke-token` with an `ApiToken`. */
export class TokenCard extends LitElement {
  static override properties: PropertyDeclarations = { tokens: { attribute: false }, cameras: { attribute: false } };

  static override styles = [baseStyles, cardStyles, accessStyles];

  declare tokens: readonly ApiToken[];

  declare cameras: readonly NamedCamera[];

  constructor() {
    super();
    this.cameras = [];
    this.tokens = [];
  }

  override render(): TemplateResult {
    const { tokens: words, roles, devices } = text();
    return accessCard({
      title: words.title,
      hint: words.hint,
      add: { label: words.add, act: () => this.dispatchEvent(new CustomEvent('add-token')) },
      empty: { sign: 'key', title: words.empty, hint: words.emptyHint },
      rows: this.tokens.map((token) => ({
        id: token.token_id,
        sign: 'key',
        name: token.name,
        role: roles[token.scope],
        detail: devices.detail([...this.#details(token), ...seenCameras(token.camera_ids, this.cameras)]),
        tools: [
          {
            sign: 'trash',
            label: words.revoke(token.name),
            act: () => this.dispatchEvent(new CustomEvent('revoke-token', { detail: token })),
          },
        ],
      })),
    });
  }

  #details({ expires_at, last_used_at }: ApiToken): readonly string[] {
    const words = text().tokens;
    const now = new Date();
    const used = last_used_at === null ? words.neverUsed : words.used(formatAgo(new Date(last_used_at), now, locale()));
    if (expires_at === null) {
      return [used, words.forever];
    }
    const end = new Date(expires_at);
    return [used, end < now ? words.ended : words.until(formatDate(end, locale()))];
  }
}

customElements.define('petlog-token-card', TokenCard);
