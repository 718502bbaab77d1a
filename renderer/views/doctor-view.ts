import { render, type LitElement, type TemplateResult } from 'lit';
import { DoctorList } from '../elements/doctor-list.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { backToMore } from './more-page.ts';
import { PageView } from './page-view.ts';

/** What is in order on the machine, as a page of its own. */
export class DoctorView extends PageView {
  readonly #doctor: DoctorList;

  constructor(client: PetLogClient, source: SessionSource) {
    super(client, source);
    this.#doctor = new DoctorList(client);
  }

  protected override content(): LitElement | TemplateResult {
    render(backToMore(), this.#doctor);
    return this.forAdmins(this.#doctor);
  }
}

customElements.define('petlog-doctor-view', DoctorView);
