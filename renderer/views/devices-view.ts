import { html, LitElement, render, type TemplateResult } from 'lit';
import { AccessPanel } from '../elements/access/access-panel.ts';
import { SessionCard } from '../elements/access/session-card.ts';
import { adminsOnly } from '../elements/access/admins-only.ts';
import { icon } from '../icons.ts';
import { SessionController } from '../state/access/session-controller.ts';
import { pageStyles } from '../styles/page.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import { pageAddress } from '../transport/page-address.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionKeeper } from '../transport/session-keeper.ts';

/** Devices, people and tokens as a page of its own. */
export class DevicesView extends LitElement {
  static override styles = [baseStyles, pageStyles];

  readonly #client: PetLogClient;
  readonly #session: SessionController;
  readonly #panel: AccessPanel;
  readonly #sessionCard: SessionCard;

  constructor(client: PetLogClient, keeper: SessionKeeper) {
    super();
    this.#client = client;
    this.#session = new SessionController(this, keeper);
    this.#panel = new AccessPanel(client);
    const page = pageAddress('/');
    // Of no use to other devices.
    this.#panel.page = /^(localhost|127\..*|\[::1\])$/.test(page.hostname) ? null : page;
    this.#sessionCard = new SessionCard(keeper);
    this.#sessionCard.slot = 'session';
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
    render(
      html`<a class="link" slot="back" href=".">${icon('back')}${text().devices.back}</a>
        <a class="link" slot="more" href="?view=audit">${icon('history')}${text().audit.open}</a>
        <a class="link" slot="more" href="?view=doctor">${icon('pulse')}${text().doctor.open}</a>
        ${this.#sessionCard}`,
      this.#panel,
    );
    this.#panel.isOpenMode = this.#session.isOpenMode;
    return html`<main>${this.#session.mayChange ? this.#panel : adminsOnly()}</main>`;
  }
}

customElements.define('petlog-devices-view', DevicesView);
