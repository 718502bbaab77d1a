import { html, LitElement, render, type TemplateResult } from 'lit';
import { AuditList } from '../elements/access/audit-list.ts';
import { adminsOnly } from '../elements/access/admins-only.ts';
import { icon } from '../icons.ts';
import { SessionController } from '../state/access/session-controller.ts';
import { pageStyles } from '../styles/page.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';

/** Who did what, as a page of its own. */
export class AuditView extends LitElement {
  static override styles = [baseStyles, pageStyles];

  readonly #client: PetLogClient;
  readonly #session: SessionController;
  readonly #audit: AuditList;

  constructor(client: PetLogClient, source: SessionSource) {
    super();
    this.#client = client;
    this.#session = new SessionController(this, source);
    this.#audit = new AuditList(client);
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
    render(html`<a class="link" slot="back" href="?view=devices">${icon('back')}${text().audit.back}</a>`, this.#audit);
    return html`<main>${this.#session.mayChange ? this.#audit : adminsOnly()}</main>`;
  }
}

customElements.define('petlog-audit-view', AuditView);
