import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import type { AddressDialog } from './address-dialog.ts';
import './address-dialog.ts';
import './qr-code.ts';

/** Where other devices find this camera: as text, and as a QR code that grows when tapped. */
export class AddressCard extends LitElement {
  static override properties: PropertyDeclarations = {
    addresses: { attribute: false },
    fingerprint: { attribute: false },
    authority: { attribute: false },
  };

  declare addresses: readonly string[];
  /** SHA-256 of the certificate, `AB:CD:...`; null without HTTPS. */
  declare fingerprint: string | null;

  /** SHA-256 of the authority that devices are asked to trust; null where there is none. */
  declare authority: string | null;

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
    `,
  ];

  constructor() {
    super();
    this.addresses = [];
    this.fingerprint = null;
    this.authority = null;
  }

  override render(): TemplateResult {
    const words = text().kiosk;
    const [first] = this.addresses;
    if (first === undefined) {
      return html`<p class="none">${icon('linkOff')}${words.noAddress}</p>`;
    }
    return html`<button class="card" type="button" aria-label=${words.showAddress(first)} @click=${() => this.#show()}>
        <petlog-qr-code .address=${first} aria-hidden="true"></petlog-qr-code>
        <span><small>${words.address}</small><span class="address">${first.replace(/^http:\/\//, '')}</span></span>
      </button>
      <petlog-address-dialog .addresses=${this.addresses} .fingerprint=${this.fingerprint} .authority=${this.authority}></petlog-address-dialog>`;
  }

  #show(): void {
    this.renderRoot.querySelector<AddressDialog>('petlog-address-dialog')?.show();
  }
}

customElements.define('petlog-address-card', AddressCard);
