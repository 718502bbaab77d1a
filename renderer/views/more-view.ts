import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { SessionCard } from '../elements/access/session-card.ts';
import '../elements/language-switch.ts';
import { icon, type IconName } from '../icons.ts';
import type { PageName } from '../shell/places.ts';
import { pageLinkOf } from '../shell/route.ts';
import { morePageStyles } from '../styles/more-page.ts';
import { pageBarStyles } from '../styles/page-bar.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionKeeper } from '../transport/session-keeper.ts';
import { PageView } from './page-view.ts';

interface Row {
  readonly page: PageName;
  readonly icon: IconName;
  readonly title: string;
  readonly hint: string;
  readonly isForAdmins: boolean;
}

/** What belongs together: what it looks at and tells, what is kept, who comes in, where else it is seen, and the device itself. */
function groups(): readonly (readonly Row[])[] {
  const { more, cameras, kiosk, doctor } = text();
  return [
    [
      { page: 'cameras', icon: 'camera', title: cameras.open, hint: more.camerasHint, isForAdmins: true },
      { page: 'pets', icon: 'pet', title: more.pets, hint: more.petsHint, isForAdmins: false },
      { page: 'alerts', icon: 'bell', title: more.alerts, hint: more.alertsHint, isForAdmins: false },
    ],
    [
      { page: 'storage', icon: 'disk', title: more.storage, hint: more.storageHint, isForAdmins: false },
      { page: 'backup', icon: 'copies', title: more.backup, hint: more.backupHint, isForAdmins: true },
    ],
    [
      { page: 'people', icon: 'people', title: more.people, hint: more.peopleHint, isForAdmins: true },
      { page: 'audit', icon: 'history', title: kiosk.pages.audit, hint: more.auditHint, isForAdmins: true },
      { page: 'phone', icon: 'phone', title: more.phone, hint: more.phoneHint, isForAdmins: false },
    ],
    [
      { page: 'homeAssistant', icon: 'home', title: 'Home Assistant', hint: more.homeAssistantHint, isForAdmins: true },
      { page: 'homekit', icon: 'home', title: 'HomeKit', hint: more.homekitHint, isForAdmins: true },
      { page: 'relays', icon: 'relay', title: more.relays, hint: more.relaysHint, isForAdmins: true },
    ],
    [
      { page: 'screen', icon: 'screen', title: more.screen, hint: more.screenHint, isForAdmins: true },
      { page: 'doctor', icon: 'checkup', title: doctor.open, hint: more.doctorHint, isForAdmins: true },
      { page: 'about', icon: 'information', title: more.about, hint: more.aboutHint, isForAdmins: false },
    ],
  ];
}

/** What is seldom needed: a row for each page of it. */
export class MoreView extends PageView {
  static override styles: CSSResultGroup = [PageView.styles, pageBarStyles, morePageStyles];

  readonly #sessionCard: SessionCard;

  constructor(client: PetLogClient, keeper: SessionKeeper) {
    super(client, keeper);
    this.#sessionCard = new SessionCard(keeper);
  }

  protected override content(): TemplateResult {
    return html`<div class="bar"><div class="heading"><h1>${text().places.more}</h1></div></div>
      <nav aria-label=${text().places.more}>${groups().map((rows) => this.#group(rows))}</nav>
      <div class="last"><petlog-language-switch></petlog-language-switch>${this.#sessionCard}</div>`;
  }

  #group(rows: readonly Row[]): TemplateResult | typeof nothing {
    const shown = rows.filter(({ isForAdmins }) => !isForAdmins || this.session.mayChange);
    return shown.length === 0
      ? nothing
      : html`<div class="rows">
          ${shown.map(({ page, icon: sign, title, hint }) => html`<a class="row" href=${pageLinkOf(page)}>${icon(sign)}<span><b>${title}</b><small>${hint}</small></span>${icon('forward')}</a>`)}
        </div>`;
  }
}

customElements.define('petlog-more-view', MoreView);
