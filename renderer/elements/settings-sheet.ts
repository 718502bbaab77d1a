import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { recordingGroups, settingGroups } from '../state/settings/setting-fields.ts';
import { dialogStyles } from '../styles/dialog.ts';
import { settingsSheetStyles } from '../styles/settings-sheet.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import { SettingsForm } from './settings-form.ts';

const ofOneCamera = ['picture', 'running'] as const;

interface SettingsSheetOptions {
  readonly isOwnScreen: boolean;
  /** Of several cameras, the one whose settings these are. */
  readonly camera?: { readonly cameraId: string; readonly name: string };
}

/** What the picture is like, when the camera runs, and the camera's own screen; the picture stays in sight. */
export class SettingsSheet extends LitElement {
  static override styles = [baseStyles, dialogStyles, settingsSheetStyles];

  readonly #form: SettingsForm;
  readonly #camera: SettingsSheetOptions['camera'];

  constructor(client: PetLogClient, { isOwnScreen, camera }: SettingsSheetOptions) {
    super();
    this.#camera = camera;
    const groups = camera === undefined ? settingGroups : ([...ofOneCamera, ...recordingGroups, 'screen'] as const);
    this.#form = new SettingsForm(client, groups, { isOwnScreen, ...(camera === undefined ? {} : { cameraId: camera.cameraId }) });
    this.#form.addEventListener('note', () => this.requestUpdate());
  }

  show(): void {
    if (this.#dialog?.open === true) {
      return;
    }
    this.#dialog?.showModal();
    this.#form.open();
  }

  close(): void {
    this.#dialog?.close();
  }

  override render(): TemplateResult {
    const words = text().settings;
    return html`<dialog aria-labelledby="title" @click=${this.#onClick} @close=${() => this.#form.close()}>
      <header>
        <h2 id="title">${this.#camera?.name ?? words.open}</h2>
        <span class="note" role="status">${this.#form.note}</span>
        <button class="round" type="button" aria-label=${words.close} @click=${() => this.close()}>${icon('close')}</button>
      </header>
      <div class="content">
        ${this.#form}
        ${this.#camera === undefined ? html`<p class="muted">${words.recordings}</p>` : nothing}
      </div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #onClick(event: Event): void {
    if (event.target === this.#dialog) {
      this.close();
    }
  }
}

customElements.define('petlog-settings-sheet', SettingsSheet);
