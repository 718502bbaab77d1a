import { html, LitElement, nothing, render, type PropertyDeclarations, type TemplateResult } from 'lit';
import '../elements/action-button.ts';
import '../elements/address-card.ts';
import '../elements/indicators.ts';
import { Library } from '../elements/library.ts';
import '../elements/message-list.ts';
import '../elements/problem-list.ts';
import { rewindBar } from '../elements/rewind-bar.ts';
import { rewindPicture } from '../elements/rewind-picture.ts';
import { stage } from '../elements/stage.ts';
import { Swipe } from '../elements/swipe.ts';
import '../elements/wall-clock.ts';
import { formatDuration } from '../state/format.ts';
import { LiveController } from '../state/live-controller.ts';
import { MediaQuery } from '../state/media-query.ts';
import { RewindController } from '../state/rewind/rewind-controller.ts';
import { Ticker } from '../state/ticker.ts';
import { kioskStyles } from '../styles/kiosk.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import { pageAddress } from '../transport/page-address.ts';
import { streamRefusal } from '../transport/stream-refusal.ts';

/** Addresses change with the network; nothing tells a screen about that. */
const addressRefreshMilliseconds = 30_000;

/** The touch viewer of the device itself: the picture fills the screen, large buttons over it. */
export class KioskView extends LitElement {
  static override properties: PropertyDeclarations = { addresses: { state: true }, lookingBack: { state: true }, inLibrary: { state: true } };

  static override styles = [baseStyles, kioskStyles];

  declare addresses: readonly string[] | null;
  declare lookingBack: boolean;
  declare inLibrary: boolean;
  readonly #client: PetLogClient;
  readonly #live: LiveController;
  readonly #rewind: RewindController;
  readonly #library: Library;
  readonly #portrait: MediaQuery;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(client: PetLogClient) {
    super();
    this.addresses = null;
    this.lookingBack = false;
    this.inLibrary = false;
    this.#client = client;
    this.#live = new LiveController(this, client, () => streamRefusal(pageAddress('/live/stream')));
    this.#rewind = new RewindController(this, client, this.#live.messages, () => this.lookingBack);
    this.#library = new Library(client);
    render(html`<petlog-button class="back" slot="back" icon="back" label=${text().library.back} @click=${() => this.#closeLibrary()}></petlog-button>`, this.#library);
    new Swipe(this, (direction) => (direction === 'left' ? this.#openLibrary() : this.#closeLibrary()));
    this.#portrait = new MediaQuery(this, '(orientation: portrait)');
    new Ticker(this, () => this.#live.recordingSeconds !== null || this.#live.phase === 'lost');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#loadAddresses();
    this.#timer = setInterval(() => void this.#loadAddresses(), addressRefreshMilliseconds);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render(): TemplateResult {
    const live = this.#live;
    const words = text();
    return html`
      <main aria-label=${words.picture.region}>${stage(live, { bare: true })} ${rewindPicture(this.#rewind)}</main>
      <div class="top">
        <petlog-indicators compact .connection=${live.connection} .status=${live.status}></petlog-indicators>
        <petlog-wall-clock></petlog-wall-clock>
      </div>
      <petlog-problems class=${live.phase === 'lost' ? 'high' : ''} .problems=${live.problems}></petlog-problems>
      ${this.lookingBack && this.#rewind.isEnabled
        ? html`<div class="bar rewind">${rewindBar(this.#rewind, { canSave: live.status?.storage_enabled ?? true, close: this.#closeButton() })}</div>`
        : html`${this.#ways()}
            <div class="bar" role="group" aria-label=${words.actions.group}>
              ${this.#buttons()} ${this.addresses === null ? nothing : html`<petlog-address-card .addresses=${this.addresses}></petlog-address-card>`}
            </div>`}
      <petlog-messages aria-label=${words.messages.region} .messages=${live.messages} .list=${live.messages.list}></petlog-messages>
      <dialog class="library" aria-label=${words.library.region} @close=${() => (this.inLibrary = false)}>${this.inLibrary ? this.#library : nothing}</dialog>
    `;
  }

  /** To what is not live. */
  #ways() {
    const words = text();
    return html`<nav class="ways">
      ${this.#rewind.isEnabled ? html`<petlog-button stacked icon="rewind" label=${words.rewind.open} @click=${() => this.#lookBack()}></petlog-button>` : nothing}
      <petlog-button stacked icon="film" label=${words.library.open} @click=${() => this.#openLibrary()}></petlog-button>
    </nav>`;
  }

  #closeButton(): TemplateResult {
    return html`<petlog-button slot="close" icon="close" label=${text().rewind.close} @click=${() => this.#stopLookingBack()}></petlog-button>`;
  }

  #lookBack(): void {
    this.lookingBack = true;
    void this.#rewind.load();
  }

  #stopLookingBack(): void {
    this.lookingBack = false;
    this.#rewind.setPart(null);
    this.#rewind.goLive();
  }

  #openLibrary(): void {
    if (this.inLibrary || this.lookingBack) return;
    this.inLibrary = true;
    this.renderRoot.querySelector<HTMLDialogElement>('dialog.library')?.showModal();
  }

  #closeLibrary(): void {
    this.renderRoot.querySelector<HTMLDialogElement>('dialog.library')?.close();
  }

  #buttons() {
    const live = this.#live;
    const { actions, storageOffReason } = text();
    const { status, phase } = live;
    const stopped = status === null || status.state === 'stopped';
    const recording = live.recordingSeconds;
    const storageOff = status !== null && !status.storage_enabled;
    const stacked = this.#portrait.matches;
    return html`<div class="buttons">
        <petlog-button
          icon="play"
          label=${actions.startShort}
          ?stacked=${stacked}
          tone=${phase === 'stopped' || phase === 'paused' ? 'primary' : 'plain'}
          .busy=${live.isPending('start')}
          .disabled=${live.view.watching && !stopped}
          @click=${() => live.start()}
        ></petlog-button>
        <petlog-button
          icon="stop"
          label=${actions.stopShort}
          ?stacked=${stacked}
          .busy=${live.isPending('stop')}
          .disabled=${status?.state === 'stopped' && !live.view.watching}
          @click=${() => live.stop()}
        ></petlog-button>
        <petlog-button
          class="record"
          icon=${recording === null ? 'record' : 'stop'}
          label=${actions.record}
          .caption=${recording === null ? actions.record : stacked ? `${actions.recording} ${formatDuration(recording)}` : formatDuration(recording)}
          .hint=${storageOff ? storageOffReason : recording === null ? undefined : actions.stopRecordingHint}
          ?stacked=${stacked}
          tone=${recording === null ? 'danger' : 'recording'}
          .pressed=${recording !== null}
          .busy=${live.isPending('record')}
          .disabled=${storageOff}
          @click=${() => live.toggleRecording()}
        ></petlog-button>
      </div>
      ${storageOff ? html`<p class="reason">${storageOffReason}</p>` : nothing}`;
  }

  async #loadAddresses(): Promise<void> {
    const information = await this.#client.call('kiosk.info', {}).catch(() => undefined);
    if (information !== undefined) this.addresses = information.addresses;
  }
}

customElements.define('petlog-kiosk', KioskView);
