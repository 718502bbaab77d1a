import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { AddableChannelKind, Channel, ChannelInput } from '../../../shared/alerts-channels.ts';
import type { Rule } from '../../../shared/alerts-rules.ts';
import {
  addableKinds,
  type ChannelFieldForm,
  channelFieldForms,
  channelValues,
  fieldText,
  missingField,
  secretForOtherServer,
} from '../../state/alerts/channel-fields.ts';
import { newSigningSecret } from '../../state/alerts/signing-secret.ts';
import { alertFormStyles } from '../../styles/alert-form.ts';
import type { AlertWords } from '../../text/en/alerts.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { FormDialog } from '../form-dialog.ts';
import '../switch-field.ts';

const inputTypes = {
  text: 'text',
  address: 'url',
  mail: 'email',
  mails: 'text',
  secret: 'password',
  port: 'number',
  topics: 'text',
} as const;
const modes = { text: 'text', address: 'url', mail: 'email', mails: 'email', secret: 'text', port: 'numeric', topics: 'text' } as const;

/** Makes or changes a channel. Fires `saved`, and before that `added` with a new one. */
export class ChannelDialog extends FormDialog {
  static override properties: PropertyDeclarations = {
    channel: { state: true },
    kind: { state: true },
    isOn: { state: true },
    isForAll: { state: true },
    switches: { state: true },
    onlyKind: { attribute: false },
    addTitle: { attribute: false },
    words: { attribute: false },
    rules: { attribute: false },
  };

  static override styles = [FormDialog.styles, alertFormStyles];

  /** null for a new one. */
  declare channel: Channel | null;
  declare kind: AddableChannelKind;
  declare isOn: boolean;
  /** Whether every rule sends by a new one too. */
  declare isForAll: boolean;
  /** What was switched of the kind's own switches. */
  declare switches: Readonly<Record<string, boolean>>;
  /** The kind of a new one, where nobody is to choose. */
  declare onlyKind: AddableChannelKind | null;
  /** What a new one is called where it has another name than a channel. */
  declare addTitle: string | null;
  declare words: AlertWords;
  declare rules: readonly Rule[];
  readonly #client: PetLogClient;
  #signingSecret = '';

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.channel = null;
    this.kind = 'email';
    this.isOn = true;
    this.isForAll = true;
    this.switches = {};
    this.onlyKind = null;
    this.addTitle = null;
    this.rules = [];
  }

  show(channel: Channel | null): void {
    this.channel = channel;
    this.kind = addableKinds.find((kind) => kind === channel?.kind) ?? this.onlyKind ?? 'ntfy';
    this.isOn = channel?.enabled ?? true;
    this.isForAll = this.onlyKind === null;
    this.switches = {};
    this.#signingSecret = newSigningSecret();
    this.open();
  }

  protected override get heading(): string {
    const { channels: words } = this.words;
    return this.channel === null ? (this.addTitle ?? words.addTitle) : words.editTitle(this.channel.name);
  }

  protected override content(): TemplateResult {
    const { channels: words, save } = this.words;
    const { channel, kind } = this;
    return this.form(
      html`${
        channel === null && this.onlyKind === null
          ? html`<label class="field"><span>${words.kind}</span>
              <select @change=${this.#onKind}>
                ${addableKinds.map((one) => html`<option value=${one} ?selected=${one === kind}>${words.kinds[one]}</option>`)}
              </select></label>`
          : nothing
      }
      <p class="hint">${words.kindHints[kind]}</p>
      <label class="field"><span>${words.name}</span><input name="name" maxlength="60" autocomplete="off" .value=${channel?.name ?? words.kinds[kind]} /></label>
      ${channelFieldForms[kind].map((field) => this.#field(field))}
      ${
        channel === null
          ? this.#switch(words.useEverywhere, this.isForAll, (isForAll) => (this.isForAll = isForAll))
          : this.#switch(words.on, this.isOn, (isOn) => (this.isOn = isOn))
      }`,
      { label: channel === null ? words.addAndTest : save },
    );
  }

  protected override submit(entered: Readonly<Record<string, string>>): void {
    const values = { ...entered, ...Object.fromEntries(Object.entries(this.switches).map(([name, isOn]) => [name, String(isOn)])) };
    const { channels: words } = this.words;
    const { channel, kind } = this;
    const name = values['name'] ?? '';
    if (name === '') {
      this.point('name', words.nameMissing);
      return;
    }
    const missing = missingField(kind, values, channel === null) ?? (channel === null ? null : secretForOtherServer(channel, kind, values));
    if (missing !== null) {
      this.point(missing, words.missing(words.fields[missing]));
      return;
    }
    const settings = channelValues(kind, values, channel === null);
    void this.save(async () => {
      if (channel === null) {
        await this.#add({ ...settings, kind, name } as ChannelInput);
      } else {
        await this.#client.call('alert_channels.change', { id: channel.channel_id, name, enabled: this.isOn, ...settings });
      }
      this.close();
    });
  }

  async #add(input: ChannelInput): Promise<void> {
    const channel = await this.#client.call('alert_channels.create', input);
    if (this.isForAll) {
      for (const { rule_id: id, channels } of this.rules) {
        await this.#client.call('alert_rules.change', { id, channels: [...channels, channel.channel_id] });
      }
    }
    this.dispatchEvent(new CustomEvent<Channel>('added', { detail: channel }));
  }

  #field(field: ChannelFieldForm): TemplateResult {
    const { channels: words } = this.words;
    const { name, kind, isOptional, example = '' } = field;
    if (kind === 'switch') {
      const isOn = this.switches[name] ?? fieldText(this.channel, field) === 'true';
      return this.#switch(words.fields[name], isOn, (isNowOn) => (this.switches = { ...this.switches, [name]: isNowOn }));
    }
    const label = isOptional === true ? words.optional(words.fields[name]) : words.fields[name];
    const isSigning = name === 'secret' && this.channel === null;
    const value = isSigning ? this.#signingSecret : fieldText(this.channel, field);
    const isKept = this.channel !== null && (kind === 'secret' || kind === 'lines');
    const placeholder = isKept ? words.unchanged : example;
    return html`<label class="field"><span>${label}</span>${
      kind === 'security'
        ? html`<select name=${name}>
            ${(['starttls', 'tls', 'none'] as const).map((one) => html`<option value=${one} ?selected=${one === value}>${words.securities[one]}</option>`)}
          </select>`
        : kind === 'lines'
          ? html`<textarea name=${name} rows="3" maxlength="4096" spellcheck="false" autocapitalize="off" placeholder=${placeholder} .value=${value}></textarea>`
          : html`<input
              name=${name}
              type=${isSigning ? 'text' : inputTypes[kind]}
              inputmode=${modes[kind]}
              maxlength="2048"
              autocomplete=${kind === 'secret' ? 'new-password' : 'off'}
              autocapitalize="off"
              spellcheck="false"
              placeholder=${placeholder}
              .value=${value}
            />`
    }</label>`;
  }

  #switch(label: string, checked: boolean, change: (checked: boolean) => void): TemplateResult {
    return html`<petlog-switch-field label=${label} .checked=${checked} @change-value=${({ detail }: CustomEvent<boolean>) => change(detail)}></petlog-switch-field>`;
  }

  readonly #onKind = ({ target }: Event): void => {
    this.kind = addableKinds.find((kind) => kind === (target as HTMLSelectElement).value) ?? this.kind;
    this.failure = null;
  };
}

customElements.define('petlog-channel-dialog', ChannelDialog);
