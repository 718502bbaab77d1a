import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { FormDialog } from '../form-dialog.ts';

/** Gives a camera another name. */
export class CameraNameDialog extends FormDialog {
  static override properties: PropertyDeclarations = { name: { state: true } };

  declare name: string;
  readonly #client: PetLogClient;
  #cameraId = '';

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.name = '';
  }

  show(cameraId: string, name: string): void {
    this.#cameraId = cameraId;
    this.name = name;
    this.open();
  }

  protected override get heading(): string {
    return text().cameras.renameTitle;
  }

  protected override content(): TemplateResult {
    const words = text().cameras;
    return this.form(
      html`<label class="field"><span>${words.name}</span><input name="name" maxlength="40" autocomplete="off" required .value=${this.name} /></label>`,
      { label: words.saveName },
    );
  }

  protected override submit({ name = '' }: Readonly<Record<string, string>>): void {
    if (name === '') {
      this.failure = text().cameras.nameMissing;
      return;
    }
    void this.save(async () => {
      await this.#client.call('cameras.change', { id: this.#cameraId, name });
      this.close();
    });
  }
}

customElements.define('petlog-camera-name-dialog', CameraNameDialog);
