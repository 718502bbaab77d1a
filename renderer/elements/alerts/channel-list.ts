import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Channel, ChannelKind, ChannelTest, DeliveryFault } from '../../../shared/alerts-channels.ts';
import type { PushSubscriptionInfo } from '../../../shared/alerts-push.ts';
import { deliveryFaultOf } from '../../../shared/delivery-faults.ts';
import { icon, type IconName } from '../../icons.ts';
import { formatAgo } from '../../state/ago.ts';
import { formatClock, formatNumber } from '../../state/format.ts';
import { alertListStyles } from '../../styles/alert-list.ts';
import { baseStyles } from '../../styles/shared.ts';
import { describeDeliveryFault } from '../../state/alerts/delivery-fault-words.ts';
import { offeredCertificate } from '../../state/alerts/offered-certificate.ts';
import type { AlertWords } from '../../text/en/alerts.ts';
import { locale } from '../../text/text.ts';
import '../action-button.ts';
import { certificateFingerprint, certificateFingerprintStyles } from '../certificate-fingerprint.ts';
import { channelName } from './channel-name.ts';

/** What came of a test; `running` until that is known. */
type ChannelTrial = ChannelTest | 'running';

const signs: Readonly<Record<ChannelKind, IconName>> = {
  web_push: 'phone',
  email: 'mail',
  ntfy: 'bell',
  telegram: 'message',
  pushover: 'bell',
  discord: 'message',
  webhook: 'window',
  apprise: 'globe',
  mqtt: 'home',
};

/**
 * Where alerts go, with what came of it. Fires `edit` with a channel, or null for
 * a new one; `remove`, `test` and `trust` with a channel; and `end-phone` with a phone.
 */
export class ChannelList extends LitElement {
  static override properties: PropertyDeclarations = {
    channels: { attribute: false },
    phones: { attribute: false },
    ownPhone: { attribute: false },
    trials: { attribute: false },
    words: { attribute: false },
    heading: { attribute: false },
  };

  static override styles = [baseStyles, certificateFingerprintStyles, alertListStyles];

  declare channels: readonly Channel[];
  declare phones: readonly PushSubscriptionInfo[];
  /** Id of the subscription of this browser; null where it has none. */
  declare ownPhone: string | null;
  /** By the id of the channel. */
  declare trials: ReadonlyMap<string, ChannelTrial>;
  declare words: AlertWords;
  /** What stands above it, where it shows one kind alone. */
  declare heading: { readonly title: string; readonly hint: string; readonly add: string } | null;

  constructor() {
    super();
    this.phones = [];
    this.ownPhone = null;
    this.heading = null;
  }

  override render(): TemplateResult {
    const { title, hint, add } = this.heading ?? this.words.channels;
    return html`<header>
        <div><h2 id="title">${title}</h2><p>${hint}</p></div>
        <petlog-button icon="add" label=${add} @click=${() => this.#tell('edit', null)}></petlog-button>
      </header>
      <ul aria-labelledby="title">${repeat(
        this.channels,
        ({ channel_id: id }) => id,
        (channel) => this.#row(channel),
      )}</ul>`;
  }

  #row(channel: Channel): TemplateResult {
    const { channels: words } = this.words;
    const name = channelName(channel, this.words);
    const trial = this.trials.get(channel.channel_id);
    const isPhones = channel.kind === 'web_push';
    const tools = isPhones
      ? nothing
      : html`<button type="button" title=${words.edit(name)} aria-label=${words.edit(name)} @click=${() => this.#tell('edit', channel)}>${icon('edit')}</button>
          <button type="button" title=${words.remove(name)} aria-label=${words.remove(name)} @click=${() => this.#tell('remove', channel)}>${icon('trash')}</button>`;
    const canTest = !isPhones || this.phones.length > 0;
    return html`<li data-channel=${channel.channel_id}>
      <div class="row">
        <span class="sign">${icon(signs[channel.kind])}</span>
        <span class="what"><b>${name}</b><span>${this.#facts(channel)}</span></span>
        <span class="tools">
          ${canTest ? html`<petlog-button icon="send" label=${words.test} .hint=${words.testOf(name)} .busy=${trial === 'running'} @click=${() => this.#tell('test', channel)}></petlog-button>` : nothing}
          ${tools}
        </span>
      </div>
      ${this.#outcome(channel, trial)} ${isPhones ? this.#phones() : nothing}
    </li>`;
  }

  #facts({ kind, name, enabled, last_success: success, waiting_count: waiting, is_connected: isConnected }: Channel): string {
    const { channels: words } = this.words;
    const parts = [
      kind === 'web_push' ? words.phones(this.phones.length, formatNumber(this.phones.length, locale())) : kindOf(kind, name, words),
      enabled ? '' : words.off,
      isConnected === null || !enabled ? '' : isConnected ? words.connected : words.notConnected,
      success === null ? words.neverUsed : words.worked(formatAgo(new Date(success), new Date(), locale())),
      waiting === 0 ? '' : words.waiting(waiting, formatNumber(waiting, locale())),
    ];
    return parts.filter((part) => part !== '').join(' · ');
  }

  /** Of the test that was just made, else why the last message did not arrive. */
  #outcome(channel: Channel, trial: ChannelTrial | undefined): TemplateResult | typeof nothing {
    const { channels: words } = this.words;
    if (trial === undefined || trial === 'running') {
      return channel.last_error === null || trial === 'running'
        ? nothing
        : html`${this.#fault(channel.last_error)}${this.#certificate(channel, undefined)}`;
    }
    if (trial.ok) {
      // What is remarkable has words of its own.
      const remark = deliveryFaultOf(trial.message) === null ? '' : ` ${describeDeliveryFault(trial.message, this.words)}`;
      return html`<p class="good" role="status">${icon('check')}<span>${words.tested}${remark}</span></p>`;
    }
    const said =
      trial.step === null ? trial.message : words.testFailed(words.steps[trial.step], describeDeliveryFault(trial.message, this.words));
    return html`<p class="fault" role="alert">${icon('warning')}<span>${said}</span></p>
      ${this.#certificate(channel, trial)}`;
  }

  /** One that is in the way, to be compared and confirmed. */
  #certificate(channel: Channel, trial: ChannelTest | undefined): TemplateResult | typeof nothing {
    const { channels: words } = this.words;
    const fingerprint = offeredCertificate(channel, trial);
    return fingerprint === null
      ? nothing
      : html`<div class="compare">
          ${certificateFingerprint(fingerprint, words.compare)}
          <petlog-button icon="lock" label=${words.trust} @click=${() => this.#tell('trust', channel)}></petlog-button>
        </div>`;
  }

  #fault({ at, step, message }: DeliveryFault): TemplateResult {
    const { channels: words } = this.words;
    const when = formatAgo(new Date(at), new Date(), locale());
    return html`<p class="fault">${icon('warning')}<span>${words.failedAt(when, words.steps[step], describeDeliveryFault(message, this.words))}</span></p>`;
  }

  #phones(): TemplateResult {
    const { channels: words } = this.words;
    return this.phones.length === 0
      ? html`<p class="hint">${words.noPhones}</p>`
      : html`<ul class="phones">${this.phones.map((phone) => this.#phone(phone))}</ul>`;
  }

  #phone(phone: PushSubscriptionInfo): TemplateResult {
    const { channels: words } = this.words;
    const { device_name: name, last_success: success, snoozed_until: quiet } = phone;
    const facts = [
      success === null ? words.neverUsed : words.worked(formatAgo(new Date(success), new Date(), locale())),
      quiet === null ? '' : words.quietUntil(formatClock(new Date(quiet), locale())),
    ];
    return html`<li>
      <span class="what">
        <b>${name}</b>${phone.subscription_id === this.ownPhone ? html`<em>${words.thisOne}</em>` : nothing}
        <span>${facts.filter((fact) => fact !== '').join(' · ')}</span>
      </span>
      <span class="tools"><button type="button" title=${words.endPhone(name)} aria-label=${words.endPhone(name)} @click=${() => this.#tell('end-phone', phone)}>${icon('trash')}</button></span>
      ${phone.last_error === null ? nothing : this.#fault(phone.last_error)}
    </li>`;
  }

  #tell(name: 'edit' | 'remove' | 'test' | 'trust' | 'end-phone', detail: Channel | PushSubscriptionInfo | null): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** Said only where the name does not say it. */
const kindOf = (kind: ChannelKind, name: string, { kinds }: AlertWords['channels']): string =>
  name.includes(kinds[kind]) ? '' : kinds[kind];

customElements.define('petlog-channel-list', ChannelList);
