import { render, type LitElement, type TemplateResult } from 'lit';
import { AuditList } from '../elements/access/audit-list.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { backToMore } from './more-page.ts';
import { PageView } from './page-view.ts';

/** Who did what, as a page of its own. */
export class AuditView extends PageView {
  readonly #audit: AuditList;

  constructor(client: PetLogClient, source: SessionSource) {
    super(client, source);
    this.#audit = new AuditList(client);
  }

  protected override content(): LitElement | TemplateResult {
    render(backToMore(), this.#audit);
    return this.forAdmins(this.#audit);
  }
}

customElements.define('petlog-audit-view', AuditView);
