import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '../elements/access/open-notice.ts';
import '../elements/action-button.ts';
import { cameraWall } from '../elements/cameras/wall.ts';
import { Fullscreen } from '../elements/fullscreen.ts';
import '../elements/indicators.ts';
import '../elements/kiosk/zoom-area.ts';
import { liveControls } from '../elements/live/live-controls.ts';
import type { LiveMenu } from '../elements/live/live-menu.ts';
import '../elements/message-list.ts';
import '../elements/problem-list.ts';
import '../elements/recent-recordings.ts';
import type { timelineBar } from '../elements/timeline/timeline-bar.ts';
import type { SettingsSheet } from '../elements/settings-sheet.ts';
import type { timelinePicture } from '../elements/timeline/timeline-picture.ts';
import { saveSnapshot } from '../elements/snapshot.ts';
import { stage } from '../elements/stage.ts';
import { icon } from '../icons.ts';
import { cameraName } from '../page-facts.ts';
import { pageLinkOf } from '../shell/route.ts';
import { SessionController } from '../state/access/session-controller.ts';
import { addressOf } from '../state/cameras/chosen-camera.ts';
import { WatchedCamera } from '../state/cameras/watched-camera.ts';
import type { LiveController } from '../state/live-controller.ts';
import { MediaQuery } from '../state/media-query.ts';
import { RecordingsController } from '../state/recordings-controller.ts';
import type { TimelineController } from '../state/timeline/timeline-controller.ts';
import { Ticker } from '../state/ticker.ts';
import { liveCameraStyles } from '../styles/live-camera.ts';
import { liveStyles } from '../styles/live.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import { tabVisibility } from '../transport/page-visibility.ts';
import type { PetLogClient, SnapshotSource } from '../transport/petlog-client.ts';
import type { SessionKeeper } from '../transport/session-keeper.ts';
import type { StreamPlaces } from '../transport/stream-place.ts';

const retryMilliseconds = 2_000;
const lateMilliseconds = 2_000;

/** The live picture and its controls. It stays while other pages are shown, so that its stream goes on. Fires `open-camera` with whose settings are wanted. */
export class LiveView extends LitElement {
  static override properties: PropertyDeclarations = {
    lookingBack: { state: true },
    isAway: { type: Boolean, attribute: 'away', reflect: true },
  };

  static override styles = [baseStyles, liveStyles, liveCameraStyles];

  /** In fullscreen, where the bar lies over the picture. */
  declare lookingBack: boolean;
  /** Another page is shown: what is told here is still told. */
  declare isAway: boolean;
  readonly #client: PetLogClient & SnapshotSource;
  readonly #session: SessionController;
  readonly #watched: WatchedCamera;
  readonly #recordings: RecordingsController;
  #listedCamera: string | undefined;
  readonly #fullscreen: Fullscreen;
  readonly #narrow: MediaQuery;
  #menu: LiveMenu | null = null;
  /** What the picture does not wait for. */
  #later: { readonly timelineBar: typeof timelineBar; readonly timelinePicture: typeof timelinePicture } | null = null;
  #isLoading = false;
  /** What comes after the picture waits for it no longer. */
  #isLate = false;
  #isWaiting = false;
  #settings: SettingsSheet | null = null;

  constructor(client: PetLogClient & SnapshotSource, keeper: SessionKeeper, places: StreamPlaces) {
    super();
    this.lookingBack = false;
    this.isAway = false;
    this.#client = client;
    this.#session = new SessionController(this, keeper);
    this.#watched = new WatchedCamera(this, client, {
      places,
      visibility: tabVisibility,
      isTimelineShown: () => true,
      onChange: () => (this.lookingBack = false),
    });
    this.#recordings = new RecordingsController(this, client, () => this.#watched.alone);
    this.#fullscreen = new Fullscreen(this, () => this.renderRoot.querySelector('.viewer'));
    this.#narrow = new MediaQuery(this, '(max-width: 640px), (orientation: landscape) and (max-height: 560px)');
    new Ticker(this, () => this.#live.recordingSeconds !== null || this.#live.phase === 'lost');
  }

  /** Of the picture that is shown when one comes back. */
  get address(): string {
    return addressOf(this.#watched.chosen);
  }

  protected override willUpdate(): void {
    this.#watched.follow();
    this.#menu?.follow(this.#live, this.#session);
    if (this.#watched.alone === this.#listedCamera) {
      return;
    }
    this.#listedCamera = this.#watched.alone;
    void this.#recordings.load();
  }

  override render(): TemplateResult {
    const { mayChange, isOpenMode } = this.#session;
    const { isWall } = this.#watched;
    const notice = isOpenMode ? html`<petlog-open-notice></petlog-open-notice>` : nothing;
    const isQuestionComing = mayChange && !isWall && this.#later === null && this.#live.status?.always_on_decided === false;
    return html`<main class="${isWall ? 'wall' : 'one'} ${isQuestionComing ? 'asking' : ''}" aria-hidden=${this.isAway ? 'true' : nothing}>
        ${isWall ? this.#wall(notice) : this.#one(notice)}
        <aside>
          <petlog-recent-recordings
            .recordings=${this.#recordings.recordings}
            .totalCount=${this.#recordings.totalCount}
            .failure=${this.#recordings.failure}
            .storageEnabled=${this.#live.status?.storage_enabled ?? true}
            .readOnly=${!mayChange}
            .withPictures=${this.#later !== null}
            @reload=${() => this.#recordings.load()}
            @unreachable=${this.#tellUnreachable}
          ></petlog-recent-recordings>
        </aside>
      </main>
      ${this.#fullscreen.active ? nothing : this.#messages()} ${this.#menu} ${mayChange ? this.#settings : nothing}`;
  }

  get #live(): LiveController {
    return this.#watched.live;
  }

  get #timeline(): TimelineController {
    return this.#watched.timeline;
  }

  #one(notice: TemplateResult | typeof nothing): TemplateResult {
    const live = this.#live;
    const { mayChange } = this.#session;
    const isFull = this.#fullscreen.active;
    const hasPicture = (live.phase === 'live' && live.picture.isThere) || this.#timeline.playback.mode !== 'live';
    return html`<section class="watch" aria-label=${text().picture.region}>
      <div class="viewer ${this.#fullscreen.fillsPage ? 'filling' : ''}">
        <petlog-zoom-area flowing .enabled=${hasPicture} .resolution=${live.status?.resolution ?? [16, 9]}>
          ${stage(live, { mayStart: mayChange, video: true, live: this.#timeline.playback.mode === 'live' })} ${this.#later?.timelinePicture(this.#timeline)}
        </petlog-zoom-area>
        ${this.#head()} ${isFull ? html`${this.#overPicture()} ${this.#messages()}` : nothing}
      </div>
      ${isFull ? nothing : html`<div class="time">${this.#timelineBar()}</div>`}
      ${liveControls(live, {
        mayChange,
        mayTalk: this.#session.mayTalk,
        stacked: this.#narrow.matches,
        takePhoto: () => void this.#takePhoto(),
        toggleFullscreen: () => void this.#fullscreen.toggle(),
      })}
      ${mayChange && live.status?.always_on_decided === false ? html`<petlog-always-on .client=${this.#client} .camera=${live.status.camera_id}></petlog-always-on>` : nothing}
      ${this.#problems()} ${notice}
    </section>`;
  }

  /** A thin bar over the picture: which camera, what is not as it should be, and what is seldom needed. */
  #head(): TemplateResult {
    const live = this.#live;
    const words = text();
    const { alone, cameras } = this.#watched;
    const name = alone !== undefined ? cameras.nameOf(alone) : cameraName() || words.productName;
    return html`<header class="head">
      ${alone === undefined ? nothing : html`<a class="round" href=${addressOf(null)} aria-label=${words.cameras.all} title=${words.cameras.all} @click=${this.#showAll}>${icon('back')}</a>`}
      <h1>${name}</h1>
      <petlog-indicators quiet compact .connection=${live.connection} .status=${live.status}></petlog-indicators>
      ${this.#narrow.matches && !this.#fullscreen.active ? html`<button class="round" type="button" aria-label=${words.actions.fullscreen} title=${words.actions.fullscreen} @click=${() => this.#fullscreen.toggle()}>${icon('expand')}</button>` : nothing}
      <button class="round" type="button" aria-label=${words.live.options} title=${words.live.options} @click=${this.#openMenu}>${icon('options')}</button>
    </header>`;
  }

  #wall(notice: TemplateResult | typeof nothing): TemplateResult {
    return html`<section class="watch" aria-label=${text().cameras.all}>
      <h1 class="visually-hidden">${text().cameras.all}</h1>
      ${cameraWall(this.#watched, this.#session.mayChange ? { openSettings: (cameraId) => this.#openCamera(cameraId) } : {})} ${this.#problems()} ${notice}
    </section>`;
  }

  #problems(): TemplateResult {
    const { problems } = this.#live;
    return html`<petlog-problems ?hidden=${problems.length === 0} .problems=${problems}></petlog-problems>`;
  }

  #messages(): TemplateResult {
    const { messages } = this.#live;
    const { messages: words, places } = text();
    // Beside those of the page that is shown instead.
    const name = this.isAway ? `${words.region}: ${places.live}` : words.region;
    return html`<petlog-messages aria-label=${name} .messages=${messages} .list=${messages.list}></petlog-messages>`;
  }

  #timelineBar(close?: TemplateResult) {
    return this.#later?.timelineBar(this.#timeline, {
      canSave: this.#session.mayChange && (this.#live.status?.storage_enabled ?? true),
      recordingLink: (id) => pageLinkOf('recording', id),
      ...(close === undefined ? {} : { close }),
    });
  }

  /** In fullscreen there is nothing else. */
  #overPicture(): TemplateResult {
    const { actions, rewind } = text();
    const leave = html`<petlog-button slot="close" icon="shrink" label=${actions.leaveFullscreen} @click=${() => this.#fullscreen.toggle()}></petlog-button>`;
    if (this.#timeline.isEnabled && (this.lookingBack || this.#timeline.playback.mode !== 'live')) {
      const close = html`<petlog-button slot="close" icon="close" label=${rewind.close} @click=${() => this.#stopLookingBack()}></petlog-button>`;
      return html`<div class="over">${this.#timelineBar(html`${close}${leave}`)}</div>`;
    }
    return html`<div class="corner">
      ${this.#timeline.isEnabled ? html`<petlog-button icon="rewind" label=${rewind.open} @click=${() => (this.lookingBack = true)}></petlog-button>` : nothing} ${leave}
    </div>`;
  }

  #stopLookingBack(): void {
    this.lookingBack = false;
    this.#timeline.part.set(null);
    this.#timeline.goLive();
  }

  /** The time and the question whether to watch always come after the picture, whose way on a slow network is theirs too. */
  protected override updated(): void {
    const { status, picture, phase } = this.#live;
    if (status === null || this.#isLoading) {
      return;
    }
    const isComing = (phase === 'starting' || phase === 'live') && !picture.isThere && !this.#watched.isWall;
    if (isComing && !this.#isLate) {
      this.#waitForPicture();
      return;
    }
    this.#isLoading = true;
    this.#loadLater().catch(() => setTimeout(() => this.#loadAgain(), retryMilliseconds));
  }

  #waitForPicture(): void {
    if (!this.#isWaiting) {
      this.#isWaiting = true;
      setTimeout(() => {
        this.#isLate = true;
        this.requestUpdate();
      }, lateMilliseconds);
    }
  }

  #loadAgain(): void {
    this.#isLoading = false;
    this.requestUpdate();
  }

  async #loadLater(): Promise<void> {
    const [bar, picture] = await Promise.all([
      import('../elements/timeline/timeline-bar.ts'),
      import('../elements/timeline/timeline-picture.ts'),
      import('../elements/always-on-card.ts'),
      import('../elements/thumbnail.ts'),
    ]);
    this.#later = { timelineBar: bar.timelineBar, timelinePicture: picture.timelinePicture };
    this.requestUpdate();
  }

  readonly #openMenu = (): Promise<void> => this.#showMenu().catch(this.#tellUnreachable);

  /** What is loaded only now could not be. */
  readonly #tellUnreachable = (): void => {
    this.#live.messages.add('error', text().messages.unreachable);
  };

  async #showMenu(): Promise<void> {
    if (this.#menu === null) {
      const { LiveMenu: Menu } = await import('../elements/live/live-menu.ts');
      this.#menu = new Menu();
      this.#menu.addEventListener('settings', () => void this.#openSettings().catch(this.#tellUnreachable));
      this.requestUpdate();
      await this.updateComplete;
      await this.#menu.updateComplete;
    }
    this.#menu.show();
  }

  /** Of the camera that is watched, beside its picture, so that one sees what a change does. */
  async #openSettings(): Promise<void> {
    const { SettingsSheet } = await import('../elements/settings-sheet.ts');
    const { alone, cameras } = this.#watched;
    const settings = new SettingsSheet(this.#client, {
      isOwnScreen: false,
      ...(alone === undefined ? {} : { camera: { cameraId: alone, name: cameras.nameOf(alone) } }),
    });
    this.#settings = settings;
    this.requestUpdate();
    await this.updateComplete;
    await settings.updateComplete;
    settings.show();
  }

  #openCamera(cameraId: string): void {
    this.dispatchEvent(new CustomEvent('open-camera', { detail: cameraId }));
  }

  readonly #showAll = (event: Event): void => {
    event.preventDefault();
    this.#watched.choose(null);
  };

  #takePhoto(): Promise<void> {
    const live = this.#live;
    return live.actions.run('snapshot', text().messages.failed.snapshot, async () => {
      const picture = await saveSnapshot(this.#client, this.#watched.cameraId);
      live.messages.add('information', text().live.photoSaved, null, picture);
    });
  }

  /** Past everything that comes before them. */
  skipToControls(): void {
    this.renderRoot.querySelector<HTMLElement>('#controls petlog-button:not([disabled])')?.focus();
  }
}

customElements.define('petlog-live', LiveView);
