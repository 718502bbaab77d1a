import { css, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import { livePictureAddress } from '../transport/live-refusal.ts';
import type { Delivery } from '../transport/stream-place.ts';
import type { LiveVideo, PlayedPicture, WayToWatch } from '../video/live-video.ts';
import { Fingerprint } from './fingerprint.ts';

const sampleMilliseconds = 2_000;

/**
 * The live picture, nothing else: the stream, which each new `opening`
 * requests anew, or a single picture for each new `request`. Without one the
 * request ends. A stream is seen as JPEGs at once, and as a video, in the
 * `way` that is wanted, as soon as and as long as that moves. Fires
 * `picture-arrived`, `picture-failed`, `picture-sampled` with the fingerprint
 * of a picture of the JPEGs (null where none is shown), and `picture-played` with what is seen.
 */
export class LivePicture extends LitElement {
  static override properties: PropertyDeclarations = {
    camera: {},
    opening: { type: Number },
    watching: { type: Boolean },
    delivery: {},
    mayStart: { type: Boolean },
    light: { type: Boolean },
    way: {},
    isCrowded: { attribute: false },
    hasSound: { type: Boolean },
    request: { type: Number },
  };

  /** Left out for `main`. */
  declare camera: string | undefined;
  declare opening: number;
  declare watching: boolean;
  declare delivery: Delivery;
  /** What is opened starts a camera that somebody stopped. */
  declare mayStart: boolean;
  /** Small pictures. */
  declare light: boolean;
  /** `mjpeg` for JPEGs alone. */
  declare way: WayToWatch;
  /** Whether other pictures of this browser leave no connection for a video. */
  declare isCrowded: () => boolean;
  /** The video has a track of sound. */
  declare hasSound: boolean;
  declare request: number;

  static override styles = [
    baseStyles,
    css`
      :host {
        position: absolute;
        inset: 0;
      }

      img,
      video {
        position: absolute;
        inset: 0;
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
  #shown: HTMLImageElement | HTMLVideoElement | undefined;
  /** The same as a video, which is seen once it moves. */
  #video: LiveVideo | null = null;
  /** Rises with each end of a video, so that what is loaded for an earlier one is not begun. */
  #videoRound = 0;
  #isVideoOpening = false;
  #sampling: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.opening = 0;
    this.watching = false;
    this.delivery = 'undecided';
    this.mayStart = false;
    this.light = false;
    this.way = 'mjpeg';
    this.isCrowded = () => false;
    this.hasSound = false;
    this.request = 0;
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.#video?.setSound(this.hasSound);
    const isAnew = ['watching', 'opening', 'camera', 'way'].some((name) => changed.has(name));
    if (!isAnew && !changed.has('delivery') && !changed.has('request')) {
      return;
    }
    const isStream = this.delivery === 'stream';
    // What counts single pictures says nothing to a stream.
    if (isStream && !isAnew && !changed.has('delivery')) {
      return;
    }
    this.#release();
    if (isAnew || !this.watching) {
      this.#shown = undefined;
    }
    if (this.watching && (isStream || (this.delivery === 'pictures' && this.request > 0))) {
      this.#image = this.#open();
    }
    if (isStream && this.#image !== undefined && this.#shown === undefined) {
      this.#image.classList.add('shown');
      this.#shown = this.#image;
    }
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
    const video = this.#video;
    return html`${video?.container}${this.#shown === video?.element ? nothing : this.#shown}`;
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
    const address = livePictureAddress({
      delivery: this.delivery,
      cameraId: this.camera,
      mayStart: this.mayStart,
      isLight: this.light,
    });
    address.searchParams.set('t', `${Date.now().toString(36)}-${this.opening}`);
    image.src = address.href;
    return image;
  }

  /** A hidden page need not decode pictures, so that nothing follows from what it shows. */
  #sample(): void {
    const isVideo = (this.#video?.played ?? null) !== null;
    const detail =
      this.#image === undefined || isVideo || document.hidden || !this.#isStreaming ? null : (this.#fingerprint.of(this.#image) ?? null);
    if (this.#image !== undefined || isVideo) {
      this.dispatchEvent(new CustomEvent('picture-sampled', { detail }));
    }
    this.dispatchEvent(new CustomEvent('picture-played', { detail: this.#played }));
    // Others may have gone since the first picture, which alone some browsers tell of.
    if (!document.hidden && (this.#image?.naturalWidth ?? 0) > 0) {
      this.#beginVideo();
    }
  }

  #tell(image: HTMLImageElement, type: 'picture-arrived' | 'picture-failed'): void {
    if (image !== this.#image) {
      return;
    }
    if (type === 'picture-arrived' && this.#shown !== image) {
      this.#show(image);
    }
    if (type === 'picture-arrived') {
      this.#beginVideo();
    }
    // Composed, so that whoever waits for the first picture of a page hears of it.
    this.dispatchEvent(new CustomEvent(type, { composed: true }));
  }

  get #played(): PlayedPicture | null {
    const image = this.#image;
    const widthPixels = image?.naturalWidth ?? 0;
    return (
      this.#video?.played ??
      (image === undefined || widthPixels === 0
        ? null
        : { kind: 'mjpeg', widthPixels, heightPixels: image.naturalHeight, picturesPerSecond: null })
    );
  }

  #show(element: HTMLImageElement | HTMLVideoElement): void {
    this.#shown?.classList.remove('shown');
    element.classList.add('shown');
    this.#shown = element;
    this.requestUpdate();
  }

  /** The JPEGs are there: what plays a video need not hurry, and is loaded now, unless others need the connections. */
  #beginVideo(): void {
    const isWanted = this.#isStreaming && this.way !== 'mjpeg' && this.#video === null;
    if (isWanted && !this.#isVideoOpening && !this.isCrowded()) {
      void this.#openVideo();
    }
  }

  async #openVideo(): Promise<void> {
    const round = this.#videoRound;
    this.#isVideoOpening = true;
    // Without it the JPEGs go on.
    const player = await import('../video/live-video.ts').catch(() => null);
    const video =
      (await player?.LiveVideo.open(this.camera, this.way, this.light, {
        onShown: () => this.#showVideo(),
        onLost: () => (this.#image ??= this.#open()),
        isCrowded: () => this.isCrowded(),
        onEnded: () => this.dispatchEvent(new CustomEvent('picture-failed', { composed: true })),
      })) ?? null;
    if (round !== this.#videoRound) {
      video?.close();
      return;
    }
    this.#isVideoOpening = false;
    this.#video = video;
    video?.setSound(this.hasSound);
    this.requestUpdate();
  }

  /** The video takes the place of the JPEGs, which end: each holds one of the browser's connections. */
  #showVideo(): void {
    const video = this.#video?.element;
    if (video !== undefined) {
      this.#show(video);
      this.#image?.removeAttribute('src');
      this.#image = undefined;
    }
  }

  /** An image that merely leaves the page goes on loading; without an address it ends. A single picture that is there has ended. */
  #release(): void {
    this.#videoRound += 1;
    this.#isVideoOpening = false;
    if (this.#video !== null) {
      this.#shown = this.#shown === this.#video.element ? undefined : this.#shown;
      this.#video.close();
      this.#video = null;
    }
    const image = this.#image;
    this.#image = undefined;
    if (image === undefined || (image === this.#shown && !this.#isStreaming)) {
      return;
    }
    image.removeAttribute('src');
    if (image === this.#shown) {
      this.#shown = undefined;
    }
  }
}

customElements.define('petlog-live-picture', LivePicture);
