import { html, nothing, type CSSResultGroup, type LitElement, type TemplateResult } from 'lit';
import type { SettingsForm } from '../elements/settings-form.ts';
import { morePageStyles } from '../styles/more-page.ts';
import { pageBarStyles } from '../styles/page-bar.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { morePage } from './more-page.ts';
import { PageView } from './page-view.ts';

/** Settings as a page of More, for admins. */
export abstract class SettingsPage extends PageView {
  static override styles: CSSResultGroup = [PageView.styles, pageBarStyles, morePageStyles];

  readonly #form: SettingsForm;

  constructor(client: PetLogClient, source: SessionSource, form: SettingsForm) {
    super(client, source);
    this.#form = form;
    this.#form.addEventListener('note', () => this.requestUpdate());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#form.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#form.close();
  }

  protected override content(): LitElement | TemplateResult {
    const { above, back } = this;
    return this.forAdmins(
      morePage(
        this.heading,
        html`${above ?? nothing}<div class="card">${this.#form}</div><p class="note" role="status">${this.#form.note}</p>`,
        back,
      ),
    );
  }

  protected abstract get heading(): string;

  /** What stands above the settings. */
  protected get above(): TemplateResult | LitElement | undefined {
    return undefined;
  }

  /** The way back, where it is not to More itself. */
  protected get back(): TemplateResult | undefined {
    return undefined;
  }
}
