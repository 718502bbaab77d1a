import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Device, Role } from '../../../shared/access.ts';
import { icon } from '../../icons.ts';
import { choiceStyles } from '../../styles/access.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { FormDialog } from '../form-dialog.ts';
import { cameraChoice, type NamedCamera } from './camera-choice.ts';
import { roleChoice } from './role-choice.ts';
import { talkChoice } from './talk-choice.ts';

/** Renames a device, or changes what it may do. */
export class DeviceDialog extends FormDialog {
  static override properties: PropertyDeclarations = {
    device: { state: true },
    role: { state: true },
    canTalk: { state: true },
    cameraIds: { state: true },
    cameras: { attribute: false },
  };

  static override styles = [FormDialog.styles, choiceStyles];

  declare device: Device | null;
  declare role: Role;
  /** Beside what the role allows. */
  declare canTalk: boolean;
  /** That it may see; null for all. */
  declare cameraIds: readonly string[] | null;
  declare cameras: readonly NamedCamera[];
  readonly #client: PetLogClient;

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.device = null;
    this.role = 'viewer';
    this.canTalk = false;
    this.cameraIds = null;
    this.cameras = [];
  }

  show(device: Device): void {
    this.device = device;
    this.role = device.role;
    this.canTalk = device.can_talk;
    this.cameraIds = device.camera_ids;
    this.open();
  }

  protected override closed(): void {
    super.closed();
    this.device = null;
  }

  protected override get heading(): string {
    return text().devices.changeTitle;
  }

  protected override content(): TemplateResult {
    const words = text().devices;
    const { account_name: account = null, is_current: isCurrent, role, name = '' } = this.device ?? {};
    return this.form(
      html`<label class="field"><span>${words.name}</span><input name="name" maxlength="60" autocomplete="off" required .value=${name} /></label>
      ${roleChoice(this.role, (chosen) => (this.role = chosen), { disabled: account !== null })}
      ${account === null ? talkChoice(this, (canTalk) => (this.canTalk = canTalk)) : nothing}
      ${cameraChoice({ cameras: this.cameras, chosen: this.cameraIds, disabled: account !== null, choose: (cameraIds) => (this.cameraIds = cameraIds) })}
      ${account === null ? nothing : html`<p class="hint">${words.roleOfAccount(account)}</p>`}
      ${isCurrent === true && role === 'admin' && this.role === 'viewer' ? html`<p class="problem" role="status">${icon('warning')}<span>${words.ownRole}</span></p>` : nothing}`,
      { label: words.save },
    );
  }

  protected override submit({ name = '' }: Readonly<Record<string, string>>): void {
    const { device } = this;
    if (device === null) {
      return;
    }
    if (this.cameraIds?.length === 0 && device.account_name === null) {
      this.failure = text().seenCameras.none;
      return;
    }
    const camera_ids = this.cameraIds === null ? null : [...this.cameraIds];
    const changes = {
      ...(name === device.name ? {} : { name }),
      ...(this.role === device.role ? {} : { role: this.role }),
      ...(this.role === 'admin' || (this.canTalk === device.can_talk && device.role !== 'admin') ? {} : { can_talk: this.canTalk }),
      ...(String(camera_ids) === String(device.camera_ids) ? {} : { camera_ids }),
    };
    void this.save(async () => {
      if (Object.keys(changes).length > 0) {
        await this.#client.call('devices.change', { id: device.device_id, ...changes });
      }
      this.close();
    });
  }
}

customElements.define('petlog-device-dialog', DeviceDialog);
