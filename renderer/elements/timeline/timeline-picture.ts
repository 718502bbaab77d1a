import { css, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { icon } from '../../icons.ts';
import { lacksPicture } from '../../state/lacks-picture.ts';
import type { Moment } from '../../state/timeline/moment.ts';
import type { MomentPicture } from '../../state/timeline/moment-pictures.ts';
import { momentTime, momentWords } from '../../state/timeline/moment-words.ts';
import type { PlayedSource, TimelineMode } from '../../state/timeline/playback.ts';
import type { TimelineController } from '../../state/timeline/timeline-controller.ts';
import { TimelineFollower } from '../../state/timeline/timeline-follower.ts';
import { baseStyles } from '../../styles/shared.ts';
import { locale, text } from '../../text/text.ts';
import { beginningOfClip } from '../../transport/clip-beginning.ts';
import { HiddenVideo } from '../hidden-video.ts';
import { hearing } from '../../state/hearing.ts';
import { isOwnScreen } from '../own-screen.ts';
import './moment-picture.ts';

/** The moment at which a controller is, over the live picture; nothing while that is live. */
export function timelinePicture(timeline: TimelineController): TemplateResult | typeof nothing {
  const { playback } = timeline;
  if (playback.mode === 'live') {
    return nothing;
  }
  return html`<petlog-timeline-picture
    .timeline=${timeline}
    @played=${(event: CustomEvent<number>) => playback.played(event.detail)}
    @ended=${() => timeline.ended()}
    @failed=${() => timeline.failed()}
  ></petlog-timeline-picture>`;
}

/** A source that is open, and how many seconds of it come before the moment that it is played from. */
interface Opened {
  readonly source: PlayedSource;
  readonly address: string;
  readonly leadSeconds: number;
}

/** A moment of the past over the live picture: a picture while it is sought, then a video. Fires `played` with seconds, `ended` and `failed`. */
export class TimelinePicture extends LitElement {
  static override properties: PropertyDeclarations = {
    timeline: { attribute: false },
    mode: { state: true },
    kind: { state: true },
    at: { state: true },
    now: { state: true },
    picture: { state: true },
    source: { state: true },
    shows: { state: true },
    paused: { state: true },
    opened: { state: true },
    hasVideo: { state: true },
  };

  declare timeline: TimelineController;
  declare mode: TimelineMode;
  /** What was kept of the moment. */
  declare kind: Moment['kind'];
  /** Milliseconds since 1970. */
  declare at: number;
  declare now: number;
  declare picture: MomentPicture | null;
  declare source: PlayedSource | null;
  /** Whether what is seen is what the source shows. */
  declare shows: boolean;
  declare paused: boolean;
  declare opened: Opened | null;
  /** The video shows what it was opened for. */
  declare hasVideo: boolean;
  readonly #hiddenVideo = new HiddenVideo(this, () => this.#video);

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

      petlog-moment-picture,
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

      video.waiting {
        opacity: 0;
      }

      @media (prefers-reduced-motion: reduce) {
        petlog-moment-picture,
        video {
          transition: none;
        }
      }

      .mark {
        position: absolute;
        top: var(--timeline-mark-top, 56px);
        left: 12px;
        display: inline-flex;
        align-items: center;
        gap: 8px;
        max-width: calc(100% - 24px);
        contain: layout paint;
        padding: 5px 12px;
        border-radius: 999px;
        font-size: var(--text-small);
        font-weight: 650;
        color: #06211d;
        background: #57c7b8;
      }

      .nothing {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        margin: 0;
        padding: 48px 20px;
        text-align: center;
        color: #bac3bf;
      }
    `,
  ];

  #endHearing: readonly (() => void)[] = [];

  constructor() {
    super();
    new TimelineFollower(this, () => this.timeline);
    this.mode = 'looking';
    this.kind = 'unknown';
    this.at = 0;
    this.now = 0;
    this.picture = null;
    this.source = null;
    this.shows = false;
    this.paused = false;
    this.opened = null;
    this.hasVideo = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#endHearing = [hearing.beginPast(), hearing.onChange(() => this.requestUpdate())];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endHearing.forEach((end) => end());
    this.#release();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#read();
    if (!changed.has('source') || isSame(changed.get('source') ?? null, this.source)) {
      return;
    }
    this.hasVideo = false;
    const video = this.#video;
    const leadSeconds = this.source?.offsetSeconds ?? null;
    if (this.source !== null && leadSeconds !== null && this.opened?.source.address === this.source.address && video !== null) {
      this.opened = { ...this.opened, source: this.source, leadSeconds };
      video.currentTime = leadSeconds;
      return;
    }
    this.#release();
    this.opened = null;
    if (this.source !== null) {
      void this.#open(this.source);
    }
  }

  protected override updated(): void {
    const video = this.#video;
    if (video === null || this.#hiddenVideo.isReleased) {
      return;
    }
    if (this.#plays && video.paused && !video.ended) {
      video.play().catch(() => undefined); // it may be taken away before it plays
    } else if (!this.#plays && !video.paused) {
      video.pause();
    }
  }

  override render(): TemplateResult {
    const time = momentTime(this.at, this.now, locale());
    const words = text().rewind;
    const isNothing = this.mode === 'looking' && this.kind === 'nothing';
    return html`
      ${isNothing || this.picture === null ? nothing : html`<petlog-moment-picture .picture=${this.picture} label=${words.picture(time)}></petlog-moment-picture>`}
      ${isNothing || this.opened === null ? nothing : this.#videoOf(this.opened, time)}
      <p class="nothing" role="status" ?hidden=${!isNothing}>${isNothing ? words.nothingKept : ''}</p>
      <span class="mark numbers">${icon('rewind')}${momentWords(this.at, this.now, locale())}</span>
    `;
  }

  #videoOf({ address }: Opened, time: string) {
    return html`<video
      class=${this.hasVideo && this.shows ? '' : 'waiting'}
      src=${address}
      aria-label=${text().rewind.picture(time)}
      .muted=${!hearing.isOn}
      playsinline
      ?disablepictureinpicture=${isOwnScreen()}
      @loadeddata=${(event: Event) => this.#onData(event.target as HTMLVideoElement)}
      @seeked=${() => (this.hasVideo = true)}
      @timeupdate=${(event: Event) => this.#played((event.target as HTMLVideoElement).currentTime)}
      @ended=${() => this.#plays && this.dispatchEvent(new CustomEvent('ended'))}
      @error=${() => this.#failed()}
    ></video>`;
  }

  /** Properties, so that it is known which of them changed. */
  #read(): void {
    const { playback, pictures, now } = this.timeline;
    this.mode = playback.mode;
    this.kind = playback.moment.kind;
    this.at = playback.at;
    this.now = now;
    this.picture = pictures?.shown ?? null;
    this.source = playback.source;
    this.shows = playback.showsSource;
    this.paused = playback.isPaused;
  }

  get #video(): HTMLVideoElement | null {
    return this.renderRoot.querySelector('video');
  }

  get #plays(): boolean {
    return this.mode === 'playing' && !this.paused;
  }

  async #open(source: PlayedSource): Promise<void> {
    const leadSeconds =
      source.offsetSeconds ??
      (await beginningOfClip(source.address).then(
        (beginsAt) => Math.max(0, source.start - beginsAt) / 1000,
        () => null,
      ));
    if (!isSame(this.source, source)) {
      return;
    }
    if (leadSeconds === null) {
      this.#failed();
    } else {
      this.opened = { source, address: `${source.address}#t=${leadSeconds}`, leadSeconds };
    }
  }

  async #onData(video: HTMLVideoElement): Promise<void> {
    const { source } = this;
    this.hasVideo = true;
    const isLacking = await lacksPicture(video);
    if (isLacking && source !== null && this.source !== null && isSame(source, this.source)) {
      this.#failed();
    }
  }

  #played(seconds: number): void {
    if (!this.#hiddenVideo.isReleased && this.mode === 'playing') {
      this.dispatchEvent(new CustomEvent('played', { detail: Math.max(0, seconds - (this.opened?.leadSeconds ?? 0)) }));
    }
  }

  #failed(): void {
    this.dispatchEvent(new CustomEvent('failed'));
  }

  /** A video that merely leaves the page may go on loading. */
  #release(): void {
    const video = this.#video;
    video?.removeAttribute('src');
    video?.load();
  }
}

const isSame = (one: PlayedSource | null, other: PlayedSource | null): boolean =>
  one?.address === other?.address && one?.start === other?.start;

customElements.define('petlog-timeline-picture', TimelinePicture);
