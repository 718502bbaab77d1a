import { css, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { formatDuration, formatTime } from '../state/format.ts';
import { NewestWins } from '../state/rewind/newest-wins.ts';
import type { RewindController, RewindMode } from '../state/rewind/rewind-controller.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';
import { beginningOfClip } from '../transport/clip-beginning.ts';
import { cameraAddress } from '../transport/page-address.ts';
import { HiddenVideo } from './hidden-video.ts';
import { isOwnScreen } from './take-away.ts';

/** A quarter of a second apart, the same picture will do. */
const pictureStepMilliseconds = 250;

/** The picture of what a controller looks back at; nothing while that is live. */
export function rewindPicture(rewind: RewindController): TemplateResult | typeof nothing {
  if (rewind.mode === 'live') return nothing;
  return html`<petlog-rewind-picture
    .mode=${rewind.mode}
    .camera=${rewind.cameraId}
    .at=${rewind.at}
    .secondsAgo=${rewind.secondsAgo}
    .clip=${rewind.clipAddress}
    @played=${(event: CustomEvent<number>) => rewind.played(event.detail)}
    @ended=${() => rewind.ended()}
    @failed=${() => rewind.clipFailed()}
  ></petlog-rewind-picture>`;
}

/** A moment of the past over the live picture: a picture while it is sought, then a clip. Fires `played` with seconds, `ended` and `failed`. */
export class RewindPicture extends LitElement {
  static override properties: PropertyDeclarations = {
    mode: {},
    camera: {},
    at: { type: Number },
    secondsAgo: { type: Number },
    clip: {},
    shown: { state: true },
    opened: { state: true },
  };

  declare mode: RewindMode;
  /** Left out for `main`. */
  declare camera: string | undefined;
  /** Milliseconds since 1970. */
  declare at: number;
  declare secondsAgo: number;
  /** Address of the clip. */
  declare clip: string;
  /** Address of the picture that is shown. */
  declare shown: string | null;
  /** The clip that plays, and how many seconds of it come before the moment that it is played for: it begins with a keyframe. */
  declare opened: { readonly clip: string; readonly leadSeconds: number } | null;
  readonly #hiddenVideo = new HiddenVideo(this, () => this.renderRoot.querySelector('video'));
  readonly #pictures = new NewestWins<number>((time) => this.#load(time));

  static override styles = [
    baseStyles,
    css`
      :host {
        position: absolute;
        z-index: 3;
        inset: 0;
        display: block;
        overflow: hidden;
        background: #000;
      }

      img,
      video {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        object-fit: contain;
        transform: var(--picture-transform, none);
        transform-origin: 0 0;
        transition: var(--picture-transition, none);
      }

      @media (prefers-reduced-motion: reduce) {
        img,
        video {
          transition: none;
        }
      }

      .mark {
        position: absolute;
        top: var(--rewind-mark-top, 12px);
        left: 12px;
        display: inline-flex;
        align-items: center;
        gap: 8px;
        padding: 5px 12px;
        border-radius: 999px;
        font-size: var(--text-small);
        font-weight: 650;
        color: #06211d;
        background: #57c7b8;
      }
    `,
  ];

  constructor() {
    super();
    this.mode = 'looking';
    this.at = 0;
    this.secondsAgo = 0;
    this.clip = '';
    this.shown = null;
    this.opened = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pictures.cancel();
    this.#release();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.mode === 'looking' && (changed.has('at') || changed.has('mode')))
      this.#pictures.request(Math.round(this.at / pictureStepMilliseconds) * pictureStepMilliseconds);
    if (this.mode !== 'looking') this.#pictures.cancel();
    if (this.mode !== 'playing' && changed.get('mode') === 'playing') this.#release();
    if (this.mode === 'playing' && (changed.has('clip') || changed.has('mode'))) void this.#open(this.clip, this.at);
  }

  override render(): TemplateResult {
    const words = text().rewind;
    const time = formatTime(new Date(this.at), locale());
    return html`
      ${this.shown === null ? nothing : html`<img src=${this.shown} alt=${words.picture(time)} />`}
      ${
        this.mode === 'playing' && this.opened?.clip === this.clip
          ? html`<video
            src=${`${this.clip}#t=${this.opened.leadSeconds}`}
            aria-label=${words.picture(time)}
            autoplay
            muted
            playsinline
            ?disablepictureinpicture=${isOwnScreen()}
            @timeupdate=${(event: Event) => this.#played((event.target as HTMLVideoElement).currentTime)}
            @ended=${() => this.dispatchEvent(new CustomEvent('ended'))}
            @error=${() => this.dispatchEvent(new CustomEvent('failed'))}
          ></video>`
          : nothing
      }
      <span class="mark numbers">${icon('rewind')}${words.ago(time, formatDuration(this.secondsAgo))}</span>
    `;
  }

  async #open(clip: string, at: number): Promise<void> {
    this.opened = null;
    const beginsAt = await beginningOfClip(clip).catch(() => null);
    if (this.clip !== clip || this.mode !== 'playing') return;
    if (beginsAt === null) this.dispatchEvent(new CustomEvent('failed'));
    else this.opened = { clip, leadSeconds: Math.max(0, at - beginsAt) / 1000 };
  }

  #played(seconds: number): void {
    if (this.#hiddenVideo.isReleased) return;
    this.dispatchEvent(new CustomEvent('played', { detail: Math.max(0, seconds - (this.opened?.leadSeconds ?? 0)) }));
  }

  /** Loads before it shows, so that one picture stays until the next is there. */
  async #load(time: number): Promise<void> {
    const address = cameraAddress('/live/rewind/picture', this.camera);
    address.searchParams.set('at', new Date(time).toISOString());
    const image = new Image();
    image.src = address.href;
    const loaded = await image.decode().then(
      () => true,
      () => false,
    );
    if (loaded && this.isConnected) this.shown = address.href;
  }

  /** A video that merely leaves the page may go on loading. */
  #release(): void {
    const video = this.renderRoot.querySelector('video');
    video?.removeAttribute('src');
    video?.load();
  }
}

customElements.define('petlog-rewind-picture', RewindPicture);
