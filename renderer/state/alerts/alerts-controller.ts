import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Presence, SnoozeState } from '../../../shared/alerts.ts';
import type { Channel } from '../../../shared/alerts-channels.ts';
import type { Delivery } from '../../../shared/alerts-deliveries.ts';
import type { PushSubscriptionInfo } from '../../../shared/alerts-push.ts';
import type { Rule } from '../../../shared/alerts-rules.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { NewestWins } from '../newest-wins.ts';

/** What admins see and change; null for others, who look after their own phones alone. */
export interface AlertLists {
  readonly channels: readonly Channel[];
  readonly rules: readonly Rule[];
  readonly presence: Presence;
  /** Newest first, as many as were asked for. */
  readonly deliveries: readonly Delivery[];
  readonly deliveryCount: number;
}

const deliveriesAtOnce = 10;
const mostDeliveries = 500;
/** What is sent, and what comes of it, changes without a notice. */
const refreshMilliseconds = 10_000;

/** Alerts as they are now: ways, rules, what was sent, who is quiet. */
export class AlertsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  readonly #mayChange: () => boolean;
  readonly #refresh = new NewestWins<null>(() => this.#load());
  /** null before the first answer, and for who may not change them. */
  lists: AlertLists | null = null;
  /** null before the first answer. */
  snooze: SnoozeState | null = null;
  /** Phones and browsers: all for admins, else their own. */
  phones: readonly PushSubscriptionInfo[] = [];
  failure: unknown;
  #deliveryLimit = deliveriesAtOnce;
  #timer: ReturnType<typeof setInterval> | undefined;
  #unsubscribe: readonly (() => void)[] = [];

  constructor(host: ReactiveControllerHost, client: PetLogClient, mayChange: () => boolean) {
    this.#host = host;
    this.#client = client;
    this.#mayChange = mayChange;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = [
      this.#client.onNotice(({ name }) => {
        if (name === 'alerts.changed') {
          this.again();
        }
      }),
      this.#client.onConnection((connection) => {
        if (connection === 'connected') {
          this.again();
        }
      }),
    ];
    this.#timer = setInterval(() => document.hidden || this.again(), refreshMilliseconds);
  }

  hostDisconnected(): void {
    this.#unsubscribe.forEach((unsubscribe) => unsubscribe());
    clearInterval(this.#timer);
    this.#refresh.cancel();
  }

  /** Until when who is here gets no alerts, as far as all rules are concerned; null when they do. */
  get quietUntil(): string | null {
    const { snoozed_until: ofAll = null, subscriptions = [] } = this.snooze ?? {};
    const ofOwn = this.#mayChange()
      ? []
      : subscriptions.filter(({ rule_id: rule }) => rule === null).map(({ snoozed_until: until }) => until);
    return [ofAll, ...ofOwn].filter((until) => until !== null).toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
  }

  /** Asks once more for what is shown. */
  again(): void {
    this.#refresh.request(null);
  }

  moreDeliveries(): void {
    this.#deliveryLimit = Math.min(mostDeliveries, this.#deliveryLimit + deliveriesAtOnce * 2);
    this.again();
  }

  /** Shows one as it is now, before the next answer. */
  putRule(rule: Rule): void {
    if (this.lists !== null) {
      this.lists = { ...this.lists, rules: this.lists.rules.map((known) => (known.rule_id === rule.rule_id ? rule : known)) };
      this.#host.requestUpdate();
    }
  }

  async #load(): Promise<void> {
    const client = this.#client;
    try {
      const [snooze, { subscriptions }, lists] = await Promise.all([
        client.call('alert_snooze.get', {}),
        client.call('push.list', {}),
        this.#mayChange() ? this.#loadLists() : null,
      ]);
      this.snooze = snooze;
      this.phones = subscriptions;
      this.lists = lists;
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
    this.#host.requestUpdate();
  }

  async #loadLists(): Promise<AlertLists> {
    const client = this.#client;
    const [{ channels }, { rules }, presence, { deliveries, total_count }] = await Promise.all([
      client.call('alert_channels.list', {}),
      client.call('alert_rules.list', {}),
      client.call('presence.get', {}),
      client.call('alert_deliveries.list', { page_size: this.#deliveryLimit }),
    ]);
    return { channels, rules, presence, deliveries, deliveryCount: total_count };
  }
}
