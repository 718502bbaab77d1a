import { html, LitElement, render, type TemplateResult } from 'lit';
import { AuditList } from '../elements/access/audit-list.ts';
import { icon } from '../icons.ts';
import { pageStyles } from '../styles/page.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';

/** Who did what, as a page of its own. */
export class AuditView extends LitElement {
  static override styles = [baseStyles, pageStyles];

  readonly #client: PetLogClient;
  readonly #audit: AuditList;

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.#audit = new AuditList(client);
    render(html`<a class="link" slot="back" href="?view=devices">${icon('back')}${text().audit.back}</a>`, this.#audit);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#client.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#client.close();
  }

  override render(): TemplateResult {
    return html`<main>${this.#audit}</main>`;
  }
}

customElements.define('petlog-audit-view', AuditView);
