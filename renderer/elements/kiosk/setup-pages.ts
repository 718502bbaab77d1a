import { html, nothing, type TemplateResult } from 'lit';
import type { KioskInfo } from '../../../shared/ipc.ts';
import type { SetupStep } from '../../../shared/setup-steps.ts';
import { icon } from '../../icons.ts';
import { formatNumber, formatSize } from '../../state/format.ts';
import { recordingHours } from '../../state/kiosk/recording-room.ts';
import type { SetupController, SetupSettings } from '../../state/kiosk/setup-controller.ts';
import { isAllowed, storageFields } from '../../state/library/storage-fields.ts';
import { languageNames, languages, type Language } from '../../text/languages.ts';
import { language, locale, text } from '../../text/text.ts';
import '../action-button.ts';
import { certificateFingerprint } from '../certificate-fingerprint.ts';
import '../number-field.ts';
import '../qr-code.ts';
import './time-zone-choice.ts';

interface PageTools {
  readonly setup: SetupController;
  readonly settings: SetupSettings;
  readonly information: KioskInfo;
  /** Takes another language at once. */
  speak(tag: Language): void;
  leave(): void;
}

type Page = (tools: PageTools) => TemplateResult;

/** What is asked in each step; pairing has a page of its own. */
export const setupPages: Readonly<Record<Exclude<SetupStep, 'pairing'>, Page>> = {
  language: ({ speak }) =>
    html`<div class="choices large" role="group" aria-label=${text().language.label}>
      ${languages.map((tag) => choice(languageNames[tag], tag === language.language, () => speak(tag), undefined, tag))}
    </div>`,

  name({ setup, settings }) {
    const { name: words } = text().setup;
    const change = (name: string): void => setup.change('server', { name });
    return html`<label class="field">
        <span>${words.label}</span>
        <input
          name="camera-name"
          maxlength="40"
          autocomplete="off"
          aria-invalid=${!setup.isRight}
          .value=${settings.server.name}
          @input=${(event: Event) => change((event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && !event.isComposing && void setup.next()}
        />
      </label>
      ${setup.isRight ? nothing : html`<p class="wrong" role="alert">${words.missing}</p>`}
      <div class="chips" role="group" aria-label=${words.suggestions}>
        ${words.rooms.map((room) => html`<button type="button" class="chip" aria-pressed=${room === settings.server.name} @click=${() => change(room)}>${room}</button>`)}
      </div>`;
  },

  time_zone: ({ setup, settings, information }) =>
    html`<petlog-time-zone-choice
      .value=${settings.server.time_zone}
      .system=${information.system_time_zone}
      @change-value=${({ detail }: CustomEvent<string>) => setup.change('server', { time_zone: detail })}
    ></petlog-time-zone-choice>`,

  network({ settings, information, leave }) {
    const { network: words } = text().setup;
    if (information.addresses.length > 0) {
      return html`<p class="fact good" role="status">${icon('check')}<span>${words.connected}</span></p>
        <ul class="addresses">
          ${information.addresses.map((address) => html`<li>${address}</li>`)}
        </ul>`;
    }
    if (isLoopback(settings.server.host)) {
      return html`<p class="fact" role="status">${icon('linkOff')}<span>${words.onlyHere(settings.server.host)}</span></p>`;
    }
    return html`<p class="fact" role="status">${icon('linkOff')}<span>${words.none} ${words.looking}</span></p>
      <dl>
        <dt>${words.cable}</dt>
        <dd>${words.cableHint}</dd>
        <dt>${words.desktop}</dt>
        <dd><span>${words.desktopHint}</span><petlog-button icon="leave" label=${text().kiosk.leave} @click=${leave}></petlog-button></dd>
        <dt>${words.terminal}</dt>
        <dd>${words.terminalHint} <code>sudo raspi-config</code></dd>
      </dl>`;
  },

  always_on({ setup, settings }) {
    const { alwaysOn: words } = text();
    const { always_on: isOn } = settings.camera;
    const choose = (wanted: boolean) => (): void => setup.change('camera', { always_on: wanted });
    return html`<p class="hint">${words.text}</p>
      <div class="choices large" role="group" aria-label=${words.title}>
        ${choice(words.yes, isOn, choose(true))} ${choice(words.no, !isOn, choose(false))}
      </div>`;
  },

  storage({ setup, settings: { camera, recording }, information }) {
    const {
      setup: { storage: words },
      storageOffReason,
      storageSettings,
    } = text();
    const { storage } = setup;
    const size = (bytes: number): string => formatSize(bytes, locale());
    const field = (name: 'max_age_days' | 'max_total_gb'): TemplateResult => {
      const { label, unit, hint } = storageSettings.fields[name];
      const { min, max, step } = storageFields[name];
      const problem = isAllowed(name, recording[name])
        ? ''
        : storageSettings.range(formatNumber(min, locale()), formatNumber(max, locale()));
      return html`<petlog-number-field
        data-field=${name}
        label=${label}
        unit=${unit}
        hint=${hint}
        .problem=${problem}
        .value=${recording[name]}
        .min=${min}
        .max=${max}
        .step=${step}
        @change-value=${({ detail }: CustomEvent<number>) => setup.change('recording', { [name]: detail })}
      ></petlog-number-field>`;
    };
    return html`<p class="fact">${icon('film')}<span>${camera.enable_storage ? words.place : storageOffReason} <span class="path">${information.recordings_directory}</span></span></p>
      ${
        storage === null
          ? nothing
          : html`<p class="room" role="status">${words.free(size(storage.available_bytes), size(storage.total_bytes))} ${setup.isRight ? words.hours(formatNumber(Math.floor(recordingHours(storage, recording)), locale())) : nothing}</p>`
      }
      <div class="numbers-of">${field('max_age_days')} ${field('max_total_gb')}</div>
      <p class="muted">${storageSettings.hint}</p>`;
  },

  access({ setup, settings, information }) {
    const { access: words } = text().setup;
    const { access } = settings.security;
    const before = setup.saved?.security.access;
    const choose = (wanted: typeof access) => (): void => setup.change('security', { access: wanted });
    return html`<div class="choices large" role="group" aria-label=${text().setup.titles.access}>
        ${choice(words.open, access === 'open', choose('open'), words.openHint)} ${choice(words.accounts, access === 'accounts', choose('accounts'), words.accountsHint)}
      </div>
      <p class="muted" role="status">
        ${words.atOnce}
        ${before === 'open' && access === 'accounts' ? words.shutsOut : nothing}
        ${before === 'accounts' && access === 'open' ? words.letsIn : nothing}
        ${access === 'accounts' && !information.has_admin ? words.pairingFollows : nothing}
      </p>`;
  },

  done({ information: { addresses, certificate_fingerprint: certificate } }) {
    const {
      setup: { done: words },
      kiosk,
    } = text();
    const [address] = addresses;
    if (address === undefined) {
      return html`<p class="fact">${icon('linkOff')}<span>${kiosk.noAddress}. ${words.offline}</span></p>`;
    }
    return html`<div class="address">
      <petlog-qr-code .address=${address}></petlog-qr-code>
      <div>
        <h2>${kiosk.address}</h2>
        <p class="link">${address}</p>
        <p class="muted">${kiosk.scanHint}</p>
        ${certificate === null ? nothing : certificateFingerprint(certificate)}
      </div>
    </div>`;
  },
};

/** As the server's own names do: nobody else hears what listens there. */
const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);

function choice(label: string, isChosen: boolean, choose: () => void, hint?: string, lang?: string): TemplateResult {
  return html`<button type="button" class="choice" lang=${lang ?? nothing} aria-pressed=${isChosen} @click=${choose}>
    ${isChosen ? icon('check') : nothing}<span class="label">${label}${hint === undefined ? nothing : html`<small>${hint}</small>`}</span>
  </button>`;
}
