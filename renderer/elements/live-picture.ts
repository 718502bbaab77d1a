import { css, html, LitElement, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import { livePictureAddress } from '../transport/live-refusal.ts';
import type { Delivery } from '../transport/stream-place.ts';
import { Fingerprint } from './fingerprint.ts';

const sampleMilliseconds = 2_000;

/**
 * The live picture as an image, nothing else: the stream, which each new
 * `opening` requests anew, or a single picture for each new `request`. Without
 * one the request ends. Fires `picture-arrived`, `picture-failed`, and
 * `picture-sampled` with the fingerprint of a stream's picture.
 */
export class LivePicture extends LitElement {
  static override properties: PropertyDeclarations = {
    camera: {},
    opening: { type: Number },
    watching: { type: Boolean },
    delivery: {},
    request: { type: Number },
  };

  /** Left out for `main`. */
  declare camera: string | undefined;
  declare opening: number;
  declare watching: boolean;
  declare delivery: Delivery;
  declare request: number;

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
  /** The one that is requested. */
  #image: HTMLImageElement | undefined;
  /** It was requested as a stream. */
  #isStreaming = false;
  /** The one that is seen: the last single picture stays until the next one, or the stream, is there. */
  #shown: HTMLImageElement | undefined;
  #sampling: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.opening = 0;
    this.watching = false;
    this.delivery = 'undecided';
    this.request = 0;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const isAnew = changed.has('watching') || changed.has('opening') || changed.has('camera');
    if (!isAnew && !changed.has('delivery') && !changed.has('request')) return;
    const isStream = this.delivery === 'stream';
    // What counts single pictures says nothing to a stream.
    if (isStream && !isAnew && !changed.has('delivery')) return;
    this.#release();
    if (isAnew || !this.watching) this.#shown = undefined;
    if (this.watching && (isStream || (this.delivery === 'pictures' && this.request > 0))) this.#image = this.#open();
    if (isStream) this.#shown ??= this.#image;
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
    this.#shown = undefined;
  }

  override render(): TemplateResult {
    return html`${this.#shown}`;
  }

  #open(): HTMLImageElement {
    const image = new Image();
    image.alt = text().picture.alternative;
    image.decoding = 'async';
    image.addEventListener('load', () => this.#tell(image, 'picture-arrived'));
    image.addEventListener('error', () => {
      image.classList.add('failed');
      this.#tell(image, 'picture-failed');
    });
    this.#isStreaming = this.delivery === 'stream';
    const address = livePictureAddress(this.delivery, this.camera);
    address.searchParams.set('t', `${Date.now().toString(36)}-${this.opening}`);
    image.src = address.href;
    return image;
  }

  /** A hidden page need not decode pictures, so that nothing follows from what it shows. */
  #sample(): void {
    const detail = this.#image === undefined || document.hidden || !this.#isStreaming ? undefined : this.#fingerprint.of(this.#image);
    if (this.#image !== undefined) this.dispatchEvent(new CustomEvent('picture-sampled', { detail }));
  }

  #tell(image: HTMLImageElement, type: 'picture-arrived' | 'picture-failed'): void {
    if (image !== this.#image) return;
    if (type === 'picture-arrived' && this.#shown !== image) {
      this.#shown = image;
      this.requestUpdate();
    }
    this.dispatchEvent(new CustomEvent(type));
  }

  /** An image that merely leaves the page goes on loading; without an address it ends. A single picture that is there has ended. */
  #release(): void {
    const image = this.#image;
    this.#image = undefined;
    if (image === undefined || (image === this.#shown && !this.#isStreaming)) return;
    image.removeAttribute('src');
    if (image === this.#shown) this.#shown = undefined;
  }
}

customElements.define('petlog-live-picture', LivePicture);
