import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import type { SnoozeInput } from '../../shared/alerts.ts';
import type { Channel } from '../../shared/alerts-channels.ts';
import type { PushSubscriptionInfo } from '../../shared/alerts-push.ts';
import type { Rule } from '../../shared/alerts-rules.ts';
import { ChannelDialog } from '../elements/alerts/channel-dialog.ts';
import { ChannelList } from '../elements/alerts/channel-list.ts';
import { DeliveryList } from '../elements/alerts/delivery-list.ts';
import { LimitsCard } from '../elements/alerts/limits-card.ts';
import { PushCard } from '../elements/alerts/push-card.ts';
import { QuietCard } from '../elements/alerts/quiet-card.ts';
import { RuleDialog, type RuleSubjects } from '../elements/alerts/rule-dialog.ts';
import { RuleList } from '../elements/alerts/rule-list.ts';
import { ConfirmDialog } from '../elements/confirm-dialog.ts';
import { emptyState } from '../elements/empty-state.ts';
import '../elements/message-list.ts';
import { isOwnScreen } from '../elements/own-screen.ts';
import '../elements/undo-bar.ts';
import { openPushDevice } from '../installation/push/this-device.ts';
import { PetsController } from '../state/activity/pets-controller.ts';
import { AlertActions } from '../state/alerts/alert-actions.ts';
import { type AlertLists, AlertsController } from '../state/alerts/alerts-controller.ts';
import { CamerasController } from '../state/cameras/cameras-controller.ts';
import { describeFailure } from '../state/descriptions.ts';
import { alertsPageStyles } from '../styles/alerts-page.ts';
import { morePageStyles } from '../styles/more-page.ts';
import { pageBarStyles } from '../styles/page-bar.ts';
import { AlertText } from '../text/alert-words.ts';
import { EventText } from '../text/event-words.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { backToMore } from './more-page.ts';
import { PageView } from './page-view.ts';

/** What is told, where to, and when not: for who is here, and for admins all of it. */
export class AlertsView extends PageView {
  static override styles: CSSResultGroup = [PageView.styles, pageBarStyles, morePageStyles, alertsPageStyles];

  readonly #text = new AlertText(this);
  readonly #eventText = new EventText(this);
  readonly #alerts: AlertsController;
  readonly #pets: PetsController;
  readonly #cameras: CamerasController;
  readonly #actions: AlertActions;
  readonly #push: PushCard;
  readonly #quiet = new QuietCard();
  readonly #rules = new RuleList();
  readonly #channels = new ChannelList();
  readonly #deliveries = new DeliveryList();
  readonly #limits: LimitsCard;
  readonly #ruleDialog: RuleDialog;
  readonly #channelDialog: ChannelDialog;
  readonly #confirm = new ConfirmDialog();

  constructor(client: PetLogClient, source: SessionSource) {
    super(client, source);
    this.#alerts = new AlertsController(this, client, () => this.session.mayChange);
    this.#pets = new PetsController(this, client);
    this.#cameras = new CamerasController(this, client);
    this.#actions = new AlertActions({ host: this, client, alerts: this.#alerts, words: () => this.#text.words });
    this.#push = new PushCard(client, openPushDevice(client));
    this.#limits = new LimitsCard(client);
    this.#ruleDialog = new RuleDialog(client);
    this.#channelDialog = new ChannelDialog(client);
    this.#listen();
  }

  protected override content(): TemplateResult {
    const { words } = this.#text;
    return html`<div class="bar">${backToMore()}<div class="heading"><h1>${words.title}</h1></div></div>
      <div class="content">${this.#alerts.snooze === null ? this.#state() : this.#cards(this.#alerts.lists)}</div>
      <petlog-undo-bar .count=${this.#actions.removals.length} .sentence=${this.#actions.sentence} @undo=${() => this.#actions.undo()}></petlog-undo-bar>
      <petlog-messages aria-label=${text().messages.region} .messages=${this.#actions.messages} .list=${this.#actions.messages.list}></petlog-messages>
      ${this.#confirm}`;
  }

  #state(): TemplateResult {
    const { words } = this.#text;
    const { failure } = this.#alerts;
    return failure === undefined
      ? html`<p class="visually-hidden" role="status">${words.loading}</p>`
      : emptyState({
          sign: 'warning',
          title: words.failed(describeFailure(failure, text())),
          action: { label: text().library.again, act: () => this.#alerts.again() },
        });
  }

  #cards(lists: AlertLists | null): TemplateResult {
    const { words } = this.#text;
    this.#push.words = words;
    this.#quiet.words = words;
    this.#quiet.isOwn = !this.session.mayChange;
    this.#quiet.until = this.#alerts.quietUntil;
    this.#quiet.home = lists?.presence.home ?? null;
    return html`${isOwnScreen() ? nothing : html`<section class="card">${this.#push}</section>`}
      <section class="card">${this.#quiet}</section>
      ${lists === null ? nothing : this.#lists(lists)}`;
  }

  #lists(lists: AlertLists): TemplateResult {
    const { words } = this.#text;
    const subjects: RuleSubjects = {
      pets: this.#pets.pets ?? [],
      zones: this.#pets.zones,
      cameras: this.#cameras.cameras ?? [],
      channels: lists.channels,
    };
    for (const part of [this.#rules, this.#ruleDialog]) {
      part.words = words;
      part.eventWords = this.#eventText.words;
      part.subjects = subjects;
    }
    this.#rules.rules = lists.rules.filter((rule) => !this.#actions.isLeaving(rule));
    this.#rules.snoozes = this.#alerts.snooze?.rules ?? [];
    this.#channels.words = words;
    this.#channels.channels = lists.channels;
    this.#channels.phones = this.#alerts.phones.filter((phone) => !this.#actions.isLeaving(phone));
    this.#channels.ownPhone = this.#push.phoneId;
    this.#channels.trials = this.#actions.trials;
    this.#channelDialog.words = words;
    this.#channelDialog.rules = lists.rules;
    this.#limits.words = words;
    this.#deliveries.words = words;
    this.#deliveries.deliveries = lists.deliveries;
    this.#deliveries.totalCount = lists.deliveryCount;
    return html`<section class="card">${this.#rules}</section>
      <section class="card">${this.#channels}</section>
      <section class="card">${this.#limits}</section>
      <section class="card">${this.#deliveries}</section>
      ${this.#ruleDialog} ${this.#channelDialog}`;
  }

  #listen(): void {
    // Each element says what it tells with an event.
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
    const on = <T>(element: HTMLElement, name: string, act: (detail: T) => unknown): void =>
      element.addEventListener(name, (event) => void act((event as CustomEvent<T>).detail));
    const again = (): void => this.#alerts.again();
    on(this.#push, 'change-phones', () => this.#actions.phoneChanged(this.#push.phoneId));
    on(this.#quiet, 'snooze', (snooze: SnoozeInput) => this.#actions.snooze(snooze));
    on(this.#quiet, 'presence', (home: boolean) => this.#actions.setPresence(home));
    on(this.#rules, 'edit', (rule: Rule | null) => this.#ruleDialog.show(rule));
    on(this.#rules, 'remove', (rule: Rule) => this.#actions.remove(rule));
    on(this.#rules, 'toggle', (rule: Rule) => this.#actions.toggle(rule));
    on(this.#rules, 'snooze', (snooze: SnoozeInput) => this.#actions.snooze(snooze));
    on(this.#ruleDialog, 'saved', again);
    on(this.#channels, 'edit', (channel: Channel | null) => this.#channelDialog.show(channel));
    on(this.#channels, 'remove', (channel: Channel) => this.#removeChannel(channel));
    on(this.#channels, 'test', (channel: Channel) => this.#actions.test(channel));
    on(this.#channels, 'trust', (channel: Channel) => this.#actions.trust(channel));
    on(this.#channels, 'end-phone', (phone: PushSubscriptionInfo) => this.#actions.remove(phone));
    on(this.#channelDialog, 'added', (channel: Channel) => this.#actions.test(channel));
    on(this.#channelDialog, 'saved', again);
    on(this.#deliveries, 'more', () => this.#alerts.moreDeliveries());
  }

  /** What was entered cannot be had back, so that it is asked before. */
  async #removeChannel(channel: Channel): Promise<void> {
    const { channels: words } = this.#text.words;
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

customElements.define('petlog-alerts-view', AlertsView);
