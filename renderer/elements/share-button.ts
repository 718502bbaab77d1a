import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { KioskInfo } from '../../shared/ipc.ts';
import { icon } from '../icons.ts';
import { dialogStyles } from '../styles/dialog.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import { BridgeClient } from '../transport/bridge-client.ts';
import type { AddressDialog } from './address-dialog.ts';
import './address-dialog.ts';

/** On the camera's own screen: shows the address of a recording to another device. */
export class ShareButton extends LitElement {
  static override properties: PropertyDeclarations = {
    recordingId: { attribute: false },
    label: {},
    information: { state: true },
    isWithoutNetwork: { state: true },
  };

  declare recordingId: string;
  declare label: string;
  declare information: Pick<KioskInfo, 'addresses' | 'certificate_fingerprint'>;
  declare isWithoutNetwork: boolean;

  static override styles = [baseStyles, dialogStyles];

  constructor() {
    super();
    this.recordingId = '';
    this.label = '';
    this.information = { addresses: [], certificate_fingerprint: null };
    this.isWithoutNetwork = false;
  }

  override render(): TemplateResult {
    const { addresses, certificate_fingerprint } = this.information;
    return html`<button class="round" type="button" aria-label=${this.label} @click=${this.#show}>${icon(this.isWithoutNetwork ? 'linkOff' : 'phone')}</button>
      ${this.isWithoutNetwork ? html`<span class="visually-hidden" role="alert">${text().kiosk.noAddress}</span>` : nothing}
      <petlog-address-dialog
        .addresses=${addresses}
        .path=${`/recordings/${encodeURIComponent(this.recordingId)}`}
        .fingerprint=${certificate_fingerprint}
        @close=${(event: Event) => event.stopPropagation()}
      ></petlog-address-dialog>`;
  }

  /** Asked for each time, because a network may have come or gone. */
  async #show(): Promise<void> {
    if (window.petlog === undefined) {
      return;
    }
    this.information = await new BridgeClient(window.petlog).call('kiosk.info', {}).catch(() => this.information);
    this.isWithoutNetwork = this.information.addresses.length === 0;
    await this.updateComplete;
    if (!this.isWithoutNetwork) {
      this.renderRoot.querySelector<AddressDialog>('petlog-address-dialog')?.show();
    }
  }
}

customElements.define('petlog-share-button', ShareButton);
