import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import type { AuthorityState, RemoteAccess, Trust } from '../../shared/trust.ts';
import '../elements/action-button.ts';
import { icon } from '../icons.ts';
import { installPrompt } from '../installation/install-prompt.ts';
import { canBeStored, forgetApp, isRefused, storeAppAgain } from '../installation/stored-app.ts';
import { describeFailure } from '../state/descriptions.ts';
import { morePageStyles } from '../styles/more-page.ts';
import { pageBarStyles } from '../styles/page-bar.ts';
import { phonePageStyles } from '../styles/phone-page.ts';
import { locale, text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { loadTrustWords } from '../trust/words.ts';
import type { TrustWords } from '../trust/words/en.ts';
import { morePage } from './more-page.ts';
import { PageView } from './page-view.ts';

/** The app on a phone, the certificate of this home, and the way from elsewhere, as a page of More. */
export class PhoneView extends PageView {
  static override styles: CSSResultGroup = [PageView.styles, pageBarStyles, morePageStyles, phonePageStyles];

  readonly #client: PetLogClient;
  #words: TrustWords | null = null;
  #trust: (Trust & Partial<AuthorityState>) | null = null;
  #remote: RemoteAccess | null = null;
  #isAsking = false;
  #isWorking = false;
  #outcome = '';
  #unsubscribe: () => void = () => {};

  constructor(client: PetLogClient, source: SessionSource) {
    super(client, source);
    this.#client = client;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = installPrompt.onChange(() => this.requestUpdate());
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe();
  }

  protected override content(): TemplateResult {
    const words = this.#words;
    return morePage(
      text().more.phone,
      words === null ? html`` : html`${this.#appCard(words)} ${this.#certificateCard(words)} ${this.#anywhereCard(words)}`,
    );
  }

  async #load(): Promise<void> {
    this.#words = await loadTrustWords();
    this.requestUpdate();
    const isAdmin = this.session.mayChange;
    const [trust, remote] = await Promise.all([
      (isAdmin ? this.#client.call('authority.get', {}) : this.#client.call('trust.get', {})).catch(() => null),
      isAdmin ? this.#client.call('remote_access.get', {}).catch(() => null) : null,
    ]);
    this.#trust = trust;
    this.#remote = remote;
    this.requestUpdate();
  }

  #appCard(words: TrustWords): TemplateResult {
    const { way } = installPrompt;
    const hint = !canBeStored() ? words.insecureHint : way === 'apple' ? words.appleHint : way === 'none' ? words.menuHint : '';
    return html`<section class="card">
      <h2>${words.app}</h2>
      <p>${way === 'installed' ? words.installed : words.appHint}</p>
      ${way === 'installed' || hint === '' ? nothing : html`<p>${hint}</p>`}
      ${
        way === 'prompt'
          ? html`<petlog-button icon="download" tone="primary" label=${words.install} @click=${() => void installPrompt.ask()}></petlog-button>`
          : nothing
      }
      ${canBeStored() ? this.#storedPart(words) : nothing}
    </section>`;
  }

  #storedPart(words: TrustWords): TemplateResult {
    return isRefused()
      ? html`<p>${words.forgotten}</p>
          <petlog-button icon="download" label=${words.store} @click=${() => void storeAppAgain().then(() => this.requestUpdate())}></petlog-button>`
      : html`<p>${words.stored}</p>
          <petlog-button icon="trash" label=${words.forget} @click=${() => void forgetApp().then(() => this.requestUpdate())}></petlog-button>`;
  }

  #certificateCard(words: TrustWords): TemplateResult | typeof nothing {
    const trust = this.#trust;
    if (trust === null) {
      return nothing;
    }
    const { certificate, authority, names_outside: outside = [] } = trust;
    const until = authority === null ? '' : new Date(authority.valid_until).toLocaleDateString(locale(), { dateStyle: 'long' });
    return html`<section class="card">
      <h2>${words.certificate}</h2>
      ${
        certificate === 'authority'
          ? html`<p>${words.validUntil(until)}</p>
              <a class="link" href="app/trust">${icon('lock')}${words.trustLink}</a>`
          : html`<p>${certificate === 'self_signed' && this.session.mayChange ? words.switchHint : words.states[certificate ?? 'off']}</p>`
      }
      ${outside.length > 0 ? html`<p>${words.outside(outside.join(', '))}</p>` : nothing} ${this.#changePart(words, certificate, outside)}
      <p role="status">${this.#outcome}</p>
    </section>`;
  }

  #changePart(words: TrustWords, certificate: Trust['certificate'], outside: readonly string[]): TemplateResult | typeof nothing {
    if (!this.session.mayChange || !(certificate === 'self_signed' || (certificate === 'authority' && outside.length > 0))) {
      return nothing;
    }
    const action = certificate === 'self_signed' ? words.switchNow : words.replaceNow;
    if (!this.#isAsking) {
      return html`<petlog-button icon="lock" label=${action} @click=${() => this.#ask(true)}></petlog-button>`;
    }
    return html`<p><b>${words.confirm}</b></p>
      <div class="actions">
        <petlog-button icon="close" label=${words.cancel} @click=${() => this.#ask(false)}></petlog-button>
        <petlog-button
          icon="check"
          tone="primary"
          label=${action}
          ?disabled=${this.#isWorking}
          @click=${() => void this.#change(words)}
        ></petlog-button>
      </div>`;
  }

  #anywhereCard(words: TrustWords): TemplateResult {
    const { tunnels = [], came_through: way = null } = this.#remote ?? {};
    return html`<section class="card">
      <h2>${words.anywhere}</h2>
      <p>${words.anywhereHint}</p>
      <h3>Tailscale</h3>
      <ol>
        ${words.tailscale.map((step) => html`<li>${step}</li>`)}
      </ol>
      <h3>WireGuard</h3>
      <ol>
        ${words.wireguard.map((step) => html`<li>${step}</li>`)}
      </ol>
      ${
        this.#remote === null
          ? nothing
          : way !== null
            ? html`<p class="good">${icon('check')}${words.tunnelUsed(nameOf(way))}</p>`
            : tunnels.length === 0
              ? html`<p>${words.tunnelNone}</p>`
              : tunnels.map(({ kind, address }) => html`<p>${words.tunnelThere(nameOf(kind), address)}</p>`)
      }
    </section>`;
  }

  #ask(isAsking: boolean): void {
    this.#isAsking = isAsking;
    this.#outcome = '';
    this.requestUpdate();
  }

  async #change(words: TrustWords): Promise<void> {
    this.#isWorking = true;
    this.requestUpdate();
    try {
      this.#trust = await this.#client.call('authority.create', { replace: this.#trust?.certificate === 'authority' });
      this.#outcome = words.changed;
    } catch (error) {
      this.#outcome = words.changeFailed(describeFailure(error, text()));
    }
    this.#isWorking = false;
    this.#isAsking = false;
    this.requestUpdate();
  }
}

const nameOf = (kind: 'tailscale' | 'wireguard'): string => (kind === 'tailscale' ? 'Tailscale' : 'WireGuard');

customElements.define('petlog-phone-view', PhoneView);
