import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { delay } from '../state/delay.ts';
import { formatNumber } from '../state/format.ts';
import {
  isAllowedSetting,
  settingField,
  settingGroups,
  settingNames,
  type Resolution,
  type SettingGroup,
  type SettingName,
  type SettingValues,
} from '../state/settings/setting-fields.ts';
import { SettingsController } from '../state/settings/settings-controller.ts';
import { describeFailure } from '../state/descriptions.ts';
import { dialogStyles } from '../styles/dialog.ts';
import { settingsSheetStyles } from '../styles/settings-sheet.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import './number-field.ts';
import './switch-field.ts';
import './time-field.ts';

const notes = { loading: 'loading', ready: undefined, saving: 'saving', saved: 'saved' } as const;

/** What the picture is like, when the camera runs, and the camera's own screen; the picture stays in sight. */
export class SettingsSheet extends LitElement {
  static override styles = [baseStyles, dialogStyles, settingsSheetStyles];

  readonly #settings: SettingsController;
  /** Whether this is the camera's own screen. */
  readonly #isOwnScreen: boolean;

  constructor(client: PetLogClient, { isOwnScreen }: { readonly isOwnScreen: boolean }) {
    super();
    this.#isOwnScreen = isOwnScreen;
    this.#settings = new SettingsController(this, client, delay);
  }

  show(): void {
    if (this.#dialog?.open === true) return;
    this.#dialog?.showModal();
    void this.#settings.open();
  }

  close(): void {
    this.#dialog?.close();
  }

  override render(): TemplateResult {
    const words = text().settings;
    const { failure, state, values } = this.#settings;
    const note = failure === null ? notes[state] : undefined;
    return html`<dialog aria-labelledby="title" @click=${this.#onClick} @close=${() => this.#settings.close()}>
      <header>
        <h2 id="title">${words.open}</h2>
        <span class="note" role="status">${note === undefined ? nothing : words[note]}</span>
        <button class="round" type="button" aria-label=${words.close} @click=${() => this.close()}>${icon('close')}</button>
      </header>
      <div class="content">
        ${
          failure === null
            ? nothing
            : html`<p class="problem" role="alert">${icon('warning')}<span>${words.failed[failure.what](describeFailure(failure.reason, text()))}</span></p>`
        }
        ${values === null ? nothing : html`${settingGroups.filter((group) => this.#has(group)).map((group) => this.#group(group, values))}<p class="muted">${words.recordings}</p>${this.#isOwnScreen ? nothing : html`<a class="cameras" href="?view=cameras">${icon('camera')}${text().cameras.open}</a>`}`}
      </div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #has(group: SettingGroup): boolean {
    return group !== 'screen' || this.#isOwnScreen || !this.#settings.isHeadless;
  }

  #group(group: SettingGroup, values: SettingValues) {
    return html`<fieldset>
      <legend>${text().settings.groups[group]}</legend>
      ${settingNames.filter((name) => settingField(name).group === group).map((name) => this.#field(name, values))}
    </fieldset>`;
  }

  #field(name: SettingName, values: SettingValues) {
    const { label, unit, hint } = { unit: '', hint: '', ...text().settings.fields[name] };
    const field = settingField(name);
    const value = values[name];
    const change = ({ detail }: CustomEvent<number | string>): void => this.#settings.change(name, detail);
    switch (field.kind) {
      case 'switch':
        return html`<petlog-switch-field
          data-field=${name}
          label=${label}
          hint=${hint}
          .checked=${value === field.on}
          @change-value=${({ detail }: CustomEvent<boolean>) => this.#settings.change(name, detail ? field.on : field.off)}
        ></petlog-switch-field>`;
      case 'number': {
        const { min, max, step } = field;
        const problem = isAllowedSetting(name, value)
          ? ''
          : text().storageSettings.range(formatNumber(min, locale()), formatNumber(max, locale()));
        return html`<petlog-number-field
          data-field=${name}
          label=${label}
          unit=${unit}
          hint=${hint}
          .problem=${problem}
          .value=${Number(value)}
          .min=${min}
          .max=${max}
          .step=${step}
          @change-value=${change}
        ></petlog-number-field>`;
      }
      case 'time':
        return html`<petlog-time-field data-field=${name} label=${label} .value=${String(value)} @change-value=${change}></petlog-time-field>`;
      case 'resolution':
        return this.#resolution(name, label, hint, field.values, value as Resolution);
    }
  }

  /** One that is none of the usual is there too, as long as it counts. */
  #resolution(name: SettingName, label: string, hint: string, usual: readonly Resolution[], value: Resolution) {
    const isValue = ([width, height]: Resolution): boolean => width === value[0] && height === value[1];
    const offered = usual.some(isValue) ? usual : [value, ...usual];
    return html`<div class="resolution" data-field=${name} role="group" aria-labelledby="resolution">
      <span id="resolution">${label}</span>
      <div class="values">
        ${offered.map((one) => html`<button type="button" aria-pressed=${isValue(one)} @click=${() => this.#settings.change(name, one)}>${one.join(' × ')}</button>`)}
      </div>
      <span class="muted">${hint}</span>
    </div>`;
  }

  #onClick(event: Event): void {
    if (event.target === this.#dialog) this.close();
  }
}

customElements.define('petlog-settings-sheet', SettingsSheet);
