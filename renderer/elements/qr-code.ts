import { css, html, LitElement, svg, type PropertyDeclarations, type TemplateResult } from 'lit';
import { encode } from 'uqr';
import { text } from '../text/text.ts';

/** Light modules around a code, as the standard asks for (ISO/IEC 18004). */
const quietZoneModules = 4;

/** A QR code, black on white in every colour scheme, for scanners do not like it otherwise. */
export class QrCode extends LitElement {
  static override properties: PropertyDeclarations = { address: {}, label: {} };

  declare address: string;
  /** What it is, where its content is not for people's eyes. */
  declare label: string | undefined;

  static override styles = css`
    :host {
      display: block;
      aspect-ratio: 1;
    }

    svg {
      display: block;
      width: 100%;
      height: 100%;
      background: #fff;
      border-radius: 6px;
      shape-rendering: crispEdges;
    }
  `;

  constructor() {
    super();
    this.address = '';
  }

  override render(): TemplateResult {
    const { data, size } = encode(this.address, { ecc: 'M', border: quietZoneModules });
    const modules = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return html`<svg viewBox="0 0 ${size} ${size}" role="img" aria-label=${this.label ?? text().kiosk.qrCode(this.address)}>${svg`<path d=${modules.join('')} />`}</svg>`;
  }
}

customElements.define('petlog-qr-code', QrCode);
