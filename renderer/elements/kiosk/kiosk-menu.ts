import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { KioskInfo } from '../../../shared/ipc.ts';
import { icon } from '../../icons.ts';
import { dialogStyles } from '../../styles/dialog.ts';
import { baseStyles } from '../../styles/shared.ts';
import { languageNames, languages, type Language } from '../../text/languages.ts';
import { language, text } from '../../text/text.ts';
import '../action-button.ts';

export type KioskMenuChoice =
  | 'invite'
  | 'first-device'
  | 'cameras'
  | 'pets'
  | 'alerts'
  | 'homekit'
  | 'devices'
  | 'audit'
  | 'doctor'
  | 'settings'
  | 'setup'
  | 'set-pin'
  | 'remove-pin'
  | 'lock'
  | 'leave';

type MenuPage = 'choices' | 'language' | 'leaving';

/** What is seldom needed, and mostly behind the PIN. Fires `choose` with a `KioskMenuChoice`. */
export class KioskMenu extends LitElement {
  static override properties: PropertyDeclarations = {
    information: { attribute: false },
    page: { state: true },
    hasFailed: { state: true },
  };

  static override styles = [
    baseStyles,
    dialogStyles,
    css`
      dialog {
        --dialog-width: 640px;
        --button-height: 68px;
        --button-text: 1.0625rem;
      }

      .choices {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 12px;
        --surface: var(--surface-raised);
      }

      .question {
        text-align: center;
      }

      .question p {
        margin: 0 0 16px;
      }

      .version {
        text-align: center;
      }

      @media (orientation: portrait) {
        dialog {
          --button-height: 96px;
        }

        .choices {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  declare information: KioskInfo | null;
  declare page: MenuPage;
  /** The chosen language could not be had. */
  declare hasFailed: boolean;

  constructor() {
    super();
    this.information = null;
    this.page = 'choices';
    this.hasFailed = false;
  }

  show(): void {
    this.hasFailed = false;
    this.page = 'choices';
    this.#dialog?.showModal();
    // It would open where it was left.
    this.#dialog?.scrollTo(0, 0);
  }

  close(): void {
    this.#dialog?.close();
  }

  override render(): TemplateResult {
    const words = text().kiosk;
    return html`<dialog aria-labelledby="title" @click=${this.#onClick}>
      <header>
        <h2 id="title">${{ choices: this.information?.name ?? words.menuTitle, language: text().language.label, leaving: words.leaveTitle }[this.page]}</h2>
        <button class="round" type="button" aria-label=${words.close} @click=${() => this.close()}>${icon('close')}</button>
      </header>
      <div class="content">${this.page === 'leaving' ? this.#question() : this.page === 'language' ? this.#languages() : this.#choices()}</div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #choices() {
    const { kiosk: words, pairing, more, language: languageWords } = text();
    const { information } = this;
    if (information === null) {
      return nothing;
    }
    const { access, has_admin, lock } = information;
    const isClosed = access === 'accounts';
    return html`<div class="choices">
        ${isClosed && has_admin ? html`<petlog-button icon="add" tone="primary" label=${words.invite} @click=${() => this.#choose('invite')}></petlog-button>` : nothing}
        ${isClosed && !has_admin ? html`<petlog-button icon="key" tone="primary" label=${pairing.open} @click=${() => this.#choose('first-device')}></petlog-button>` : nothing}
        ${isClosed ? html`<petlog-button icon="phone" label=${words.devices} @click=${() => this.#choose('devices')}></petlog-button>` : nothing}
        <petlog-button icon="camera" label=${text().cameras.open} @click=${() => this.#choose('cameras')}></petlog-button>
        <petlog-button icon="pet" label=${more.pets} @click=${() => this.#choose('pets')}></petlog-button>
        <petlog-button icon="bell" label=${more.alerts} @click=${() => this.#choose('alerts')}></petlog-button>
        <petlog-button icon="home" label="HomeKit" @click=${() => this.#choose('homekit')}></petlog-button>
        <petlog-button icon="history" label=${words.audit} @click=${() => this.#choose('audit')}></petlog-button>
        <petlog-button icon="checkup" label=${words.doctor} @click=${() => this.#choose('doctor')}></petlog-button>
        <petlog-button icon="settings" label=${text().settings.open} @click=${() => this.#choose('settings')}></petlog-button>
        <petlog-button icon="home" label=${text().setup.open} @click=${() => this.#choose('setup')}></petlog-button>
        <petlog-button icon="key" label=${lock.has_pin ? words.changePin : words.setPin} @click=${() => this.#choose('set-pin')}></petlog-button>
        ${lock.has_pin ? html`<petlog-button icon="lockOpen" label=${words.removePin} @click=${() => this.#choose('remove-pin')}></petlog-button>` : nothing}
        ${lock.has_pin && !lock.locked ? html`<petlog-button icon="lock" label=${words.lockNow} @click=${() => this.#choose('lock')}></petlog-button>` : nothing}
        <petlog-button icon="globe" label=${languageNames[language.language]} .hint=${languageWords.label} @click=${() => (this.page = 'language')}></petlog-button>
        <petlog-button icon="leave" label=${words.leave} @click=${() => (this.page = 'leaving')}></petlog-button>
      </div>
      <p class="muted version">${words.version(information.version)}</p>`;
  }

  #languages() {
    return html`<div class="choices">
        ${languages.map(
          (tag) =>
            html`<petlog-button lang=${tag} icon=${tag === language.language ? 'check' : 'globe'} label=${languageNames[tag]} .pressed=${tag === language.language} @click=${() => this.#speak(tag)}></petlog-button>`,
        )}
      </div>
      ${this.hasFailed ? html`<p class="problem" role="alert">${icon('warning')}<span>${text().language.failed}</span></p>` : nothing}`;
  }

  #question() {
    const words = text().kiosk;
    return html`<div class="question">
      <p>${words.leaveText}</p>
      <div class="choices">
        <petlog-button icon="back" label=${words.stay} @click=${() => this.close()}></petlog-button>
        <petlog-button icon="leave" tone="danger" label=${words.leave} @click=${() => this.#choose('leave')}></petlog-button>
      </div>
    </div>`;
  }

  #speak(tag: Language): void {
    this.hasFailed = false;
    language.choose(tag).then(
      () => this.close(),
      () => (this.hasFailed = true),
    );
  }

  #choose(choice: KioskMenuChoice): void {
    this.close();
    this.dispatchEvent(new CustomEvent<KioskMenuChoice>('choose', { detail: choice }));
  }

  #onClick(event: Event): void {
    if (event.target === this.#dialog) {
      this.close();
    }
  }
}

customElements.define('petlog-kiosk-menu', KioskMenu);
