import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon } from '../../icons.ts';
import { formValues } from '../../state/access/form-values.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { dialogStyles, fieldStyles } from '../../styles/dialog.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';

/** Gives a camera another name. Fires `saved`. */
export class CameraNameDialog extends LitElement {
  static override properties: PropertyDeclarations = {
    cameraId: { state: true },
    name: { state: true },
    isSaving: { state: true },
    failure: { state: true },
  };

  static override styles = [baseStyles, dialogStyles, fieldStyles];

  declare cameraId: string | null;
  declare name: string;
  declare isSaving: boolean;
  declare failure: string | null;
  readonly #client: PetLogClient;

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.cameraId = null;
    this.name = '';
    this.isSaving = false;
    this.failure = null;
  }

  show(cameraId: string, name: string): void {
    this.cameraId = cameraId;
    this.name = name;
    this.failure = null;
    this.#dialog?.showModal();
  }

  override render(): TemplateResult {
    const words = text().cameras;
    return html`<dialog aria-labelledby="title" @close=${() => (this.cameraId = null)}>
      <header>
        <h2 id="title">${words.renameTitle}</h2>
        <button class="round" type="button" aria-label=${words.close} @click=${() => this.#dialog?.close()}>${icon('close')}</button>
      </header>
      ${
        this.cameraId === null
          ? nothing
          : html`<form class="content" novalidate @submit=${this.#onSubmit}>
            <label class="field"><span>${words.name}</span><input name="name" maxlength="40" autocomplete="off" required .value=${this.name} /></label>
            ${this.failure === null ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${this.failure}</span></p>`}
            <div class="actions">
              <petlog-button icon="close" label=${words.cancel} @click=${() => this.#dialog?.close()}></petlog-button>
              <petlog-button icon="check" tone="primary" label=${words.saveName} .busy=${this.isSaving} @click=${() => this.renderRoot.querySelector('form')?.requestSubmit()}></petlog-button>
            </div>
            <input type="submit" hidden />
          </form>`
      }
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const { name = '' } = formValues(event.currentTarget as HTMLFormElement);
    if (this.cameraId === null || this.isSaving) return;
    if (name === '') this.failure = text().cameras.nameMissing;
    else void this.#save(this.cameraId, name);
  };

  async #save(cameraId: string, name: string): Promise<void> {
    this.isSaving = true;
    this.failure = null;
    try {
      await this.#client.call('cameras.change', { id: cameraId, name });
      this.#dialog?.close();
      this.dispatchEvent(new CustomEvent('saved'));
    } catch (error) {
      this.failure = describeFailure(error, text());
    } finally {
      this.isSaving = false;
    }
  }
}

customElements.define('petlog-camera-name-dialog', CameraNameDialog);
