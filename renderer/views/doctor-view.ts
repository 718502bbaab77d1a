import { html, LitElement, render, type TemplateResult } from 'lit';
import { DoctorList } from '../elements/doctor-list.ts';
import { adminsOnly } from '../elements/access/admins-only.ts';
import { icon } from '../icons.ts';
import { SessionController } from '../state/access/session-controller.ts';
import { pageStyles } from '../styles/page.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';

/** What is in order on the machine, as a page of its own. */
export class DoctorView extends LitElement {
  static override styles = [baseStyles, pageStyles];

  readonly #client: PetLogClient;
  readonly #session: SessionController;
  readonly #doctor: DoctorList;

  constructor(client: PetLogClient, source: SessionSource) {
    super();
    this.#client = client;
    this.#session = new SessionController(this, source);
    this.#doctor = new DoctorList(client);
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
    render(html`<a class="link" slot="back" href=".">${icon('back')}${text().doctor.back}</a>`, this.#doctor);
    return html`<main>${this.#session.mayChange ? this.#doctor : adminsOnly()}</main>`;
  }
}

customElements.define('petlog-doctor-view', DoctorView);
