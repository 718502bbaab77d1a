import { html, LitElement, nothing, render, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { KioskLock } from '../../shared/ipc.ts';
import { InviteDialog } from '../elements/access/invite-dialog.ts';
import '../elements/access/open-notice.ts';
import '../elements/action-button.ts';
import '../elements/address-card.ts';
import { cameraWall } from '../elements/cameras/wall.ts';
import '../elements/indicators.ts';
import { ControlFade } from '../elements/kiosk/control-fade.ts';
import { FirstDevice } from '../elements/kiosk/first-device.ts';
import { kioskButtons } from '../elements/kiosk/kiosk-buttons.ts';
import { KioskMenu, type KioskMenuChoice } from '../elements/kiosk/kiosk-menu.ts';
import { kioskPlaces, type KioskTarget } from '../elements/kiosk/kiosk-places.ts';
import { KioskSettings } from '../elements/kiosk/kiosk-settings.ts';
import { PinPad } from '../elements/kiosk/pin-pad.ts';
import { Setup } from '../elements/kiosk/setup.ts';
import '../elements/kiosk/splash.ts';
import '../elements/kiosk/zoom-area.ts';
import { Library } from '../elements/library.ts';
import '../elements/message-list.ts';
import { hasOpenDialog } from '../elements/open-dialog.ts';
import '../elements/problem-list.ts';
import { timelineBar } from '../elements/timeline/timeline-bar.ts';
import { timelinePicture } from '../elements/timeline/timeline-picture.ts';
import { stage } from '../elements/stage.ts';
import { Swipe } from '../elements/swipe.ts';
import '../elements/wall-clock.ts';
import type { ControlsMode } from '../state/kiosk/fading-controls.ts';
import { KioskInformation } from '../state/kiosk/kiosk-information.ts';
import { menuActions } from '../state/kiosk/menu-actions.ts';
import { isSplash, nextSplash, type Splash } from '../state/kiosk/splash.ts';
import { WatchedCamera } from '../state/cameras/watched-camera.ts';
import { isAmiss } from '../state/descriptions.ts';
import type { LiveController } from '../state/live-controller.ts';
import { alwaysVisible, tabVisibility } from '../transport/page-visibility.ts';
import type { TimelineController } from '../state/timeline/timeline-controller.ts';
import { Ticker } from '../state/ticker.ts';
import { kioskStyles } from '../styles/kiosk.ts';
import { kioskPictureStyles } from '../styles/kiosk-picture.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { StreamPlaces } from '../transport/stream-place.ts';
import { UnlockingClient } from '../transport/unlocking-client.ts';
import { type KioskPage, kioskPages, kioskPageTitle, openKioskPages } from './kiosk-pages.ts';

/** The touch viewer of the device itself: the picture fills the screen, large buttons over it. */
export class KioskView extends LitElement {
  static override properties: PropertyDeclarations = { page: { state: true }, lookingBack: { state: true }, isLettingIn: { state: true } };

  static override styles = [baseStyles, kioskStyles, kioskPictureStyles];

  declare page: KioskPage | null;
  declare lookingBack: boolean;
  /** Shows how the first device comes in. */
  declare isLettingIn: boolean;
  readonly #client: PetLogClient;
  readonly #information: KioskInformation;
  readonly #watched: WatchedCamera;
  readonly #pinPad: PinPad;
  readonly #menu = new KioskMenu();
  readonly #invite: InviteDialog;
  readonly #firstDevice: FirstDevice;
  readonly #settings: KioskSettings;
  readonly #setup: Setup;
  readonly #library: Library;
  readonly #pages: Readonly<Record<KioskPage, LitElement>>;
  #splash: Splash = 'server';
  /** Somebody would rather let the first device in later. */
  #isPostponed = false;

  constructor(plainClient: PetLogClient, places: StreamPlaces) {
    super();
    this.page = null;
    this.lookingBack = false;
    this.isLettingIn = false;
    this.#pinPad = new PinPad(plainClient);
    this.#pinPad.addEventListener('lock-changed', (event) => this.#information.setLock((event as CustomEvent<KioskLock>).detail));
    const client = new UnlockingClient(plainClient, () => this.#pinPad.unlock());
    this.#client = client;
    this.#information = new KioskInformation(this, client);
    this.#watched = new WatchedCamera(this, client, {
      places,
      visibility: window.petlog === undefined ? tabVisibility : alwaysVisible,
      isTimelineShown: () => this.lookingBack,
      onChange: () => (this.lookingBack = false),
    });
    this.#invite = new InviteDialog(client);
    // A code must not be made, and the PIN not be asked for, by itself.
    this.#firstDevice = new FirstDevice(plainClient);
    this.#firstDevice.addEventListener('unlock', () => void this.#unlock());
    this.#firstDevice.addEventListener('finished', () => (this.isLettingIn = false));
    this.#firstDevice.addEventListener('later', () => {
      this.#isPostponed = true;
      this.isLettingIn = false;
    });
    this.#settings = new KioskSettings(this, client);
    this.#setup = new Setup(client, plainClient, this.#information);
    this.#setup.addEventListener('later', () => (this.#isPostponed = true));
    this.#menu.addEventListener('choose', (event) => void this.#choose((event as CustomEvent<KioskMenuChoice>).detail));
    this.#library = new Library(client, { mayRemove: () => this.#unlock(), tellsOfFilms: () => false });
    this.#pages = kioskPages({ client, quietClient: plainClient, library: this.#library, unlock: () => this.#unlock() });
    new Swipe(this, (direction) => (direction === 'right' ? this.#closePage() : hasOpenDialog() ? undefined : this.#openPage('library')));
    new ControlFade(this, () => this.#controlsMode);
    new Ticker(this, () => this.#live.recordingSeconds !== null || this.#live.phase === 'lost');
    this.addEventListener('pointerdown', () => void this.#information.touch());
  }

  protected override willUpdate(): void {
    this.#watched.follow();
    const { needsFirstDevice } = this.#information;
    this.#isPostponed &&= needsFirstDevice;
    this.#setup.follow(this.#information.value);
    this.isLettingIn ||= needsFirstDevice && !this.#isPostponed && !this.#setup.isOpen;
    const { phase, picture } = this.#live;
    this.#splash = nextSplash(this.#splash, {
      phase,
      hasPicture: picture.isThere,
      isFailing: picture.failures >= 2,
      isCovered: this.isLettingIn || this.#setup.isOpen || this.#watched.isWall,
    });
  }

  /** What stands behind the PIN does not stay open without it. */
  protected override updated(): void {
    if (!this.#information.lock.locked) {
      return;
    }
    this.#invite.close();
    this.#settings.close();
    this.#setup.close();
    if (this.page !== null && !openKioskPages.has(this.page)) {
      this.#closePage();
    }
  }

  override render(): TemplateResult {
    const live = this.#live;
    const words = text();
    const { value: information, lock } = this.#information;
    const isOpenMode = information?.access === 'open';
    const { isWall, alone, cameras } = this.#watched;
    const isRecordingCovered = this.lookingBack && live.status?.recording === true;
    const isTold = !isWall && (alone !== undefined || isRecordingCovered || isAmiss(live.connection, live.status));
    for (const page of Object.values(this.#pages)) {
      render(
        html`<petlog-button class="back" slot="back" icon="back" label=${text().library.back} @click=${() => this.#closePage()}></petlog-button>`,
        page,
      );
    }
    this.#menu.information = information;
    this.#firstDevice.isLocked = lock.locked;
    this.#firstDevice.isNeeded = this.#information.needsFirstDevice;
    return html`
      <main class=${[...(isTold ? ['told'] : []), ...(isOpenMode ? ['open'] : [])].join(' ')} aria-label=${words.picture.region}>
        ${
          isWall
            ? html`<div class="wall">${cameraWall(this.#watched)}</div>`
            : html`<petlog-zoom-area ?inert=${isSplash(this.#splash)} .enabled=${this.#hasLivePicture || this.#timeline.playback.mode !== 'live'} .resolution=${live.status?.resolution ?? [16, 9]}>
          ${stage(live, { bare: true, recording: true, release: lock.locked ? 'pin' : 'here' })} ${timelinePicture(this.#timeline)}
        </petlog-zoom-area>`
        }
        <petlog-splash .state=${this.#splash}></petlog-splash>
      </main>
      <header class="top">
        <div class="state">
          <div class="first">${isWall ? nothing : html`<petlog-indicators class="fades" quiet compact ?with-recording=${isRecordingCovered} .connection=${live.connection} .status=${live.status}></petlog-indicators>`}
          ${alone === undefined ? nothing : html`<span class="camera fades">${cameras.nameOf(alone)}</span>`}</div>
          ${isOpenMode ? html`<petlog-open-notice short></petlog-open-notice>` : nothing}
        </div>
        <petlog-wall-clock class=${isWall ? 'fades small' : 'fades'}></petlog-wall-clock>
      </header>
      <petlog-problems class=${live.phase === 'lost' ? 'high' : ''} .problems=${live.problems}></petlog-problems>
      ${
        this.lookingBack && this.#timeline.isEnabled
          ? html`<div class="bar time">${timelineBar(this.#timeline, { canSave: live.status?.storage_enabled ?? true, close: this.#closeButton() })}</div>`
          : html`${this.#places()}
            <section class="bar fades" aria-label=${words.actions.group}>
              ${isWall ? nothing : kioskButtons(this.#live, { lookBack: this.#timeline.isEnabled ? () => this.#lookBack() : null })}
              ${
                information === null
                  ? nothing
                  : html`<petlog-address-card .addresses=${information.addresses} .fingerprint=${information.certificate_fingerprint} .authority=${information.authority_fingerprint}></petlog-address-card>`
              }
            </section>`
      }
      <petlog-messages @watch=${(event: CustomEvent<string>) => this.#watch(event.detail)} aria-label=${words.messages.region} .messages=${live.messages} .list=${live.messages.list}></petlog-messages>
      ${this.isLettingIn ? this.#firstDevice : nothing}
      <dialog class="page" aria-label=${kioskPageTitle(this.page ?? 'library')} @close=${() => (this.page = null)}>${this.page === null ? nothing : this.#pages[this.page]}</dialog>
      ${this.#settings.sheet} ${this.#setup} ${this.#menu} ${this.#invite} ${this.#pinPad}
    `;
  }

  get #live(): LiveController {
    return this.#watched.live;
  }

  get #timeline(): TimelineController {
    return this.#watched.timeline;
  }

  get #hasLivePicture(): boolean {
    return !this.#watched.isWall && this.#live.phase === 'live' && this.#live.picture.isThere;
  }

  /** The picture comes first, as long as it is all there is to see. */
  get #controlsMode(): ControlsMode {
    if (isSplash(this.#splash)) {
      return 'away';
    }
    return this.#hasLivePicture && this.page === null && !this.lookingBack && !this.isLettingIn ? 'fading' : 'shown';
  }

  #places(): TemplateResult {
    const { isWall, alone } = this.#watched;
    return kioskPlaces({
      current: 'picture',
      isLocked: this.#information.lock.locked,
      hasMenu: window.petlog !== undefined,
      wall: alone === undefined ? null : text().cameras.all,
      flat: isWall,
      open: (target) => this.#open(target),
    });
  }

  #open(target: KioskTarget): void {
    if (target === 'menu') {
      void this.#openMenu();
    } else if (target === 'picture') {
      this.#watched.choose(null);
    } else {
      this.#openPage(target);
    }
  }

  #closeButton(): TemplateResult {
    return html`<petlog-button slot="close" icon="close" label=${text().rewind.close} @click=${() => this.#stopLookingBack()}></petlog-button>`;
  }

  #lookBack(): void {
    this.lookingBack = true;
    void this.#timeline.load();
  }

  #stopLookingBack(): void {
    this.lookingBack = false;
    this.#timeline.part.set(null);
    this.#timeline.goLive();
  }

  #openPage(page: KioskPage): void {
    if (this.page !== null || this.lookingBack || this.isLettingIn) {
      return;
    }
    this.page = page;
    this.renderRoot.querySelector<HTMLDialogElement>('dialog.page')?.showModal();
  }

  #watch(recordingId: string): void {
    this.#library.opening = recordingId;
    this.#openPage('library');
  }

  #closePage(): void {
    this.renderRoot.querySelector<HTMLDialogElement>('dialog.page')?.close();
  }

  async #openMenu(): Promise<void> {
    this.#menu.show();
    await this.#information.load();
  }

  /** Resolves with whether whoever stands here may go on. */
  async #unlock(): Promise<boolean> {
    await this.#information.load();
    return !this.#information.lock.locked || this.#pinPad.unlock();
  }

  async #choose(choice: KioskMenuChoice): Promise<void> {
    if (choice === 'first-device') {
      this.isLettingIn = true;
      return;
    }
    if (choice !== 'lock' && !(await this.#unlock())) {
      return;
    }
    switch (choice) {
      case 'invite':
        this.#invite.show();
        return;
      case 'devices':
      case 'audit':
      case 'doctor':
      case 'cameras':
      case 'pets':
      case 'homekit':
      case 'alerts':
        this.#openPage(choice);
        return;
      case 'settings':
        return this.#settings.show(this.#watched);
      case 'setup':
        this.#setup.open();
        return;
      case 'set-pin':
        if (await this.#pinPad.choose()) {
          this.#live.messages.add('information', text().kiosk.pinSaved);
        }
        return;
      default:
        return menuActions[choice]({ client: this.#client, information: this.#information, live: this.#live });
    }
  }
}

customElements.define('petlog-kiosk', KioskView);
