import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '../elements/action-button.ts';
import '../elements/address-card.ts';
import '../elements/indicators.ts';
import '../elements/message-list.ts';
import '../elements/problem-list.ts';
import { stage } from '../elements/stage.ts';
import '../elements/wall-clock.ts';
import { formatDuration } from '../state/format.ts';
import { LiveController } from '../state/live-controller.ts';
import { MediaQuery } from '../state/media-query.ts';
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
  static override properties: PropertyDeclarations = { addresses: { state: true } };

  static override styles = [baseStyles, kioskStyles];

  declare addresses: readonly string[] | null;
  readonly #client: PetLogClient;
  readonly #live: LiveController;
  readonly #portrait: MediaQuery;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(client: PetLogClient) {
    super();
    this.addresses = null;
    this.#client = client;
    this.#live = new LiveController(this, client, () => streamRefusal(pageAddress('/live/stream')));
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
      <main aria-label=${words.picture.region}>${stage(live, { bare: true })}</main>
      <div class="top">
        <petlog-indicators compact .connection=${live.connection} .status=${live.status}></petlog-indicators>
        <petlog-wall-clock></petlog-wall-clock>
      </div>
      <petlog-problems class=${live.phase === 'lost' ? 'high' : ''} .problems=${live.problems}></petlog-problems>
      <div class="bar" role="group" aria-label=${words.actions.group}>
        ${this.#buttons()} ${this.addresses === null ? nothing : html`<petlog-address-card .addresses=${this.addresses}></petlog-address-card>`}
      </div>
      <petlog-messages aria-label=${words.messages.region} .messages=${live.messages} .list=${live.messages.list}></petlog-messages>
    `;
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
