import { html, nothing, render, type TemplateResult } from 'lit';
import type { Trust } from '../../shared/trust.ts';
import { certificateFingerprint } from '../elements/certificate-fingerprint.ts';
import { icon } from '../icons.ts';
import { language } from '../text/text.ts';
import { pageAddress } from '../transport/page-address.ts';
import { type Platform, platformOf, platforms } from './platform.ts';
import { answersSecurely, isTrusted, readTrust, secureAddress } from './trust-check.ts';
import './trust-page.css';
import { loadTrustWords } from './words.ts';
import type { TrustWords } from './words/en.ts';

type Check = 'none' | 'running' | 'trusted' | 'worked' | 'failed';

const downloads: Readonly<Record<Platform, string>> = {
  apple: '/trust/petlog.mobileconfig',
  android: '/trust/petlog.crt',
  computer: '/trust/petlog.crt',
};

/**
 * Leads a device to where it trusts the certificate. A page of its own, because
 * it has to work before anybody can sign in, and over HTTP.
 */
class TrustPage {
  readonly #words: TrustWords;
  #trust: Trust | 'failed' | null = null;
  #platform: Platform = platformOf(navigator);
  #check: Check = 'none';

  constructor(words: TrustWords) {
    this.#words = words;
  }

  async open(): Promise<void> {
    document.title = this.#words.title;
    this.#render();
    this.#trust = await readTrust().catch(() => 'failed' as const);
    // Over HTTPS the browser can say it at once.
    if (isSecureContext && location.protocol === 'https:' && (await isTrusted()) === true) {
      this.#check = 'trusted';
    }
    this.#render();
  }

  async #test(httpsPort: number): Promise<void> {
    this.#check = 'running';
    this.#render();
    const trusted = location.protocol === 'https:' ? await isTrusted() : null;
    this.#check = trusted === null ? ((await answersSecurely(httpsPort)) ? 'worked' : 'failed') : trusted ? 'trusted' : 'failed';
    this.#render();
  }

  #render(): void {
    const home = html`<a class="home" href=${pageAddress('/').href}>${icon('back')}${this.#words.home}</a>`;
    render(html`<main>${home}<h1>${this.#words.title}</h1>${this.#content()}</main>`, document.body);
  }

  #content(): TemplateResult | typeof nothing {
    const words = this.#words;
    const trust = this.#trust;
    if (trust === null) {
      return nothing;
    }
    if (trust === 'failed') {
      return html`<p role="alert">${words.unknown}</p>
        <button type="button" @click=${() => void this.open()}>${icon('refresh')}${words.again}</button>`;
    }
    if (trust.authority === null || trust.https_port === null) {
      const state = trust.certificate === 'own' || trust.certificate === 'self_signed' ? trust.certificate : 'off';
      return html`<p>${words.states[state]}</p>
        ${this.#otherWays()}`;
    }
    return html`${this.#check === 'trusted' ? html`<p class="good" role="status">${icon('check')}${words.trusted}</p>` : html`<p>${words.intro}</p>`}
      <p>${words.limits}</p>
      <div class="choice" role="group" aria-label=${words.choose}>
        ${platforms.map(
          (platform) =>
            html`<button type="button" aria-pressed=${platform === this.#platform ? 'true' : 'false'} @click=${() => this.#choose(platform)}>
              ${icon(platform === 'computer' ? 'screen' : 'phone')}${words.platforms[platform]}
            </button>`,
        )}
      </div>
      <ol>
        ${words.steps[this.#platform].map((step, index) => html`<li>${icon(this.#signOf(index))}<span>${step}</span></li>`)}
      </ol>
      <a class="button" href=${pageAddress(downloads[this.#platform]).href}>${icon('download')}${words.downloads[this.#platform]}</a>
      ${certificateFingerprint(trust.authority.fingerprint, words.fingerprintHint)} ${this.#checkPart(trust.https_port)} ${this.#otherWays()}`;
  }

  #signOf(index: number) {
    const last = this.#words.steps[this.#platform].length - 1;
    return index === 0 ? 'download' : index === last ? 'check' : 'settings';
  }

  #checkPart(httpsPort: number): TemplateResult {
    const words = this.#words;
    const isGood = this.#check === 'worked' || this.#check === 'trusted';
    return html`<section>
      <button type="button" ?disabled=${this.#check === 'running'} @click=${() => void this.#test(httpsPort)}>
        ${icon('check')}${this.#check === 'running' ? words.checking : words.check}
      </button>
      <p role="status" class=${isGood ? 'good' : 'bad'}>
        ${this.#check === 'worked' ? words.worked : this.#check === 'failed' ? words.failed : nothing}
      </p>
      ${isGood ? html`<a class="button" href=${this.#secureTarget(httpsPort)}>${words.openSecurely}</a>` : nothing}
    </section>`;
  }

  /** Over HTTP first to this page again, where the browser says for certain whether it trusts the camera. */
  #secureTarget(httpsPort: number): string {
    return location.protocol === 'https:' ? pageAddress('/').href : secureAddress(httpsPort, '/app/trust').href;
  }

  #otherWays(): TemplateResult {
    const words = this.#words;
    return html`<section>
      <h2>${words.otherWays}</h2>
      <ul>
        ${words.otherWaysList.map((way) => html`<li>${way}</li>`)}
      </ul>
    </section>`;
  }

  #choose(platform: Platform): void {
    this.#platform = platform;
    this.#render();
  }
}

await language.open();
await new TrustPage(await loadTrustWords()).open();
