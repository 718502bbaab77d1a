import { css, html, LitElement, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import { cameraAddress } from '../transport/page-address.ts';
import { Fingerprint } from './fingerprint.ts';

const sampleMilliseconds = 2_000;

/**
 * The live stream as an image, nothing else. Each new `opening` is a request
 * of its own; without one the request ends. Fires `picture-arrived`,
 * `picture-failed`, and `picture-sampled` with the picture's fingerprint.
 */
export class LivePicture extends LitElement {
  static override properties: PropertyDeclarations = {
    camera: {},
    opening: { type: Number },
    watching: { type: Boolean },
  };

  /** Left out for `main`. */
  declare camera: string | undefined;
  declare opening: number;
  declare watching: boolean;

  static override styles = [
    baseStyles,
    css`
      :host {
        position: absolute;
        inset: 0;
      }

      img {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
      }

      img.failed {
        visibility: hidden;
      }
    `,
  ];

  readonly #fingerprint = new Fingerprint();
  #image: HTMLImageElement | undefined;
  #sampling: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.opening = 0;
    this.watching = false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('watching') && !changed.has('opening') && !changed.has('camera')) return;
    this.#release();
    if (this.watching) this.#image = this.#request();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate('opening', -1);
    this.#sampling = setInterval(() => this.#sample(), sampleMilliseconds);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#sampling);
    this.#release();
  }

  override render(): TemplateResult {
    return html`${this.#image}`;
  }

  #request(): HTMLImageElement {
    const image = new Image();
    image.alt = text().picture.alternative;
    image.decoding = 'async';
    image.addEventListener('load', () => this.#tell(image, 'picture-arrived'));
    image.addEventListener('error', () => {
      image.classList.add('failed');
      this.#tell(image, 'picture-failed');
    });
    const address = cameraAddress('/live/stream', this.camera);
    address.searchParams.set('t', `${Date.now().toString(36)}-${this.opening}`);
    image.src = address.href;
    return image;
  }

  /** A hidden page need not decode pictures, so that nothing follows from what it shows. */
  #sample(): void {
    const detail = this.#image === undefined || document.hidden ? undefined : this.#fingerprint.of(this.#image);
    if (this.#image !== undefined) this.dispatchEvent(new CustomEvent('picture-sampled', { detail }));
  }

  #tell(image: HTMLImageElement, type: 'picture-arrived' | 'picture-failed'): void {
    if (image === this.#image) this.dispatchEvent(new CustomEvent(type));
  }

  /** An image that merely leaves the page goes on loading; without an address it ends. */
  #release(): void {
    this.#image?.removeAttribute('src');
    this.#image = undefined;
  }
}

customElements.define('petlog-live-picture', LivePicture);
