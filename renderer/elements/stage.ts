import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon, type IconName } from '../icons.ts';
import { formatClock, formatDuration, formatNumber, formatTime } from '../state/format.ts';
import type { LiveStatus } from '../../shared/api.ts';
import type { LiveController } from '../state/live-controller.ts';
import type { PicturePhase } from '../state/descriptions.ts';
import { baseStyles } from '../styles/shared.ts';
import { stageStyles } from '../styles/stage.ts';
import { locale, text } from '../text/text.ts';
import type { Delivery } from '../transport/stream-place.ts';
import { describeState } from '../state/loss-words.ts';
import { describePause } from '../state/pause-words.ts';
import type { PlayedPicture, WayToWatch } from '../video/live-video.ts';
import './live-picture.ts';
import type { PauseEnd } from './pause-choices.ts';
import './pause-choices.ts';

interface Notice {
  readonly icon: IconName;
  readonly title: string;
  readonly hint?: string | undefined;
}

interface StageOptions {
  /** Whether who stands here may start the camera, and not only watch; true unless told. */
  readonly mayStart?: boolean;
  /** Who may bring the camera back from privacy: whoever stands here, whoever has the PIN, or somebody elsewhere. */
  readonly release?: Release;
  /** Says what is the matter in small print, without a button. */
  readonly discreet?: boolean;
  /** The screen itself tells of a recording, and the picture that the server draws tells of a lost camera. */
  readonly bare?: boolean;
  /** Says that the picture is live, and how old it is where that is more than a second. */
  readonly live?: boolean;
  /** The picture may be seen as a video; JPEGs alone unless told. */
  readonly video?: boolean;
  /** Marks a recording; unless told, where it is not bare. */
  readonly recording?: boolean;
}

export type Release = 'here' | 'pin' | 'elsewhere';

/** The stage of what a controller knows. */
export function stage(live: LiveController, options: StageOptions = {}): TemplateResult {
  const mayStart = options.mayStart ?? true;
  return html`<petlog-stage
    .phase=${live.phase}
    .camera=${live.cameraId}
    .status=${live.connection === 'connecting' ? null : live.status}
    .watching=${live.view.watching}
    .opening=${live.view.opening}
    .pressed=${live.view.pressed}
    .delivery=${live.delivery}
    .light=${live.isLight}
    .way=${options.video === true ? live.way.wanted : 'mjpeg'}
    .isCrowded=${live.isCrowded}
    .request=${live.pictureRequest}
    .failing=${live.picture.failures >= 2}
    .refusal=${live.picture.refusal}
    .starting=${live.actions.isPending('start') || live.actions.isPending('privacy')}
    .recordingSeconds=${(options.recording ?? options.bare !== true) ? wholeSeconds(live.recordingSeconds) : null}
    .stateSeconds=${wholeSeconds(live.stateSeconds)}
    .ageSeconds=${options.live === true ? live.pictureAgeSeconds : undefined}
    .discreet=${options.discreet ?? false}
    .bare=${options.bare ?? false}
    .mayStart=${mayStart}
    .release=${options.release ?? (mayStart ? 'here' : 'elsewhere')}
    @release=${() => live.actions.setPrivacy(false)}
    @pause=${({ detail }: CustomEvent<PauseEnd>) => live.actions.stop(detail)}
    @start=${() => (mayStart ? live.actions.start() : live.watch())}
    @picture-arrived=${() => live.pictureArrived()}
    @picture-failed=${() => live.picture.failed()}
    @picture-sampled=${(event: CustomEvent<number | null>) => live.pictureSampled(event.detail)}
    @picture-played=${(event: CustomEvent<PlayedPicture | null>) => live.way.saw(event.detail)}
  ></petlog-stage>`;
}

const wholeSeconds = (seconds: number | null): number | null => (seconds === null ? null : Math.floor(seconds));

/**
 * The place of the picture: the picture itself while it is watched, what is
 * the matter otherwise, and over both the marks that no screen may lack (mock
 * camera, recording, camera lost). Fires `start`, `release`, `pause` and the
 * events of the picture.
 */
export class Stage extends LitElement {
  static override properties: PropertyDeclarations = {
    phase: {},
    camera: {},
    status: { attribute: false },
    watching: { type: Boolean },
    opening: { type: Number },
    pressed: { type: Boolean },
    delivery: {},
    light: { type: Boolean },
    way: {},
    isCrowded: { attribute: false },
    ageSeconds: { attribute: false },
    request: { type: Number },
    failing: { type: Boolean },
    refusal: { attribute: false },
    starting: { type: Boolean },
    recordingSeconds: { attribute: false },
    stateSeconds: { attribute: false },
    discreet: { type: Boolean, reflect: true },
    bare: { type: Boolean },
    mayStart: { type: Boolean },
    release: {},
    arrived: { state: true },
  };

  declare phase: PicturePhase;
  /** Left out for `main`. */
  declare camera: string | undefined;
  declare status: LiveStatus | null;
  declare watching: boolean;
  declare opening: number;
  /** The picture is opened at a person's press. */
  declare pressed: boolean;
  declare delivery: Delivery;
  declare light: boolean;
  declare way: WayToWatch;
  declare isCrowded: () => boolean;
  /** Of the picture; undefined where it is not told. */
  declare ageSeconds: number | undefined;
  declare request: number;
  declare failing: boolean;
  declare refusal: string | null;
  declare starting: boolean;
  declare recordingSeconds: number | null;
  declare stateSeconds: number | null;
  declare discreet: boolean;
  declare bare: boolean;
  declare mayStart: boolean;
  declare release: Release;
  /** The opening whose picture has arrived. */
  declare arrived: number;

  static override styles = [baseStyles, stageStyles];

  constructor() {
    super();
    this.phase = 'connecting';
    this.pressed = false;
    this.delivery = 'undecided';
    this.light = false;
    this.way = 'mjpeg';
    this.isCrowded = () => false;
    this.ageSeconds = undefined;
    this.request = 0;
    this.status = null;
    this.arrived = 0;
    this.release = 'here';
  }

  override render(): TemplateResult {
    return html`
      ${this.#notice()}
      <petlog-live-picture
        class=${this.phase === 'disconnected' ? 'stale' : ''}
        ?hidden=${!this.watching}
        .camera=${this.camera}
        .watching=${this.watching}
        .opening=${this.opening}
        .mayStart=${this.pressed}
        .delivery=${this.delivery}
        .light=${this.light}
        .way=${this.way}
        .isCrowded=${this.isCrowded}
        .hasSound=${this.status?.has_sound === true}
        .request=${this.request}
        @picture-arrived=${() => this.#tell('picture-arrived', this.opening)}
        @picture-failed=${() => this.#tell('picture-failed', 0)}
        @picture-sampled=${(event: CustomEvent<number | null>) => this.dispatchEvent(new CustomEvent('picture-sampled', { detail: event.detail }))}
        @picture-played=${(event: CustomEvent<PlayedPicture | null>) => this.dispatchEvent(new CustomEvent('picture-played', { detail: event.detail }))}
      ></petlog-live-picture>
      <div class="marks">${this.#marks()}</div>
      ${this.phase === 'lost' ? this.#lost() : nothing}
    `;
  }

  get #pictureArrived(): boolean {
    return this.watching && this.arrived === this.opening;
  }

  #tell(type: string, arrived: number): void {
    this.arrived = arrived;
    this.dispatchEvent(new CustomEvent(type));
  }

  #notice() {
    const { picture, pause, privacy, viewerMode } = text();
    const { phase, mayStart } = this;
    const waiting: Notice = { icon: 'spinner', title: this.failing ? picture.failing : picture.waiting, hint: this.refusal ?? undefined };
    const notices: Readonly<Record<PicturePhase, Notice>> = {
      connecting: { icon: 'spinner', title: picture.connecting },
      disconnected: { icon: 'linkOff', title: picture.disconnected, hint: picture.disconnectedHint },
      privacy: { icon: 'privacy', title: privacy.title, hint: this.#release() },
      stopped: this.#stopped(this.discreet ? '' : mayStart ? picture.stoppedHint : pause.watchHint),
      paused: { icon: 'camera', title: picture.paused, hint: mayStart ? picture.pausedHint : viewerMode.pausedHint },
      starting: { icon: 'spinner', title: picture.starting },
      live: waiting,
      lost: waiting,
    };
    const visible = this.#pictureArrived && phase !== 'disconnected';
    const { icon: sign, title, hint } = notices[phase];
    const startable = !this.discreet && (phase === 'stopped' || phase === 'paused');
    return html`<div class="notice ${phase}" role="status">
      ${
        visible
          ? nothing
          : html`${startable || this.#isReleasable ? this.#startSign() : html`<span class="sign ${sign === 'spinner' ? 'turning' : ''}">${icon(sign)}</span>`}
            <h2>${title}</h2>
            ${hint === undefined ? nothing : html`<p>${hint}</p>`}
            ${phase === 'stopped' && startable && mayStart ? this.#pauseChoices() : nothing}`
      }
    </div>`;
  }

  /** Who stopped it, when and until when, where that is known. */
  #stopped(hint: string): Notice {
    const { pause = null, server_time: now = new Date().toISOString() } = this.status ?? {};
    if (pause === null) {
      return { icon: 'cameraOff', title: text().picture.stopped, hint };
    }
    const told = `${describePause(pause, new Date(now), text(), locale())}.`;
    // Where it is asked when the camera starts again, that says enough.
    const isAsked = this.mayStart && !this.discreet;
    return { icon: 'cameraOff', title: text().picture.stopped, hint: isAsked ? told : `${told} ${hint}`.trim() };
  }

  #pauseChoices() {
    const pause = this.status?.pause ?? null;
    return pause === null
      ? nothing
      : html`<petlog-pause-choices
          .pause=${pause}
          @pause=${({ detail }: CustomEvent<PauseEnd>) => this.dispatchEvent(new CustomEvent('pause', { detail }))}
        ></petlog-pause-choices>`;
  }

  /** Since when, and who may end it. */
  #release(): string {
    const { privacy } = text();
    const since = this.status?.privacy_since ?? null;
    const who =
      this.discreet || this.release === 'elsewhere'
        ? privacy.releaseElsewhere
        : this.release === 'pin'
          ? privacy.releaseByPin
          : privacy.releaseHere;
    return since === null ? who : `${privacy.since(formatClock(new Date(since), locale()))} ${who}`;
  }

  get #isReleasable(): boolean {
    return this.phase === 'privacy' && !this.discreet && this.release !== 'elsewhere';
  }

  /** A larger target for a button of the controls; for keyboard and screen reader that one is enough. */
  #startSign() {
    const sign = this.#isReleasable ? 'eye' : 'play';
    return html`<button class="start" type="button" tabindex="-1" aria-hidden="true" @click=${() => this.dispatchEvent(new CustomEvent(this.#isReleasable ? 'release' : 'start'))}>
      <span class=${this.starting ? 'turning' : ''}>${icon(this.starting ? 'spinner' : sign)}</span>
    </button>`;
  }

  /** What is older than a second is not quite live, and says so. */
  #liveMark() {
    const { indicators, live } = text();
    const { ageSeconds } = this;
    if (ageSeconds === undefined || this.phase !== 'live' || !this.#pictureArrived) {
      return nothing;
    }
    return html`<span class="mark live" aria-hidden="true"><i></i>${indicators.cameraStates.live}${ageSeconds > 1 ? html`<span class="numbers">${live.age(formatNumber(ageSeconds, locale()))}</span>` : nothing}</span>`;
  }

  #soundMark() {
    if (this.status?.has_sound !== true || !this.watching) {
      return nothing;
    }
    void import('./sound-mark.ts');
    return html`<petlog-sound-mark ?playable=${this.way !== 'mjpeg' && this.delivery === 'stream'}></petlog-sound-mark>`;
  }

  #talkMark() {
    const talking = this.status?.talking ?? null;
    if (talking === null) {
      return nothing;
    }
    void import('./talk-mark.ts');
    return html`<petlog-talk-mark .by=${talking.by}></petlog-talk-mark>`;
  }

  #marks() {
    const { picture, indicators } = text();
    return html`
      ${this.#liveMark()} ${this.#soundMark()} ${this.#talkMark()}
      ${this.status?.source === 'mock' ? html`<span class="mark mock"><b>${picture.mock}</b><span class="hint">${picture.mockHint}</span></span>` : nothing}
      ${
        this.watching && this.delivery === 'pictures'
          ? html`<span class="mark single"><b>${picture.single}</b><span class="hint">${picture.singleHint}</span></span>`
          : nothing
      }
      ${
        this.recordingSeconds === null
          ? nothing
          : html`<span class="mark recording">
            ${icon('record')}<span>${indicators.recordingOn}</span><span class="numbers" aria-hidden="true">${formatDuration(this.recordingSeconds)}</span>
          </span>`
      }
    `;
  }

  #lost() {
    const { picture } = text();
    if (this.status === null) {
      return nothing;
    }
    const since = formatTime(new Date(this.status.state_since), locale());
    // Single pictures are not asked for while there are none, so that nothing is drawn.
    const drawn = (this.bare || this.discreet) && this.#pictureArrived && this.delivery !== 'pictures';
    return html`<div class=${drawn ? 'visually-hidden' : 'lost'}>
      ${icon('warning')}
      <div role="alert">
        <strong>${picture.lost(since)} <span class="numbers" aria-hidden="true">(${formatDuration(this.stateSeconds ?? 0)})</span></strong>
        ${describeState(this.status, text()) ?? picture.lostUnknown}
      </div>
    </div>`;
  }
}

customElements.define('petlog-stage', Stage);
