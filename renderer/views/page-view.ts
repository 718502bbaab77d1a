import { html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { adminsOnly } from '../elements/access/admins-only.ts';
import '../elements/access/open-notice.ts';
import { icon, type IconName } from '../icons.ts';
import { SessionController } from '../state/access/session-controller.ts';
import { emptyStateStyles } from '../styles/empty-state.ts';
import { pageStyles } from '../styles/page.ts';
import { baseStyles } from '../styles/shared.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';

/** A page of its own beside the live picture. */
export abstract class PageView extends LitElement {
  static override styles: CSSResultGroup = [baseStyles, pageStyles, emptyStateStyles];

  protected readonly session: SessionController;
  readonly #client: PetLogClient;

  constructor(client: PetLogClient, source: SessionSource) {
    super();
    this.#client = client;
    this.session = new SessionController(this, source);
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
    return html`<main>
      <div>${this.content()}</div>
      ${this.session.isOpenMode && this.saysWhoIsLetIn() && this.hasSettled() ? html`<petlog-open-notice></petlog-open-notice>` : nothing}
    </main>`;
  }

  protected abstract content(): LitElement | TemplateResult;

  /** Whether the page ends with a word that everyone is let in, where everyone is. */
  protected saysWhoIsLetIn(): boolean {
    return true;
  }

  /** Whether the page has its height: what stands below would be pushed away by what comes late. */
  protected hasSettled(): boolean {
    return true;
  }

  protected forAdmins(page: LitElement | TemplateResult): LitElement | TemplateResult {
    return this.session.mayChange ? page : adminsOnly();
  }
}

/** To another page; for the slot of what fills a page. The styles are `pageStyles`. */
export function pageLink(slot: 'back' | 'more', href: string, sign: IconName, label: string): TemplateResult {
  return html`<a class="link" slot=${slot} href=${href}>${icon(sign)}<span>${label}</span></a>`;
}
