import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { previewPosition } from '../../state/library/preview.ts';
import type { MomentPicture } from '../../state/timeline/moment-pictures.ts';
import { baseStyles } from '../../styles/shared.ts';

/** The picture of a moment, as large as its place allows. */
export class MomentPictureElement extends LitElement {
  static override properties: PropertyDeclarations = { picture: { attribute: false }, label: {} };

  declare picture: MomentPicture | null;
  /** What it shows, for those who cannot see it; a decoration where it is empty. */
  declare label: string;

  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        place-items: center;
        overflow: hidden;
        container-type: size;
      }

      img,
      .frame {
        width: 100%;
        height: 100%;
        object-fit: contain;
      }

      .frame {
        width: min(100cqw, 100cqh * var(--aspect));
        height: auto;
        aspect-ratio: var(--aspect);
        background-repeat: no-repeat;
      }
    `,
  ];

  constructor() {
    super();
    this.picture = null;
    this.label = '';
  }

  override render(): TemplateResult | typeof nothing {
    if (this.picture === null) {
      return nothing;
    }
    const { address, frames, frame, aspect } = this.picture;
    if (frames === 1) {
      return html`<img src=${address} alt=${this.label} />`;
    }
    const place = `--aspect: ${aspect}; background-image: url("${address}"); background-size: ${frames * 100}% 100%; background-position: ${previewPosition(frame, frames)}% 0`;
    return html`<div class="frame" role=${this.label === '' ? 'presentation' : 'img'} aria-label=${this.label === '' ? nothing : this.label} .style=${place}></div>`;
  }
}

customElements.define('petlog-moment-picture', MomentPictureElement);
