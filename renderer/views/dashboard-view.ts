import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { mainCameraId } from '../../shared/camera-id.ts';
import logo from '../assets/logo.svg';
import '../elements/access/open-notice.ts';
import { SessionCard } from '../elements/access/session-card.ts';
import '../elements/action-button.ts';
import { cameraWall } from '../elements/cameras/wall.ts';
import { cameraButtons, isStorageOff } from '../elements/camera-buttons.ts';
import { Fullscreen } from '../elements/fullscreen.ts';
import '../elements/indicators.ts';
import '../elements/language-switch.ts';
import '../elements/message-list.ts';
import '../elements/picture-facts.ts';
import '../elements/problem-list.ts';
import '../elements/recent-recordings.ts';
import { rewindBar } from '../elements/rewind-bar.ts';
import { rewindPicture } from '../elements/rewind-picture.ts';
import { saveSnapshot } from '../elements/snapshot.ts';
import { SettingsSheet } from '../elements/settings-sheet.ts';
import { stage } from '../elements/stage.ts';
import { privacyButton } from '../elements/privacy-button.ts';
import { icon } from '../icons.ts';
import { cameraName } from '../page-facts.ts';
import { SessionController } from '../state/access/session-controller.ts';
import { addressOf } from '../state/cameras/chosen-camera.ts';
import { WatchedCamera } from '../state/cameras/watched-camera.ts';
import type { LiveController } from '../state/live-controller.ts';
import { MediaQuery } from '../state/media-query.ts';
import { RecordingsController } from '../state/recordings-controller.ts';
import type { RewindController } from '../state/rewind/rewind-controller.ts';
import { Ticker } from '../state/ticker.ts';
import { dashboardCameraStyles } from '../styles/dashboard-camera.ts';
import { dashboardStyles } from '../styles/dashboard.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import { tabVisibility } from '../transport/page-visibility.ts';
import type { PetLogClient, SnapshotSource } from '../transport/petlog-client.ts';
import type { SessionKeeper } from '../transport/session-keeper.ts';
import type { StreamPlaces } from '../transport/stream-place.ts';

/** The web dashboard: picture, controls, status, recordings. */
export class DashboardView extends LitElement {
  static override properties: PropertyDeclarations = { lookingBack: { state: true } };

  static override styles = [baseStyles, dashboardStyles, dashboardCameraStyles];

  /** In fullscreen, where the bar lies over the picture. */
  declare lookingBack: boolean;
  readonly #client: PetLogClient & SnapshotSource;
  readonly #session: SessionController;
  readonly #sessionCard: SessionCard;
  readonly #watched: WatchedCamera;
  readonly #recordings: RecordingsController;
  #listedCamera: string | undefined;
  readonly #fullscreen: Fullscreen;
  readonly #narrow: MediaQuery;
  readonly #settings: SettingsSheet;

  constructor(client: PetLogClient & SnapshotSource, keeper: SessionKeeper, places: StreamPlaces) {
    super();
    this.lookingBack = false;
    this.#client = client;
    this.#session = new SessionController(this, keeper);
    this.#sessionCard = new SessionCard(keeper);
    this.#watched = new WatchedCamera(this, client, {
      places,
      visibility: tabVisibility,
      isRewindShown: () => true,
      onChange: () => (this.lookingBack = false),
    });
    this.#recordings = new RecordingsController(this, client, () => this.#watched.alone);
    this.#fullscreen = new Fullscreen(this, () => this.renderRoot.querySelector('.viewer'));
    this.#settings = new SettingsSheet(client, { isOwnScreen: false });
    this.#narrow = new MediaQuery(this, '(max-width: 640px)');
    new Ticker(this, () => this.#live.recordingSeconds !== null || this.#live.phase === 'lost');
  }

  protected override willUpdate(): void {
    this.#watched.follow();
    if (this.#watched.alone === this.#listedCamera) return;
    this.#listedCamera = this.#watched.alone;
    void this.#recordings.load();
  }

  override render(): TemplateResult {
    const live = this.#live;
    const { mayChange, isOpenMode } = this.#session;
    const words = text();
    const { isWall, alone, cameras } = this.#watched;
    return html`
      ${isWall ? nothing : html`<a class="skip" href="#controls" @click=${this.#skip}>${words.skipToControls}</a>`}
      <header class="top">
        <div class="brand"><img src=${logo} alt="" width="36" height="36" /><h1>${alone !== undefined ? cameras.nameOf(alone) : cameraName() || words.productName}</h1></div>
        <nav class="ways">
          ${alone !== undefined ? html`<a class="all" href=${addressOf(null)} @click=${this.#showAll}>${icon('back')}${words.cameras.all}</a>` : nothing}
          <a href="?view=library">${icon('film')}${words.library.open}</a>
          ${
            mayChange
              ? html`<a href="?view=devices">${icon('phone')}${words.devices.open}</a>
                ${alone === undefined || alone === mainCameraId ? html`<button type="button" @click=${() => this.#settings.show()}>${icon('settings')}${words.settings.open}</button>` : html`<a href="?view=cameras">${icon('camera')}${words.cameras.open}</a>`}`
              : nothing
          }
        </nav>
        ${isWall ? nothing : html`<petlog-indicators .connection=${live.connection} .status=${live.status} .compact=${this.#narrow.matches}></petlog-indicators>`}
      </header>
      ${isOpenMode ? html`<petlog-open-notice></petlog-open-notice>` : nothing}
      <main>
        ${
          isWall
            ? this.#wall()
            : html`<section class="watch" aria-label=${words.picture.region}>
          <div class="viewer ${this.#fullscreen.fillsPage ? 'filling' : ''}">
            ${stage(live, { mayStart: mayChange })} ${rewindPicture(this.#rewind)}
            ${this.#fullscreen.active ? html`${this.#overPicture()} ${this.#messages()}` : nothing}
          </div>
          ${this.#fullscreen.active ? nothing : this.#rewindBar()} ${this.#controls()}
          ${this.#problems()}
        </section>`
        }
        <aside>
          ${isWall ? nothing : html`<petlog-picture-facts .status=${live.connection === 'connected' ? live.status : null}></petlog-picture-facts>`}
          <petlog-recent-recordings
            .recordings=${this.#recordings.recordings}
            .totalCount=${this.#recordings.totalCount}
            .failure=${this.#recordings.failure}
            .storageEnabled=${live.status?.storage_enabled ?? true}
            .readOnly=${!mayChange}
            @reload=${() => this.#recordings.load()}
          ></petlog-recent-recordings>
          <nav class="links">
            ${mayChange ? html`<a href="?view=doctor">${words.doctor.open}</a>` : nothing}
            <a href="?view=plain">${words.footer.plainView}</a>
            <a href="docs">${words.footer.documentation}</a>
            <petlog-language-switch></petlog-language-switch>
          </nav>
          ${this.#sessionCard}
        </aside>
      </main>
      ${this.#fullscreen.active ? nothing : this.#messages()} ${mayChange ? this.#settings : nothing}
    `;
  }

  get #live(): LiveController {
    return this.#watched.live;
  }

  get #rewind(): RewindController {
    return this.#watched.rewind;
  }

  readonly #showAll = (event: Event): void => {
    event.preventDefault();
    this.#watched.choose(null);
  };

  #wall(): TemplateResult {
    return html`<section class="watch" aria-label=${text().cameras.all}>
      ${cameraWall(this.#watched)}
      ${this.#problems()}
    </section>`;
  }

  #problems(): TemplateResult {
    const { problems } = this.#live;
    return html`<petlog-problems ?hidden=${problems.length === 0} .problems=${problems}></petlog-problems>`;
  }

  #messages(): TemplateResult {
    const { messages } = this.#live;
    return html`<petlog-messages aria-label=${text().messages.region} .messages=${messages} .list=${messages.list}></petlog-messages>`;
  }

  #rewindBar(close?: TemplateResult) {
    return rewindBar(this.#rewind, {
      canSave: this.#session.mayChange && (this.#live.status?.storage_enabled ?? true),
      ...(close === undefined ? {} : { close }),
    });
  }

  /** In fullscreen there is nothing else. */
  #overPicture(): TemplateResult {
    const { actions, rewind } = text();
    const leave = html`<petlog-button slot="close" icon="shrink" label=${actions.leaveFullscreen} @click=${() => this.#fullscreen.toggle()}></petlog-button>`;
    if (this.#rewind.isEnabled && (this.lookingBack || this.#rewind.mode !== 'live')) {
      const close = html`<petlog-button slot="close" icon="close" label=${rewind.close} @click=${() => this.#stopLookingBack()}></petlog-button>`;
      return html`<div class="over">${this.#rewindBar(html`${close}${leave}`)}</div>`;
    }
    return html`<div class="corner">
      ${this.#rewind.isEnabled ? html`<petlog-button icon="rewind" label=${rewind.open} @click=${() => (this.lookingBack = true)}></petlog-button>` : nothing} ${leave}
    </div>`;
  }

  #stopLookingBack(): void {
    this.lookingBack = false;
    this.#rewind.setPart(null);
    this.#rewind.goLive();
  }

  #controls() {
    const live = this.#live;
    const { mayChange } = this.#session;
    const { actions, storageOffReason, viewerMode } = text();
    const { phase } = live;
    const stacked = this.#narrow.matches;
    return html`
      <div class="controls" id="controls" role="group" aria-label=${actions.group}>
        ${mayChange ? html`<div class="main">${cameraButtons(live, { stacked, roomy: !stacked })}</div>` : nothing}
        <div class="more">
          ${!mayChange && phase === 'paused' ? html`<petlog-button stacked icon="play" tone="primary" label=${viewerMode.watch} @click=${() => live.refresh()}></petlog-button>` : nothing}
          <petlog-button stacked icon="refresh" label=${actions.refresh} .disabled=${!live.view.watching} @click=${() => live.refresh()}></petlog-button>
          <petlog-button stacked icon="snapshot" label=${actions.snapshot} .busy=${live.isPending('snapshot')} .disabled=${phase === 'privacy'} @click=${this.#snapshot}></petlog-button>
          ${mayChange ? privacyButton(live, { stacked: true }) : nothing}
          <petlog-button stacked icon="expand" label=${actions.fullscreen} @click=${() => this.#fullscreen.toggle()}></petlog-button>
        </div>
      </div>
      ${mayChange && isStorageOff(live) ? html`<p class="reason">${icon('film')}${storageOffReason}</p>` : nothing}
      ${mayChange ? nothing : html`<p class="reason">${icon('lock')}${viewerMode.controls}</p>`}
    `;
  }

  #snapshot(): Promise<void> {
    return this.#live.run('snapshot', text().messages.failed.snapshot, () => saveSnapshot(this.#client, this.#watched.cameraId));
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>('#controls petlog-button:not([disabled])')?.focus();
  }
}

customElements.define('petlog-dashboard', DashboardView);
