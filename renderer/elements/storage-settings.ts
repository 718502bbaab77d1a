import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Config } from '../../shared/config.ts';
import { icon } from '../icons.ts';
import { formatNumber, formatSize } from '../state/format.ts';
import {
  changedValues,
  isAllowed,
  storageFieldNames,
  storageFields,
  storageValues,
  type StorageField,
  type StorageValues,
} from '../state/library/storage-fields.ts';
import { bytesPerHour } from '../state/library/storage-shares.ts';
import { describeFailure } from '../state/descriptions.ts';
import { dialogStyles } from '../styles/dialog.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import './action-button.ts';
import './number-field.ts';

const groups = {
  cleaning: ['max_disk_used_percent', 'max_total_gb', 'max_age_days'],
  automatic: ['automatic_disk_percent', 'automatic_max_age_days', 'automatic_event_max_age_days'],
  beginning: ['pre_roll_seconds'],
  rewind: ['rewind_minutes'],
} as const satisfies Record<string, readonly StorageField[]>;

/** How long recordings stay and what they hold, in a dialog. Fires `saved`. */
export class StorageSettings extends LitElement {
  static override properties: PropertyDeclarations = {
    recording: { state: true },
    values: { state: true },
    failure: { state: true },
    isSaving: { state: true },
  };

  /** As the server has it; null before the first answer. */
  declare recording: Config['recording'] | null;
  declare values: StorageValues | null;
  declare failure: string | null;
  declare isSaving: boolean;
  readonly #client: PetLogClient;

  static override styles = [
    baseStyles,
    dialogStyles,
    css`
      dialog {
        --dialog-width: 560px;
      }

      fieldset {
        display: grid;
        gap: 14px;
        margin: 0;
        padding: 0;
        border: 0;
      }

      legend {
        padding: 0 0 8px;
        font-size: var(--text-small);
        font-weight: 650;
        color: var(--text-muted);
      }

      .actions {
        position: sticky;
        bottom: 0;
        padding: 10px 0 16px;
        margin-bottom: -16px;
        background: var(--surface);
      }
    `,
  ];

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.recording = null;
    this.values = null;
    this.failure = null;
    this.isSaving = false;
  }

  async show(): Promise<void> {
    this.values = null;
    this.failure = null;
    this.renderRoot.querySelector('dialog')?.showModal();
    try {
      this.recording = (await this.#client.call('settings.get', {})).recording;
      this.values = storageValues(this.recording);
    } catch (error) {
      this.failure = text().storageSettings.loadFailed(describeFailure(error, text()));
    }
  }

  override render(): TemplateResult {
    const words = text().storageSettings;
    return html`<dialog aria-labelledby="title">
      <header>
        <h2 id="title">${words.title}</h2>
        <button class="round" type="button" aria-label=${words.close} @click=${() => this.#close()}>${icon('close')}</button>
      </header>
      <div class="content">
        ${this.recording === null || this.values === null ? nothing : this.#form(this.recording, this.values)}
        ${this.failure === null ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${this.failure}</span></p>`}
        ${this.values === null && this.failure === null ? html`<p role="status">${words.loading}</p>` : nothing}
        ${this.values === null ? nothing : this.#save(this.values)}
      </div>
    </dialog>`;
  }

  #form(recording: Config['recording'], values: StorageValues) {
    const words = text().storageSettings;
    const size = formatSize(bytesPerHour(recording.bitrate_kbps), locale());
    return html`<p class="muted">${words.hint} ${words.perHour(size, formatNumber(recording.bitrate_kbps, locale()))}</p>
      ${Object.entries(groups).map(
        ([group, names]) =>
          html`<fieldset>
            <legend>${words.groups[group as keyof typeof groups]}</legend>
            ${names.map((name) => this.#field(name, values[name]))}
          </fieldset>`,
      )}
      <p class="muted">
        ${
          recording.rewind_storage === 'disk'
            ? words.rewindDisk(formatSize(recording.rewind_disk_mb * 1_000_000, locale()))
            : words.rewindMemory(formatSize(recording.rewind_memory_mb * 1_000_000, locale()))
        }
      </p>`;
  }

  #field(name: StorageField, value: number) {
    const words = text().storageSettings;
    const { label, unit, hint } = words.fields[name];
    const { min, max, step } = storageFields[name];
    return html`<petlog-number-field
      data-field=${name}
      label=${label}
      unit=${unit}
      hint=${hint}
      .problem=${isAllowed(name, value) ? '' : words.range(formatNumber(min, locale()), formatNumber(max, locale()))}
      .value=${value}
      .min=${min}
      .max=${max}
      .step=${step}
      @change-value=${(event: CustomEvent<number>) => this.values !== null && (this.values = { ...this.values, [name]: event.detail })}
    ></petlog-number-field>`;
  }

  #save(values: StorageValues) {
    const right = storageFieldNames.every((name) => isAllowed(name, values[name]));
    return html`<div class="actions">
      <petlog-button icon="check" tone="primary" label=${text().storageSettings.save} .busy=${this.isSaving} .disabled=${!right} @click=${() => right && this.#change(values)}></petlog-button>
    </div>`;
  }

  async #change(values: StorageValues): Promise<void> {
    if (this.isSaving || this.recording === null) {
      return;
    }
    this.isSaving = true;
    this.failure = null;
    try {
      const recording = changedValues(storageValues(this.recording), values);
      if (Object.keys(recording).length > 0) {
        await this.#client.call('settings.change', { recording });
      }
      this.#close();
      this.dispatchEvent(new CustomEvent('saved'));
    } catch (error) {
      this.failure = text().storageSettings.failed(describeFailure(error, text()));
    } finally {
      this.isSaving = false;
    }
  }

  #close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }
}

customElements.define('petlog-storage-settings', StorageSettings);
