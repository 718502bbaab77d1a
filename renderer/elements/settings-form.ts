import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { SoundDevices, SoundLevel } from '../../shared/sound.ts';
import { icon } from '../icons.ts';
import { delay } from '../state/delay.ts';
import { describeFailure } from '../state/descriptions.ts';
import { formatNumber } from '../state/format.ts';
import {
  isAllowedSetting,
  isAutomaticSetting,
  settingField,
  settingGroups,
  settingNames,
  type Resolution,
  type AutomaticSettingName,
  type SettingGroup,
  type SettingName,
  type SettingValues,
} from '../state/settings/setting-fields.ts';
import { SettingsController } from '../state/settings/settings-controller.ts';
import { problemStyles } from '../styles/problem.ts';
import { settingsFormStyles } from '../styles/settings-form.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import './number-field.ts';
import './slider-field.ts';
import './switch-field.ts';
import './time-field.ts';

type FormGroup = Exclude<SettingGroup, 'automatic'>;
type FormSettingName = Exclude<SettingName, AutomaticSettingName | 'camera.microphone'>;

const notes = { loading: 'loading', ready: undefined, saving: 'saving', saved: 'saved' } as const;

interface SettingsFormOptions {
  /** Whether this is the camera's own screen, which is then there whatever PetLog was told. */
  readonly isOwnScreen?: boolean;
  /** Whose settings; `main` unless told. */
  readonly cameraId?: string;
}

/** Fields of which each change counts at once. While it is `open` it follows what others change. Fires `note` when what there is to say about it is another. */
export class SettingsForm extends LitElement {
  static override properties: PropertyDeclarations = { groups: { attribute: false } };

  static override styles = [baseStyles, problemStyles, settingsFormStyles];

  declare groups: readonly FormGroup[];
  readonly #settings: SettingsController;
  readonly #isOwnScreen: boolean;
  readonly #askLevel: () => Promise<SoundLevel>;
  readonly #askMicrophones: () => Promise<SoundDevices>;
  readonly #askSpeakers: () => Promise<SoundDevices>;
  #note = '';

  constructor(
    client: PetLogClient,
    groups: readonly FormGroup[] = settingGroups,
    { isOwnScreen = false, cameraId }: SettingsFormOptions = {},
  ) {
    super();
    this.#isOwnScreen = isOwnScreen;
    const ofCamera = cameraId === undefined ? {} : { camera: cameraId };
    this.#askLevel = () => client.call('live.soundLevel', ofCamera);
    this.#askMicrophones = async () => (await client.call('live.microphones', ofCamera)).microphones;
    this.#askSpeakers = async () => (await client.call('live.speakers', ofCamera)).speakers;
    this.groups = groups;
    this.#settings = new SettingsController(this, client, delay, cameraId);
  }

  open(): void {
    void this.#settings.open();
  }

  close(): void {
    this.#settings.close();
  }

  /** What is being done, in a word. */
  get note(): string {
    const name = this.#settings.failure === null ? notes[this.#settings.state] : undefined;
    return name === undefined ? '' : text().settings[name];
  }

  override render(): TemplateResult {
    const { failure, values } = this.#settings;
    return html`${
      failure === null
        ? nothing
        : html`<p class="problem" role="alert">${icon('warning')}<span>${text().settings.failed[failure.what](describeFailure(failure.reason, text()))}</span></p>`
    }
    ${values === null ? nothing : this.#groups(values)}`;
  }

  protected override updated(): void {
    if (this.note !== this.#note) {
      this.#note = this.note;
      this.dispatchEvent(new CustomEvent('note'));
    }
  }

  #has(group: FormGroup): boolean {
    return group !== 'screen' || this.#isOwnScreen || !this.#settings.isHeadless;
  }

  #groups(values: SettingValues) {
    const groups = this.groups.filter((group) => this.#has(group));
    return groups.length === 0 ? html`<p class="muted">${text().settings.noScreen}</p>` : groups.map((group) => this.#group(group, values));
  }

  #group(group: FormGroup, values: SettingValues) {
    return html`<fieldset>
      <legend>${{ ...text().settings.groups, ...text().storageSettings.groups }[group]}</legend>
      ${settingNames
        .filter((name) => !isAutomaticSetting(name) && name !== 'camera.microphone')
        .filter((name) => settingField(name).group === group)
        .map((name) => this.#field(name, values))}
    </fieldset>`;
  }

  #field(name: FormSettingName, values: SettingValues) {
    const { label, unit, hint } = { unit: '', hint: '', ...wordsOf(name) };
    const field = settingField(name);
    const value = values[name];
    const change = ({ detail }: CustomEvent<number | string>): void => this.#settings.change(name, detail);
    switch (field.kind) {
      case 'switch':
        return html`<petlog-switch-field
          data-field=${name}
          label=${label}
          hint=${hint}
          .checked=${name === 'camera.speaker' ? value !== field.off : value === field.on}
          @change-value=${({ detail }: CustomEvent<boolean>) => this.#settings.change(name, detail ? field.on : field.off)}
        ></petlog-switch-field>${this.#devicesOf(name, values)}`;
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
      case 'slider':
        return html`<petlog-slider-field
          data-field=${name}
          label=${label}
          unit=${unit}
          hint=${hint}
          .value=${Number(value)}
          .min=${field.min}
          .max=${field.max}
          .step=${field.step}
          @change-value=${change}
        ></petlog-slider-field>`;
      case 'time':
        return html`<petlog-time-field data-field=${name} label=${label} .value=${String(value)} @change-value=${change}></petlog-time-field>`;
      case 'resolution':
        return this.#resolution(name, label, hint, field.values, value as Resolution);
      case 'microphone':
      case 'choice':
      case 'choices':
        return nothing; // that of a microphone stands with its switch, what is recorded by itself in a form of its own
    }
  }

  /** By what the room is heard, and how loud it is; through what one talks. */
  #devicesOf(name: FormSettingName, values: SettingValues) {
    if (name === 'camera.sound' && values[name] === true) {
      void import('./sound-level.ts');
      return html`${this.#device('microphone', 'camera.microphone', this.#askMicrophones, values)}
        <petlog-sound-level .ask=${this.#askLevel}></petlog-sound-level>`;
    }
    return name === 'camera.speaker' && values[name] !== 'off' ? this.#device('speaker', name, this.#askSpeakers, values) : nothing;
  }

  #device(kind: 'microphone' | 'speaker', name: SettingName, ask: () => Promise<SoundDevices>, values: SettingValues) {
    void import('./sound-device-field.ts');
    return html`<petlog-sound-device-field
      data-field=${name}
      .kind=${kind}
      .ask=${ask}
      .value=${String(values[name])}
      @change-value=${({ detail }: CustomEvent<string>) => this.#settings.change(name, detail)}
    ></petlog-sound-device-field>`;
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
}

/** What cameras have in common stands with the recordings too, in the same words. */
function wordsOf(name: FormSettingName): { readonly label: string; readonly unit?: string; readonly hint?: string } {
  const { settings, storageSettings } = text();
  switch (name) {
    case 'recording.pre_roll_seconds':
      return storageSettings.fields.pre_roll_seconds;
    case 'recording.rewind_minutes':
      return storageSettings.fields.rewind_minutes;
    default:
      return settings.fields[name];
  }
}

customElements.define('petlog-settings-form', SettingsForm);
