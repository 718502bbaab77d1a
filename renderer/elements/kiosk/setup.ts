import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { KioskInfo } from '../../../shared/ipc.ts';
import type { SetupStep } from '../../../shared/setup-steps.ts';
import { icon } from '../../icons.ts';
import type { KioskInformation } from '../../state/kiosk/kiosk-information.ts';
import { SetupController } from '../../state/kiosk/setup-controller.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { fieldStyles } from '../../styles/dialog.ts';
import { setupChoiceStyles } from '../../styles/setup-choices.ts';
import { setupFactStyles } from '../../styles/setup-facts.ts';
import { setupStyles } from '../../styles/setup.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { Language } from '../../text/languages.ts';
import { language, text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';
import { certificateFingerprintStyles } from '../certificate-fingerprint.ts';
import { FirstDevice } from './first-device.ts';
import { setupPages } from './setup-pages.ts';

/**
 * A few questions over the picture at the first start of the camera's own
 * screen, and again for whoever opens it. Fires `later` when the first device
 * is to be let in another time.
 */
export class Setup extends LitElement {
  static override properties: PropertyDeclarations = { information: { attribute: false }, hasLanguageFailed: { state: true } };

  static override styles = [baseStyles, fieldStyles, setupChoiceStyles, certificateFingerprintStyles, setupStyles, setupFactStyles];

  declare information: KioskInfo | null;
  /** The chosen language could not be had. */
  declare hasLanguageFailed: boolean;
  readonly #client: PetLogClient;
  readonly #setup: SetupController;
  readonly #firstDevice: FirstDevice;
  #shown: SetupStep | null = null;

  /** @param client asks for the PIN, `plainClient` does not */
  constructor(client: PetLogClient, plainClient: PetLogClient, kiosk: KioskInformation) {
    super();
    this.information = null;
    this.hasLanguageFailed = false;
    this.#client = client;
    this.#setup = new SetupController(this, client, async () => {
      await kiosk.load();
      return kiosk.value;
    });
    this.#firstDevice = new FirstDevice(plainClient);
    this.#firstDevice.addEventListener('finished', () => void this.#setup.next());
    this.#firstDevice.addEventListener('later', () => {
      this.dispatchEvent(new CustomEvent('later'));
      void this.#setup.next();
    });
  }

  /** Whether it covers the picture, or is about to. */
  get isOpen(): boolean {
    return this.#setup.step !== null;
  }

  /** Takes what is known about this screen, and opens where the camera was never set up. */
  follow(information: KioskInfo | null): void {
    this.information = information;
    this.#setup.follow(information);
  }

  open(): void {
    this.#setup.open();
  }

  close(): void {
    this.#setup.close();
  }

  protected override updated(): void {
    const { step } = this.#setup;
    const dialog = this.renderRoot.querySelector('dialog');
    if (step === null) {
      dialog?.close();
    } else if (dialog?.open === false) {
      dialog.showModal();
    }
    if (step === this.#shown) {
      return;
    }
    this.#shown = step;
    this.hasLanguageFailed = false;
    this.renderRoot.querySelector('main')?.scrollTo({ top: 0 });
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }

  /** Older browsers do not know `closedby`, and let a second Escape through whatever `cancel` says; so the key is kept from them as well. */
  override render(): TemplateResult {
    const { step, isFirst } = this.#setup;
    return html`<dialog
      aria-label=${text().setup.region}
      closedby=${isFirst ? 'none' : 'closerequest'}
      @keydown=${(event: KeyboardEvent) => isFirst && event.key === 'Escape' && event.preventDefault()}
      @cancel=${(event: Event) => isFirst && event.preventDefault()}
      @close=${() => step !== null && this.#setup.step !== null && this.close()}
    >
      ${step === null ? nothing : step === 'pairing' ? this.#pairing() : this.#page(step)}
    </dialog>`;
  }

  #page(step: Exclude<SetupStep, 'pairing'>) {
    const words = text().setup;
    const { steps, settings, isFirst, isBusy, isRight, failure } = this.#setup;
    const { information } = this;
    const hints: Partial<Record<SetupStep, string>> = words.hints;
    const isLast = step === steps.at(-1);
    return html`<header>
        ${this.#progress(steps.indexOf(step), steps.length)}
        ${isLast ? nothing : html`<petlog-button class="away" icon="close" label=${isFirst ? words.skip : words.close} @click=${() => this.#setup.skip()}></petlog-button>`}
      </header>
      <main class=${step}>
        <h1 tabindex="-1">${words.titles[step]}</h1>
        ${hints[step] === undefined ? nothing : html`<p class="hint">${hints[step]}</p>`}
        ${
          information === null || settings === null
            ? nothing
            : setupPages[step]({
                setup: this.#setup,
                settings,
                information,
                speak: (tag) => this.#speak(tag),
                leave: () => void this.#client.call('kiosk.leave', {}).catch(() => undefined),
              })
        }
        ${failure === undefined ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${words.failed(describeFailure(failure, text()))}</span></p>`}
        ${this.hasLanguageFailed ? html`<p class="problem" role="alert">${icon('warning')}<span>${text().language.failed}</span></p>` : nothing}
      </main>
      <footer>
        ${step === steps[0] ? html`<span></span>` : html`<petlog-button icon="back" label=${words.back} @click=${() => this.#setup.back()}></petlog-button>`}
        <petlog-button icon=${isLast ? 'play' : 'check'} tone="primary" label=${isLast ? words.finish : words.next} .busy=${isBusy} .disabled=${!isRight} @click=${() => isRight && void this.#setup.next()}></petlog-button>
      </footer>`;
  }

  #progress(index: number, count: number) {
    const label = text().setup.step(index + 1, count);
    return html`<div class="progress">
      <span class="numbers">${label}</span>
      <span class="marks" aria-hidden="true">${Array.from({ length: count }, (_, mark) => html`<i class=${mark <= index ? 'past' : ''}></i>`)}</span>
    </div>`;
  }

  #pairing() {
    const { information } = this;
    this.#firstDevice.isLocked = information?.lock.locked === true;
    this.#firstDevice.isNeeded = information?.has_admin !== true;
    this.#firstDevice.goOn = text().setup.next;
    return this.#firstDevice;
  }

  #speak(tag: Language): void {
    this.hasLanguageFailed = false;
    language.choose(tag).then(
      () => this.#setup.change('server', { language: tag }),
      () => (this.hasLanguageFailed = true),
    );
  }
}

customElements.define('petlog-setup', Setup);
