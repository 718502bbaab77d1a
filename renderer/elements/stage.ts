import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon, type IconName } from '../icons.ts';
import { formatClock, formatDuration, formatTime } from '../state/format.ts';
import type { LiveStatus } from '../../shared/api.ts';
import type { LiveController } from '../state/live-controller.ts';
import type { PicturePhase } from '../state/descriptions.ts';
import { baseStyles } from '../styles/shared.ts';
import { stageStyles } from '../styles/stage.ts';
import { locale, text } from '../text/text.ts';
import type { Delivery } from '../transport/stream-place.ts';
import './live-picture.ts';

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
    .delivery=${live.delivery}
    .request=${live.pictureRequest}
    .failing=${live.pictureFailures >= 2}
    .refusal=${live.refusal}
    .starting=${live.isPending('start') || live.isPending('privacy')}
    .recordingSeconds=${(options.recording ?? options.bare !== true) ? wholeSeconds(live.recordingSeconds) : null}
    .stateSeconds=${wholeSeconds(live.stateSeconds)}
    .discreet=${options.discreet ?? false}
    .bare=${options.bare ?? false}
    .mayStart=${mayStart}
    .release=${options.release ?? (mayStart ? 'here' : 'elsewhere')}
    @release=${() => live.setPrivacy(false)}
    @start=${() => (mayStart ? live.start() : live.refresh())}
    @picture-arrived=${() => live.pictureArrived()}
    @picture-failed=${() => live.pictureFailed()}
    @picture-sampled=${(event: CustomEvent<number | undefined>) => live.pictureSampled(event.detail)}
  ></petlog-stage>`;
}

const wholeSeconds = (seconds: number | null): number | null => (seconds === null ? null : Math.floor(seconds));

/**
 * The place of the picture: the picture itself while it is watched, what is
 * the matter otherwise, and over both the marks that no screen may lack (mock
 * camera, recording, camera lost). Fires `start`, `release` and the events of
 * the picture.
 */
export class Stage extends LitElement {
  static override properties: PropertyDeclarations = {
    phase: {},
    camera: {},
    status: { attribute: false },
    watching: { type: Boolean },
    opening: { type: Number },
    delivery: {},
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
  declare delivery: Delivery;
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
    this.delivery = 'undecided';
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
        .delivery=${this.delivery}
        .request=${this.request}
        @picture-arrived=${() => this.#tell('picture-arrived', this.opening)}
        @picture-failed=${() => this.#tell('picture-failed', 0)}
        @picture-sampled=${(event: CustomEvent<number | undefined>) => this.dispatchEvent(new CustomEvent('picture-sampled', { detail: event.detail }))}
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
    const { picture, privacy, viewerMode } = text();
    const { phase, mayStart } = this;
    const waiting: Notice = { icon: 'spinner', title: this.failing ? picture.failing : picture.waiting, hint: this.refusal ?? undefined };
    const notices: Readonly<Record<PicturePhase, Notice>> = {
      connecting: { icon: 'spinner', title: picture.connecting },
      disconnected: { icon: 'linkOff', title: picture.disconnected, hint: picture.disconnectedHint },
      privacy: { icon: 'privacy', title: privacy.title, hint: this.#release() },
      stopped: { icon: 'cameraOff', title: picture.stopped, hint: mayStart ? picture.stoppedHint : viewerMode.stoppedHint },
      paused: { icon: 'camera', title: picture.paused, hint: mayStart ? picture.pausedHint : viewerMode.pausedHint },
      starting: { icon: 'spinner', title: picture.starting },
      live: waiting,
      lost: waiting,
    };
    const visible = this.#pictureArrived && phase !== 'disconnected';
    const { icon: sign, title, hint } = notices[phase];
    const startable = !this.discreet && ((phase === 'stopped' && mayStart) || phase === 'paused');
    return html`<div class="notice ${phase}" role="status">
      ${
        visible
          ? nothing
          : html`${startable || this.#isReleasable ? this.#startSign() : html`<span class="sign ${sign === 'spinner' ? 'turning' : ''}">${icon(sign)}</span>`}
            <h2>${title}</h2>
            ${hint === undefined ? nothing : html`<p>${hint}</p>`}`
      }
    </div>`;
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

  #marks() {
    const { picture, indicators } = text();
    return html`
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
    if (this.status === null) return nothing;
    const since = formatTime(new Date(this.status.state_since), locale());
    // Single pictures are not asked for while there are none, so that nothing is drawn.
    const drawn = (this.bare || this.discreet) && this.#pictureArrived && this.delivery !== 'pictures';
    return html`<div class=${drawn ? 'visually-hidden' : 'lost'}>
      ${icon('warning')}
      <div role="alert">
        <strong>${picture.lost(since)} <span class="numbers" aria-hidden="true">(${formatDuration(this.stateSeconds ?? 0)})</span></strong>
        ${this.status.state_reason ?? picture.lostUnknown}
      </div>
    </div>`;
  }
}

customElements.define('petlog-stage', Stage);
