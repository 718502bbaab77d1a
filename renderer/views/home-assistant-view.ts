import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import type { Channel } from '../../shared/alerts-channels.ts';
import type { CameraInfo } from '../../shared/cameras.ts';
import '../elements/access/copy-button.ts';
import { ChannelDialog } from '../elements/alerts/channel-dialog.ts';
import { ChannelList } from '../elements/alerts/channel-list.ts';
import { ConfirmDialog } from '../elements/confirm-dialog.ts';
import '../elements/message-list.ts';
import { pageLinkOf } from '../shell/route.ts';
import { AlertActions } from '../state/alerts/alert-actions.ts';
import { AlertsController } from '../state/alerts/alerts-controller.ts';
import { CamerasController } from '../state/cameras/cameras-controller.ts';
import { describeFailure } from '../state/descriptions.ts';
import { alertsPageStyles } from '../styles/alerts-page.ts';
import { homeAssistantStyles } from '../styles/home-assistant.ts';
import { morePageStyles } from '../styles/more-page.ts';
import { pageBarStyles } from '../styles/page-bar.ts';
import { AlertText } from '../text/alert-words.ts';
import { homeAssistantWords as english, type HomeAssistantWords } from '../text/en/home-assistant.ts';
import { homeAssistantWordTables } from '../text/home-assistant-word-tables.ts';
import { LoadedWords } from '../text/loaded-words.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { morePage } from './more-page.ts';
import { PageView } from './page-view.ts';

/** The brokers by which Home Assistant and other programs know PetLog, and how they get the live picture. */
export class HomeAssistantView extends PageView {
  static override styles: CSSResultGroup = [PageView.styles, pageBarStyles, morePageStyles, alertsPageStyles, homeAssistantStyles];

  readonly #text = new LoadedWords<HomeAssistantWords>(this, english, homeAssistantWordTables);
  readonly #alertText = new AlertText(this);
  readonly #alerts: AlertsController;
  readonly #cameras: CamerasController;
  readonly #actions: AlertActions;
  readonly #list = new ChannelList();
  readonly #dialog: ChannelDialog;
  readonly #confirm = new ConfirmDialog();

  constructor(client: PetLogClient, source: SessionSource) {
    super(client, source);
    this.#alerts = new AlertsController(this, client, () => this.session.mayChange);
    this.#cameras = new CamerasController(this, client);
    this.#actions = new AlertActions({ host: this, client, alerts: this.#alerts, words: () => this.#alertText.words });
    this.#dialog = new ChannelDialog(client);
    this.#dialog.onlyKind = 'mqtt';
    this.#listen();
  }

  protected override content(): TemplateResult {
    const { words } = this.#text;
    return html`${this.forAdmins(morePage(words.title, this.#content(words)))}
      <petlog-messages aria-label=${text().messages.region} .messages=${this.#actions.messages} .list=${this.#actions.messages.list}></petlog-messages>
      ${this.#dialog} ${this.#confirm}`;
  }

  #content(words: HomeAssistantWords): TemplateResult {
    const { lists, failure } = this.#alerts;
    this.#dialog.words = this.#alertText.words;
    this.#dialog.rules = lists?.rules ?? [];
    if (lists === null) {
      return failure === undefined
        ? html`<p class="visually-hidden" role="status">${text().places.loading}</p>`
        : html`<p role="alert">${words.failed(describeFailure(failure, text()))}</p>`;
    }
    const brokers = lists.channels.filter(({ kind }) => kind === 'mqtt');
    this.#list.words = this.#alertText.words;
    this.#list.heading = words.brokers;
    this.#dialog.addTitle = words.brokers.add;
    this.#list.channels = brokers;
    this.#list.trials = this.#actions.trials;
    return html`<section class="card">${this.#list}${brokers.length === 0 ? html`<p>${words.none}</p>` : nothing}</section>
      <section class="card" aria-labelledby="what"><h2 id="what">${words.what}</h2>
        <ul>${[words.cameras, words.pets, words.switches, words.problems].map((item) => html`<li>${item}</li>`)}</ul></section>
      <section class="card" aria-labelledby="live"><h2 id="live">${words.live}</h2>
        <p>${words.liveHint}</p>
        <a href=${pageLinkOf('people')}>${words.tokens}</a>
        ${(this.#cameras.cameras ?? []).map((camera) => this.#address(camera, words))}</section>`;
  }

  #address({ camera_id: id, name, stream_url: path }: CameraInfo, words: HomeAssistantWords): TemplateResult {
    const address = new URL(path, location.href).href;
    return html`<div class="address">
      <label class="field"><span>${words.addressOf(name === '' ? id : name)}</span><input readonly .value=${address} /></label>
      <petlog-copy-button label=${words.copy} .value=${address}></petlog-copy-button>
    </div>`;
  }

  #listen(): void {
    const on = (element: HTMLElement, name: string, act: (channel: Channel | null) => unknown): void =>
      element.addEventListener(name, (event) => void act((event as CustomEvent<Channel | null>).detail));
    const of = (act: (channel: Channel) => unknown) => (channel: Channel | null) => (channel === null ? undefined : act(channel));
    on(this.#list, 'edit', (channel) => this.#dialog.show(channel));
    on(
      this.#list,
      'remove',
      of((channel) => this.#remove(channel)),
    );
    on(
      this.#list,
      'test',
      of((channel) => this.#actions.test(channel)),
    );
    on(
      this.#list,
      'trust',
      of((channel) => this.#actions.trust(channel)),
    );
    on(
      this.#dialog,
      'added',
      of((channel) => this.#actions.test(channel)),
    );
    on(this.#dialog, 'saved', () => this.#alerts.again());
  }

  /** What was entered cannot be had back, so that it is asked before. */
  async #remove(channel: Channel): Promise<void> {
    const { channels: words } = this.#alertText.words;
    const isSure = await this.#confirm.ask({
      title: words.removeTitle(channel.name),
      sentences: [words.removeHint],
      action: words.removeAction,
      icon: 'trash',
    });
    if (isSure) {
      await this.#actions.removeChannel(channel);
    }
  }
}

customElements.define('petlog-home-assistant-view', HomeAssistantView);
