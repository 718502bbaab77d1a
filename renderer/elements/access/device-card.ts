import { LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Device } from '../../../shared/access.ts';
import { formatAgo } from '../../state/ago.ts';
import { accessStyles } from '../../styles/access.ts';
import { baseStyles, cardStyles } from '../../styles/shared.ts';
import { locale, text } from '../../text/text.ts';
import { accessCard } from './access-card.ts';
import { type NamedCamera, seenCameras } from './camera-choice.ts';

/** Requests of a watching page come more often than this; they are noted once a minute. */
const activeMilliseconds = 150_000;

/** Every device that may come in. Fires `invite`, and `change-device` and `shut-out` with a `Device`. */
export class DeviceCard extends LitElement {
  static override properties: PropertyDeclarations = { devices: { attribute: false }, cameras: { attribute: false } };

  static override styles = [baseStyles, cardStyles, accessStyles];

  declare devices: readonly Device[];

  declare cameras: readonly NamedCamera[];

  constructor() {
    super();
    this.cameras = [];
    this.devices = [];
  }

  override render(): TemplateResult {
    const { devices: words, roles } = text();
    return accessCard({
      title: words.devices,
      hint: words.devicesHint,
      add: { label: words.invite, tone: 'primary', act: () => this.dispatchEvent(new CustomEvent('invite')) },
      empty: { sign: 'phone', title: words.empty, hint: words.emptyHint },
      rows: this.devices.map((device) => ({
        id: device.device_id,
        sign: 'phone',
        name: device.name,
        role: roles[device.role],
        current: device.is_current ? words.current : undefined,
        detail: words.detail(this.#details(device)),
        tools: [
          { sign: 'edit', label: words.change(device.name), act: () => this.#tell('change-device', device) },
          { sign: 'leave', label: words.shutOut(device.name), act: () => this.#tell('shut-out', device) },
        ],
      })),
    });
  }

  #details({ last_seen_at, last_address, account_name, camera_ids }: Device): readonly string[] {
    const words = text().devices;
    const seenAt = new Date(last_seen_at);
    const now = new Date();
    const seen = now.getTime() - seenAt.getTime() < activeMilliseconds ? words.now : words.seen(formatAgo(seenAt, now, locale()));
    return [
      seen,
      last_address,
      ...(account_name === null ? [] : [words.ofAccount(account_name)]),
      ...seenCameras(camera_ids, this.cameras),
    ];
  }

  #tell(type: 'change-device' | 'shut-out', detail: Device): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

customElements.define('petlog-device-card', DeviceCard);
