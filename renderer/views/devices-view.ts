import { html, render, type LitElement, type TemplateResult } from 'lit';
import { AccessModeCard } from '../elements/access/access-mode-card.ts';
import { AccessPanel } from '../elements/access/access-panel.ts';
import { SessionCard } from '../elements/access/session-card.ts';
import { pageLinkOf } from '../shell/route.ts';
import { text } from '../text/text.ts';
import { pageAddress } from '../transport/page-address.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionKeeper } from '../transport/session-keeper.ts';
import { backToMore } from './more-page.ts';
import { pageLink, PageView } from './page-view.ts';

/** Devices, people and tokens as a page of its own. */
export class DevicesView extends PageView {
  readonly #panel: AccessPanel;
  readonly #sessionCard: SessionCard;
  readonly #modeCard: AccessModeCard;

  constructor(client: PetLogClient, keeper: SessionKeeper) {
    super(client, keeper);
    this.#panel = new AccessPanel(client);
    const page = pageAddress('/');
    // Of no use to other devices.
    this.#panel.page = /^(localhost|127\..*|\[::1\])$/.test(page.hostname) ? null : page;
    this.#sessionCard = new SessionCard(keeper);
    this.#sessionCard.slot = 'session';
    this.#modeCard = new AccessModeCard(client, keeper);
    this.#modeCard.slot = 'mode';
  }

  /** The first of its cards says so. */
  protected override saysWhoIsLetIn(): boolean {
    return !this.session.mayChange;
  }

  protected override content(): LitElement | TemplateResult {
    render(
      html`${backToMore()} ${pageLink('more', pageLinkOf('audit'), 'history', text().kiosk.pages.audit)}
      ${this.#modeCard} ${this.#sessionCard}`,
      this.#panel,
    );
    return this.forAdmins(this.#panel);
  }
}

customElements.define('petlog-devices-view', DevicesView);
