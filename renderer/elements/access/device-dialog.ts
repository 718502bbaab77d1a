import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Device, Role } from '../../../shared/access.ts';
import { icon } from '../../icons.ts';
import { formValues } from '../../state/access/form-values.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { choiceStyles } from '../../styles/access.ts';
import { dialogStyles, fieldStyles } from '../../styles/dialog.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';
import { roleChoice } from './role-choice.ts';

/** Renames a device, or changes what it may do. Fires `saved`. */
export class DeviceDialog extends LitElement {
  static override properties: PropertyDeclarations = {
    device: { state: true },
    role: { state: true },
    isSaving: { state: true },
    failure: { state: true },
  };

  static override styles = [baseStyles, dialogStyles, fieldStyles, choiceStyles];

  declare device: Device | null;
  declare role: Role;
  declare isSaving: boolean;
  declare failure: string | null;
  readonly #client: PetLogClient;

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.device = null;
    this.role = 'viewer';
    this.isSaving = false;
    this.failure = null;
  }

  show(device: Device): void {
    this.device = device;
    this.role = device.role;
    this.failure = null;
    this.#dialog?.showModal();
  }

  override render(): TemplateResult {
    const words = text().devices;
    return html`<dialog aria-labelledby="title" @close=${() => (this.device = null)}>
      <header>
        <h2 id="title">${words.changeTitle}</h2>
        <button class="round" type="button" aria-label=${words.close} @click=${() => this.#dialog?.close()}>${icon('close')}</button>
      </header>
      ${this.device === null ? nothing : this.#form(this.device)}
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #form(device: Device) {
    const words = text().devices;
    const { account_name: account, is_current, role } = device;
    return html`<form class="content" novalidate @submit=${this.#onSubmit}>
      <label class="field"><span>${words.name}</span><input name="name" maxlength="60" autocomplete="off" required .value=${device.name} /></label>
      ${roleChoice(this.role, (chosen) => (this.role = chosen), { disabled: account !== null })}
      ${account === null ? nothing : html`<p class="hint">${words.roleOfAccount(account)}</p>`}
      ${is_current && role === 'admin' && this.role === 'viewer' ? html`<p class="problem" role="status">${icon('warning')}<span>${words.ownRole}</span></p>` : nothing}
      ${this.failure === null ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${this.failure}</span></p>`}
      <div class="actions">
        <petlog-button icon="close" label=${words.cancel} @click=${() => this.#dialog?.close()}></petlog-button>
        <petlog-button icon="check" tone="primary" label=${words.save} .busy=${this.isSaving} @click=${() => this.renderRoot.querySelector('form')?.requestSubmit()}></petlog-button>
      </div>
      <input type="submit" hidden />
    </form>`;
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const { name = '' } = formValues(event.currentTarget as HTMLFormElement);
    if (this.device !== null && !this.isSaving) void this.#save(this.device, name);
  };

  async #save(device: Device, name: string): Promise<void> {
    this.isSaving = true;
    this.failure = null;
    const changes = { ...(name === device.name ? {} : { name }), ...(this.role === device.role ? {} : { role: this.role }) };
    try {
      if (Object.keys(changes).length > 0) await this.#client.call('devices.change', { id: device.device_id, ...changes });
      this.#dialog?.close();
      this.dispatchEvent(new CustomEvent('saved'));
    } catch (error) {
      this.failure = describeFailure(error, text());
    } finally {
      this.isSaving = false;
    }
  }
}

customElements.define('petlog-device-dialog', DeviceDialog);
