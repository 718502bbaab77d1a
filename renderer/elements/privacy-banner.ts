import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { LiveStatus } from '../../shared/api.ts';
import { icon } from '../icons.ts';
import { formatClock } from '../state/format.ts';
import { isOvertaken } from '../state/status-order.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';

/** Says, where there is no live picture, that the camera is off for privacy; else nothing. */
export class PrivacyBanner extends LitElement {
  static override properties: PropertyDeclarations = { status: { state: true } };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }

      p {
        display: flex;
        gap: 10px;
        align-items: center;
        margin: 0 0 12px;
        padding: 10px 14px;
        font-size: var(--text-body);
        color: #e6eeec;
        background: #14302d;
        border-radius: var(--radius-small);
      }

      p > svg {
        font-size: 1.2em;
        color: #7fb8b0;
      }
    `,
  ];

  declare status: LiveStatus | null;
  readonly #client: PetLogClient;
  #unsubscribe = (): void => {};

  constructor(client: PetLogClient) {
    super();
    this.status = null;
    this.#client = client;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.#client.onStatus((status) => this.#receive(status));
    this.#client.call('live.status', {}).then(
      (status) => this.#receive(status),
      () => undefined, // the library says itself that PetLog does not answer
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe();
  }

  override render(): TemplateResult | typeof nothing {
    const since = this.status?.privacy_since ?? null;
    if (since === null) {
      return nothing;
    }
    const words = text().privacy;
    return html`<p role="status">${icon('privacy')}<span><b>${words.sentence}</b> ${words.since(formatClock(new Date(since), locale()))} ${words.releaseElsewhere}</span></p>`;
  }

  #receive(status: LiveStatus): void {
    if (this.status === null || !isOvertaken(status, this.status)) {
      this.status = status;
    }
  }
}

customElements.define('petlog-privacy-banner', PrivacyBanner);
