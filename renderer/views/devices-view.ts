import { html, render, type LitElement, type TemplateResult } from 'lit';
import { AccessPanel } from '../elements/access/access-panel.ts';
import { SessionCard } from '../elements/access/session-card.ts';
import { text } from '../text/text.ts';
import { pageAddress } from '../transport/page-address.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionKeeper } from '../transport/session-keeper.ts';
import { pageLink, PageView } from './page-view.ts';

/** Devices, people and tokens as a page of its own. */
export class DevicesView extends PageView {
  readonly #panel: AccessPanel;
  readonly #sessionCard: SessionCard;

  constructor(client: PetLogClient, keeper: SessionKeeper) {
    super(client, keeper);
    this.#panel = new AccessPanel(client);
    const page = pageAddress('/');
    // Of no use to other devices.
    this.#panel.page = /^(localhost|127\..*|\[::1\])$/.test(page.hostname) ? null : page;
    this.#sessionCard = new SessionCard(keeper);
    this.#sessionCard.slot = 'session';
  }

  protected override content(): LitElement | TemplateResult {
    const { audit, devices, doctor } = text();
    render(
      html`${pageLink('back', '.', 'back', devices.back)} ${pageLink('more', '?view=audit', 'history', audit.open)} ${pageLink('more', '?view=doctor', 'pulse', doctor.open)}
      ${this.#sessionCard}`,
      this.#panel,
    );
    this.#panel.isOpenMode = this.session.isOpenMode;
    return this.forAdmins(this.#panel);
  }
}

customElements.define('petlog-devices-view', DevicesView);
