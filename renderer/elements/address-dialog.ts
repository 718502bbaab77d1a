import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import { certificateFingerprint, certificateFingerprintStyles } from './certificate-fingerprint.ts';
import './qr-code.ts';

/** An address of this camera for another device: as a large QR code and as text. Fires `close`. */
export class AddressDialog extends LitElement {
  static override properties: PropertyDeclarations = {
    addresses: { attribute: false },
    path: {},
    fingerprint: { attribute: false },
    authority: { attribute: false },
    chosen: { state: true },
  };

  /** Of the camera in its networks, without a path. */
  declare addresses: readonly string[];
  /** What is behind each address, such as `/recordings/1`. */
  declare path: string;
  /** SHA-256 of the certificate, `AB:CD:...`; null without HTTPS. */
  declare fingerprint: string | null;
  /** SHA-256 of the authority that devices are asked to trust; null where there is none. */
  declare authority: string | null;
  /** One of the addresses; null while it is closed. */
  declare chosen: string | null;

  static override styles = [
    baseStyles,
    css`
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
    this.path = '';
    this.fingerprint = null;
    this.authority = null;
    this.chosen = null;
  }

  show(): void {
    this.chosen = this.addresses[0] ?? null;
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${this.#onClose} @click=${this.#onClick}>${this.chosen === null ? nothing : this.#large(this.chosen)}</dialog>`;
  }

  #large(chosen: string) {
    const words = text().kiosk;
    const whole = chosen + this.path;
    return html`<div class="large">
      <petlog-qr-code .address=${whole}></petlog-qr-code>
      <div class="words">
        <h2 id="title">${words.address}</h2>
        <p>${words.scanHint}</p>
        ${
          this.addresses.length === 1
            ? html`<p class="single">${whole}</p>`
            : this.addresses.map(
                (address) =>
                  html`<button type="button" aria-pressed=${address === chosen ? 'true' : 'false'} @click=${() => (this.chosen = address)}>${address}</button>`,
              )
        }
        ${this.fingerprint === null ? nothing : certificateFingerprint(this.fingerprint)}
        ${this.authority === null ? nothing : certificateFingerprint(this.authority, text().installation.authorityHint)}
        <button type="button" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>${icon('close')}${words.close}</button>
      </div>
    </div>`;
  }

  #onClose(): void {
    this.chosen = null;
    this.dispatchEvent(new CustomEvent('close'));
  }

  #onClick(event: Event): void {
    event.stopPropagation();
    const dialog = this.renderRoot.querySelector('dialog');
    if (event.target === dialog) {
      dialog?.close();
    }
  }
}

customElements.define('petlog-address-dialog', AddressDialog);
