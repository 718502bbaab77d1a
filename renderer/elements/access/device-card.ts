import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Device } from '../../../shared/access.ts';
import { icon } from '../../icons.ts';
import { formatAgo } from '../../state/format.ts';
import { accessStyles } from '../../styles/access.ts';
import { baseStyles, cardStyles } from '../../styles/shared.ts';
import { locale, text } from '../../text/text.ts';
import '../action-button.ts';

/** Requests of a watching page come more often than this; they are noted once a minute. */
const activeMilliseconds = 150_000;

/** Every device that may come in. Fires `invite`, and `change-device` and `shut-out` with a `Device`. */
export class DeviceCard extends LitElement {
  static override properties: PropertyDeclarations = { devices: { attribute: false } };

  static override styles = [baseStyles, cardStyles, accessStyles];

  declare devices: readonly Device[];

  constructor() {
    super();
    this.devices = [];
  }

  override render(): TemplateResult {
    const words = text().devices;
    return html`<section class="card" aria-labelledby="title">
      <header>
        <div>
          <h2 id="title">${words.devices}</h2>
          <p>${words.devicesHint}</p>
        </div>
        <petlog-button icon="add" tone="primary" label=${words.invite} @click=${() => this.dispatchEvent(new CustomEvent('invite'))}></petlog-button>
      </header>
      ${this.devices.length === 0
        ? html`<div class="empty">${icon('phone')}<strong>${words.empty}</strong><p>${words.emptyHint}</p></div>`
        : html`<ul>
            ${repeat(
              this.devices,
              ({ device_id }) => device_id,
              (device) => this.#row(device),
            )}
          </ul>`}
    </section>`;
  }

  #row(device: Device) {
    const { devices: words, roles } = text();
    return html`<li data-device=${device.device_id}>
      <span class="sign">${icon('phone')}</span>
      <span class="what">
        <span class="name">
          ${device.name} <span class="tag">${roles[device.role]}</span>
          ${device.is_current ? html`<span class="tag current">${words.current}</span>` : nothing}
        </span>
        <span class="detail">${words.detail(this.#details(device))}</span>
      </span>
      <span class="tools">
        <button class="round" type="button" aria-label=${words.change(device.name)} @click=${() => this.#tell('change-device', device)}>${icon('edit')}</button>
        <button class="round" type="button" aria-label=${words.shutOut(device.name)} @click=${() => this.#tell('shut-out', device)}>${icon('leave')}</button>
      </span>
    </li>`;
  }

  #details({ last_seen_at, last_address, account_name }: Device): readonly string[] {
    const words = text().devices;
    const seenAt = new Date(last_seen_at);
    const now = new Date();
    const seen = now.getTime() - seenAt.getTime() < activeMilliseconds ? words.now : words.seen(formatAgo(seenAt, now, locale()));
    return [seen, last_address, ...(account_name === null ? [] : [words.ofAccount(account_name)])];
  }

  #tell(type: 'change-device' | 'shut-out', detail: Device): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

customElements.define('petlog-device-card', DeviceCard);
