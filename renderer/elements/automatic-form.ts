import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { AutomaticMode } from '../../shared/config/automatic-recording.ts';
import { icon } from '../icons.ts';
import { delay } from '../state/delay.ts';
import { describeFailure } from '../state/descriptions.ts';
import { formatNumber } from '../state/format.ts';
import { type AutomaticSettingName, isAllowedSetting, settingFields, type SettingValues } from '../state/settings/setting-fields.ts';
import { SettingsController } from '../state/settings/settings-controller.ts';
import { weekdayNames } from '../state/settings/weekday-names.ts';
import { problemStyles } from '../styles/problem.ts';
import { settingsFormStyles } from '../styles/settings-form.ts';
import { baseStyles } from '../styles/shared.ts';
import type { EventWords } from '../text/en/events.ts';
import { locale, text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import './number-field.ts';
import './time-field.ts';

/** What one camera records by itself. Each change counts at once; while it is `open` it follows what others change. */
export class AutomaticForm extends LitElement {
  static override properties: PropertyDeclarations = { words: { attribute: false }, cameraName: {} };

  static override styles = [
    baseStyles,
    problemStyles,
    settingsFormStyles,
    css`
      fieldset:nth-of-type(n) {
        padding-top: 0;
        border-top: 0;
      }

      .values {
        grid-auto-flow: row;
        grid-template-columns: repeat(auto-fit, minmax(min(7.5rem, 100%), 1fr));
      }

      .values.days {
        grid-template-columns: repeat(7, minmax(0, 1fr));
      }

      @media (max-width: 379px) {
        .values.days {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }

      .group {
        display: grid;
        gap: 6px;
      }

      .group > span:first-child {
        font-size: var(--text-body);
        font-weight: 550;
      }
    `,
  ];

  declare words: EventWords;
  /** Where there are several. */
  declare cameraName: string | null;
  readonly #settings: SettingsController;

  constructor(client: PetLogClient, cameraId: string) {
    super();
    this.cameraName = null;
    this.#settings = new SettingsController(this, client, delay, cameraId);
  }

  open(): void {
    void this.#settings.open();
  }

  close(): void {
    this.#settings.close();
  }

  override render(): TemplateResult {
    const { failure, values } = this.#settings;
    const { automatic: words } = this.words;
    return html`${
      failure === null
        ? nothing
        : html`<p class="problem" role="alert">${icon('warning')}<span>${text().settings.failed[failure.what](describeFailure(failure.reason, text()))}</span></p>`
    }
    <fieldset>
      <legend>${this.cameraName === null ? words.heading : words.headingOf(this.cameraName)}</legend>
      ${values === null ? nothing : this.#fields(values)}
    </fieldset>`;
  }

  #fields(values: SettingValues) {
    const { automatic: words, zones } = this.words;
    const mode = values['recording.automatic'] as AutomaticMode;
    const followsVisits = mode === 'visits' || mode === 'motion';
    const days = weekdayNames(locale());
    return html`<div class="group" role="group" aria-label=${words.heading}>
        <div class="values">
          ${settingFields['recording.automatic'].values.map(
            (value) =>
              html`<button type="button" data-value=${value} aria-pressed=${value === mode} @click=${() => this.#settings.change('recording.automatic', value)}>${words.modes[value]}</button>`,
          )}
        </div>
        <span class="muted">${words.hints[mode]}</span>
        ${followsVisits && !values['detection.enabled'] ? html`<span class="muted" role="status">${words.needsNoticing}</span>` : nothing}
      </div>
      ${mode === 'visits' ? this.#choices('recording.automatic_labels', values, words.who, words.labels) : nothing}
      ${followsVisits ? this.#choices('recording.automatic_places', values, words.where, zones.places, words.whereHint) : nothing}
      ${
        mode === 'never'
          ? nothing
          : html`${this.#choices('recording.automatic_days', values, words.days, days, '', 'days')}
              ${this.#time('recording.automatic_from', values, words.from)} ${this.#time('recording.automatic_until', values, words.until)}
              <span class="muted">${words.untilHint}</span>
              ${followsVisits ? this.#number('recording.automatic_post_roll_seconds', values, words.after) : nothing}
              ${this.#number('recording.automatic_longest_minutes', values, words.longest)}`
      }`;
  }

  /** The last one of those that must not be none stays chosen. */
  #choices(
    name: 'recording.automatic_labels' | 'recording.automatic_places' | 'recording.automatic_days',
    values: SettingValues,
    label: string,
    names: Readonly<Record<string, string>>,
    hint = '',
    look = '',
  ) {
    const { values: usual } = settingFields[name];
    const chosen = values[name] as readonly string[];
    const offered = [...usual, ...chosen.filter((value) => !usual.some((each) => each === value))];
    const toggle = (value: string): void => {
      const next = chosen.includes(value)
        ? chosen.filter((each) => each !== value)
        : offered.filter((each) => each === value || chosen.includes(each));
      if (isAllowedSetting(name, next)) {
        this.#settings.change(name, next);
      }
    };
    return html`<div class="group" role="group" aria-label=${label} data-field=${name}>
      <span>${label}</span>
      <div class="values ${look}">
        ${offered.map((value) => html`<button type="button" data-value=${value} aria-pressed=${chosen.includes(value)} @click=${() => toggle(value)}>${names[value] ?? value}</button>`)}
      </div>
      ${hint === '' ? nothing : html`<span class="muted">${hint}</span>`}
    </div>`;
  }

  #time(name: 'recording.automatic_from' | 'recording.automatic_until', values: SettingValues, label: string) {
    return html`<petlog-time-field
      data-field=${name}
      label=${label}
      .value=${String(values[name])}
      @change-value=${({ detail }: CustomEvent<string>) => this.#settings.change(name, detail)}
    ></petlog-time-field>`;
  }

  #number(
    name: Extract<AutomaticSettingName, `${string}seconds` | `${string}minutes`>,
    values: SettingValues,
    { label, unit, hint = '' }: { readonly label: string; readonly unit: string; readonly hint?: string },
  ) {
    const { min, max, step } = settingFields[name];
    const problem = isAllowedSetting(name, values[name])
      ? ''
      : text().storageSettings.range(formatNumber(min, locale()), formatNumber(max, locale()));
    return html`<petlog-number-field
      data-field=${name}
      label=${label}
      unit=${unit}
      hint=${hint}
      .problem=${problem}
      .value=${Number(values[name])}
      .min=${min}
      .max=${max}
      .step=${step}
      @change-value=${({ detail }: CustomEvent<number>) => this.#settings.change(name, detail)}
    ></petlog-number-field>`;
  }
}

customElements.define('petlog-automatic-form', AutomaticForm);
