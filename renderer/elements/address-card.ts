import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import { certificateFingerprint, certificateFingerprintStyles } from './certificate-fingerprint.ts';
import './qr-code.ts';

/** Where other devices find this camera: as text, and as a QR code that grows when tapped. */
export class AddressCard extends LitElement {
  static override properties: PropertyDeclarations = {
    addresses: { attribute: false },
    fingerprint: { attribute: false },
    enlarged: { state: true },
  };

  declare addresses: readonly string[];
  /** SHA-256 of the certificate, `AB:CD:...`; null without HTTPS. */
  declare fingerprint: string | null;
  declare enlarged: string | null;

  static override styles = [
    baseStyles,
    css`
      button.card {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 72px;
        padding: 6px 14px 6px 6px;
        font: inherit;
        color: inherit;
        text-align: start;
        background: rgb(255 255 255 / 9%);
        border: 0;
        border-radius: var(--radius-small);
        cursor: pointer;
        touch-action: manipulation;
        -webkit-tap-highlight-color: transparent;
      }

      button.card petlog-qr-code {
        flex: none;
        width: 62px;
      }

      small {
        display: block;
        font-size: var(--text-small);
        color: #c3cbc8;
      }

      .address {
        font-size: var(--text-body);
        font-weight: 600;
        overflow-wrap: anywhere;
      }

      .none {
        margin: 0;
        padding: 0 8px;
        display: flex;
        gap: 8px;
        align-items: center;
        font-size: var(--text-small);
        color: #c3cbc8;
      }

      dialog {
        width: min(92vw, 720px);
        max-height: 96vh;
        padding: 16px;
        color: #1c1e1d;
        --groups-colour: #1c1e1d;
        background: #fff;
        border: 0;
        border-radius: 18px;
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 75%);
      }

      .large {
        display: flex;
        flex-wrap: wrap;
        gap: 12px 24px;
        align-items: center;
        justify-content: center;
      }

      .large petlog-qr-code {
        width: min(78vh, 78vw, 360px);
      }

      .words {
        flex: 1 1 240px;
        max-width: 360px;
      }

      h2 {
        margin: 0 0 4px;
        font-size: var(--text-large);
      }

      .words p {
        margin: 0 0 12px;
        color: #555a57;
        font-size: var(--text-body);
      }

      .words button {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 8px;
        width: 100%;
        min-height: 56px;
        margin-top: 8px;
        font: inherit;
        font-weight: 600;
        color: #1c1e1d;
        background: #eeece6;
        border: 2px solid transparent;
        border-radius: var(--radius-small);
        cursor: pointer;
        overflow-wrap: anywhere;
      }

      .words button[aria-pressed='true'] {
        border-color: #0f6b62;
      }

      .words .single {
        font-size: var(--text-large);
        font-weight: 650;
        color: #1c1e1d;
        overflow-wrap: anywhere;
      }
    `,
    certificateFingerprintStyles,
  ];

  constructor() {
    super();
    this.addresses = [];
    this.fingerprint = null;
    this.enlarged = null;
  }

  override render(): TemplateResult {
    const words = text().kiosk;
    const [first] = this.addresses;
    if (first === undefined) return html`<p class="none">${icon('linkOff')}${words.noAddress}</p>`;
    return html`<button class="card" type="button" aria-label=${words.showAddress(first)} @click=${() => this.#show(first)}>
        <petlog-qr-code .address=${first} aria-hidden="true"></petlog-qr-code>
        <span><small>${words.address}</small><span class="address">${first.replace(/^http:\/\//, '')}</span></span>
      </button>
      <dialog aria-labelledby="title" @close=${() => (this.enlarged = null)} @click=${this.#onClick}>${this.enlarged === null ? nothing : this.#large(this.enlarged)}</dialog>`;
  }

  #large(enlarged: string) {
    const words = text().kiosk;
    return html`<div class="large">
      <petlog-qr-code .address=${enlarged}></petlog-qr-code>
      <div class="words">
        <h2 id="title">${words.address}</h2>
        <p>${words.scanHint}</p>
        ${this.addresses.length === 1
          ? html`<p class="single">${enlarged}</p>`
          : this.addresses.map(
              (address) =>
                html`<button type="button" aria-pressed=${address === enlarged ? 'true' : 'false'} @click=${() => (this.enlarged = address)}>${address}</button>`,
            )}
        ${this.fingerprint === null ? nothing : certificateFingerprint(this.fingerprint)}
        <button type="button" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>${icon('close')}${words.close}</button>
      </div>
    </div>`;
  }

  #show(address: string): void {
    this.enlarged = address;
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  #onClick(event: Event): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (event.target === dialog) dialog?.close();
  }
}

customElements.define('petlog-address-card', AddressCard);
