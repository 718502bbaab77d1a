import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Share } from '../../../shared/shares.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { formatDayAndTime, formatNumber } from '../../state/format.ts';
import { baseStyles } from '../../styles/shared.ts';
import { problemStyles } from '../../styles/problem.ts';
import { locale, text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';

/** What is shared by links, each with the button that ends it. */
export class ShareList extends LitElement {
  static override properties: PropertyDeclarations = { shares: { state: true }, failure: { state: true } };

  declare shares: readonly Share[] | null;
  declare failure: string | null;
  readonly #client: PetLogClient;

  static override styles = [
    baseStyles,
    css`
      ${problemStyles}

      ul {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        gap: 12px;
      }

      span {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }

      small {
        display: block;
        color: var(--text-muted);
        font-size: var(--text-small);
      }

      p {
        margin: 0;
        color: var(--text-muted);
      }
    `,
  ];

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.shares = null;
    this.failure = null;
  }

  async load(): Promise<void> {
    try {
      this.shares = (await this.#client.call('shares.list', {})).shares;
      this.failure = null;
    } catch (error) {
      this.failure = text().sharing.failed(describeFailure(error, text()));
    }
  }

  override render(): TemplateResult {
    const words = text().sharing;
    return html`${this.failure === null ? nothing : html`<p class="problem" role="alert">${this.failure}</p>`}
    ${this.shares?.length === 0 ? html`<p>${words.none}</p>` : nothing}
      <ul aria-label=${words.list}>
        ${(this.shares ?? []).map((share) => this.#row(share))}
      </ul>`;
  }

  #row(share: Share) {
    const words = text().sharing;
    const when = (time: string): string => formatDayAndTime(new Date(time), new Date(), locale());
    return html`<li>
      <span
        >${share.name === '' ? when(share.timestamp) : share.name}<small
          >${words.until(when(share.expires_at))} · ${words.opened(share.opened_count, formatNumber(share.opened_count, locale()))}</small
        ></span
      >
      <petlog-button icon="close" label=${words.end} @click=${() => void this.#end(share)}></petlog-button>
    </li>`;
  }

  async #end({ share_id: id }: Share): Promise<void> {
    try {
      await this.#client.call('shares.remove', { id });
    } catch (error) {
      this.failure = text().sharing.failed(describeFailure(error, text()));
      return;
    }
    await this.load();
  }
}

customElements.define('petlog-share-list', ShareList);
