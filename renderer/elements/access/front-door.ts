import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import logo from '../../assets/logo.svg';
import { icon } from '../../icons.ts';
import { cameraName } from '../../page-facts.ts';
import { suggestDeviceName } from '../../state/access/device-name.ts';
import { formValues } from '../../state/access/form-values.ts';
import { formatWait } from '../../state/format.ts';
import { Ticker } from '../../state/ticker.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { dialogStyles, fieldStyles } from '../../styles/dialog.ts';
import { frontDoorStyles } from '../../styles/front-door.ts';
import { baseStyles } from '../../styles/shared.ts';
import { locale, text } from '../../text/text.ts';
import { CallError } from '../../transport/petlog-client.ts';
import type { SessionKeeper } from '../../transport/session-keeper.ts';
import '../action-button.ts';
import '../language-switch.ts';

type Way = 'code' | 'password';

/** Where a device comes in: with a code, or with a name and a password. Fires `leave` when it is in, or was in already and stays so. */
export class FrontDoor extends LitElement {
  static override properties: PropertyDeclarations = {
    way: { state: true },
    code: { state: true },
    isBusy: { state: true },
    problem: { state: true },
    waitEndsAt: { state: true },
  };

  static override styles = [baseStyles, dialogStyles, fieldStyles, frontDoorStyles];

  declare way: Way;
  /** Of the link that led here. */
  declare code: string | null;
  declare isBusy: boolean;
  declare problem: string | null;
  declare waitEndsAt: number;
  readonly #keeper: SessionKeeper;

  constructor(keeper: SessionKeeper, code: string | null) {
    super();
    this.#keeper = keeper;
    this.way = 'code';
    this.code = code;
    this.isBusy = false;
    this.problem = null;
    this.waitEndsAt = 0;
    new Ticker(this, () => this.#waitSeconds > 0);
  }

  get #waitSeconds(): number {
    return Math.max(0, Math.ceil((this.waitEndsAt - performance.now()) / 1000));
  }

  override render(): TemplateResult {
    const words = text();
    return html`<main>
      <div class="about">
        <div class="brand"><img src=${logo} alt="" width="36" height="36" /><span class="name">${cameraName() || words.productName}</span><petlog-language-switch></petlog-language-switch></div>
        ${this.#about()}
      </div>
      <div class="entry">
        ${this.code === null ? this.#ways() : nothing} ${this.way === 'code' ? this.#codeForm() : this.#passwordForm()}
      </div>
    </main>`;
  }

  #about() {
    const words = text().frontDoor;
    const { session, isEnded } = this.#keeper;
    if (session?.state === 'signed_in') {
      return html`<div><h1>${words.alreadyIn(session.name ?? '')}</h1><p class="muted">${words.alreadyInHint}</p></div>
        <petlog-button icon="back" label=${words.goOn} @click=${() => this.dispatchEvent(new CustomEvent('leave'))}></petlog-button>`;
    }
    const isSetup = session?.state === 'setup';
    return html`${
      isEnded
        ? html`<div class="banner" role="status">${icon('lock')}<div><strong>${words.ended}</strong><span class="hint">${words.endedHint}</span></div></div>`
        : nothing
    }
      <div><h1>${isSetup ? words.setupTitle : words.title}</h1><p class="muted">${isSetup ? words.setupHint : words.hint}</p></div>
      ${isSetup && this.code === null ? html`<ul>${words.setupSteps.map((step) => html`<li>${step}</li>`)}</ul>` : nothing}`;
  }

  #ways() {
    const words = text().frontDoor;
    const choose = (way: Way) => () => {
      this.way = way;
      this.problem = null;
    };
    if (this.#keeper.session?.state === 'setup') {
      return nothing;
    }
    return html`<div class="ways" role="group" aria-label=${words.ways}>
      <button type="button" aria-pressed=${this.way === 'code'} @click=${choose('code')}>${words.byCode}</button>
      <button type="button" aria-pressed=${this.way === 'password'} @click=${choose('password')}>${words.byPassword}</button>
    </div>`;
  }

  #codeForm() {
    const words = text().frontDoor;
    const given = this.code !== null;
    return html`<form novalidate autocomplete="on" @submit=${this.#pair}>
      ${
        given
          ? html`<p class="hint">${words.codeGiven}</p>`
          : html`<div class="explained">
            <label class="field">
              <span>${words.code}</span>
              <input class="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" spellcheck="false" required aria-describedby="ask" />
            </label>
            ${this.#keeper.session?.state === 'setup' ? nothing : html`<small class="hint" id="ask">${words.codeStep}</small>`}
          </div>`
      }
      ${this.#deviceName()} ${this.#notice()}
      <petlog-button icon="check" tone="primary" label=${words.pair} .busy=${this.isBusy} .disabled=${this.#waitSeconds > 0} @click=${this.#submit}></petlog-button>
      ${given ? html`<button class="link" type="button" @click=${() => (this.code = null)}>${words.otherCode}</button>` : nothing}
      <input type="submit" hidden />
    </form>`;
  }

  #passwordForm() {
    const words = text().frontDoor;
    return html`<form novalidate autocomplete="on" method="post" action="auth/sign-in" @submit=${this.#signIn}>
      <label class="field"><span>${words.name}</span><input name="name" autocomplete="username" autocapitalize="words" spellcheck="false" maxlength="60" required /></label>
      <label class="field"><span>${words.password}</span><input name="password" type="password" autocomplete="current-password" maxlength="200" required /></label>
      ${this.#deviceName()} ${this.#notice()}
      <petlog-button icon="check" tone="primary" label=${words.signIn} .busy=${this.isBusy} .disabled=${this.#waitSeconds > 0} @click=${this.#submit}></petlog-button>
      <input type="submit" hidden />
    </form>`;
  }

  #deviceName() {
    const words = text().frontDoor;
    return html`<div class="explained">
      <label class="field">
        <span>${words.deviceName}</span>
        <input name="device_name" autocomplete="off" maxlength="60" required aria-describedby="device-hint" .defaultValue=${suggestDeviceName(navigator.userAgent, text())} />
      </label>
      <small class="hint" id="device-hint">${words.deviceNameHint(words.deviceNameExample)}</small>
    </div>`;
  }

  #notice() {
    const seconds = this.#waitSeconds;
    const problem = seconds > 0 ? text().frontDoor.wait(formatWait(seconds, locale())) : this.problem;
    return problem === null
      ? nothing
      : html`<p class="problem" role=${seconds > 0 ? 'status' : 'alert'}>${icon('warning')}<span>${problem}</span></p>`;
  }

  readonly #submit = (): void => this.renderRoot.querySelector('form')?.requestSubmit();

  readonly #pair = (event: Event): void => {
    const words = text().frontDoor;
    const values = this.#values(event);
    const code = this.code ?? (values['code'] ?? '').replace(/[\s-]/g, '');
    if (!/^\d{6}$/.test(code)) {
      return this.#point('code', words.codeWrongLength);
    }
    if ((values['device_name'] ?? '') === '') {
      return this.#point('device_name', words.missing);
    }
    void this.#run(() => this.#keeper.pair({ code, device_name: values['device_name'] ?? '' }));
  };

  readonly #signIn = (event: Event): void => {
    const { name = '', password = '', device_name = '' } = this.#values(event);
    for (const [field, value] of Object.entries({ name, password, device_name })) {
      if (value === '') {
        return this.#point(field, text().frontDoor.missing);
      }
    }
    void this.#run(() => this.#keeper.signIn({ name, password, device_name }));
  };

  #values(event: Event): Readonly<Record<string, string>> {
    event.preventDefault();
    return formValues(event.currentTarget as HTMLFormElement);
  }

  #point(field: string, problem: string): void {
    this.problem = problem;
    this.renderRoot.querySelector<HTMLInputElement>(`[name="${field}"]`)?.focus();
  }

  async #run(work: () => Promise<void>): Promise<void> {
    if (this.isBusy || this.#waitSeconds > 0) {
      return;
    }
    this.isBusy = true;
    this.problem = null;
    try {
      await work();
      this.dispatchEvent(new CustomEvent('leave'));
    } catch (error) {
      if (error instanceof CallError && error.retryAfterSeconds !== undefined && error.code === 'too_many_attempts') {
        this.waitEndsAt = performance.now() + error.retryAfterSeconds * 1000;
      } else {
        this.problem = describeFailure(error, text());
      }
      // A code that came with the link is of no more use.
      if (error instanceof CallError && error.code === 'wrong_code') {
        this.code = null;
      }
    } finally {
      this.isBusy = false;
    }
  }
}

customElements.define('petlog-front-door', FrontDoor);
