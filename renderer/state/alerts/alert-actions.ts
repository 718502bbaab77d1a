import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SnoozeInput } from '../../../shared/alerts.ts';
import type { Channel, ChannelTest } from '../../../shared/alerts-channels.ts';
import type { PushSubscriptionInfo } from '../../../shared/alerts-push.ts';
import type { Rule } from '../../../shared/alerts-rules.ts';
import type { AlertWords } from '../../text/en/alerts.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { describeFailure } from '../descriptions.ts';
import { UndoQueue } from '../library/undo-queue.ts';
import { Messages } from '../messages.ts';
import type { AlertsController } from './alerts-controller.ts';
import { offeredCertificate } from './offered-certificate.ts';
import { ruleName } from './rule-name.ts';

type Removal = Rule | PushSubscriptionInfo;

interface AlertActionsOptions {
  readonly host: ReactiveControllerHost;
  readonly client: Pick<PetLogClient, 'call'>;
  readonly alerts: Pick<AlertsController, 'lists' | 'putRule' | 'again'>;
  words(): AlertWords;
}

/** The channel of all phones and browsers, which is always there. */
const phonesChannelId = 'web-push';

const isRule = (removal: Removal): removal is Rule => 'rule_id' in removal;
const idOf = (removal: Removal): string => (isRule(removal) ? removal.rule_id : removal.subscription_id);

/** What is done about alerts on their page. What fails is told. */
export class AlertActions implements ReactiveController {
  readonly #options: AlertActionsOptions;
  readonly #removals: UndoQueue<Removal>;
  readonly #trials = new Map<string, ChannelTest | 'running'>();
  readonly messages: Messages;

  constructor(options: AlertActionsOptions) {
    this.#options = options;
    const update = (): void => options.host.requestUpdate();
    this.messages = new Messages(update);
    this.#removals = new UndoQueue<Removal>((removals) => void this.#remove(removals), update);
    options.host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('pagehide', this.#onLeave);
  }

  hostDisconnected(): void {
    window.removeEventListener('pagehide', this.#onLeave);
    this.#onLeave();
    this.messages.close();
    this.#trials.clear();
  }

  get removals(): readonly Removal[] {
    return this.#removals.items;
  }

  /** What was removed, for as long as that can be taken back. */
  get sentence(): string {
    const { rules, channels } = this.#options.words();
    return this.removals
      .map((one) => (isRule(one) ? rules.removed(ruleName(one.name, { rules })) : channels.endedPhone(one.device_name)))
      .join(' ');
  }

  /** By the id of the channel; what came of its test, `running` until that is known. */
  get trials(): ReadonlyMap<string, ChannelTest | 'running'> {
    return new Map(this.#trials);
  }

  isLeaving(one: Removal): boolean {
    return this.removals.some((removal) => idOf(removal) === idOf(one));
  }

  remove(one: Removal): void {
    this.#removals.add([one]);
  }

  undo(): void {
    this.#removals.undo();
  }

  async snooze(snooze: SnoozeInput): Promise<void> {
    await this.#do(() => this.#options.client.call('alert_snooze.set', snooze));
  }

  async setPresence(home: boolean): Promise<void> {
    await this.#do(() => this.#options.client.call('presence.set', { home }));
  }

  async toggle({ rule_id: id, enabled }: Rule): Promise<void> {
    await this.#do(async () => {
      this.#options.alerts.putRule(await this.#options.client.call('alert_rules.change', { id, enabled: !enabled }));
    });
  }

  async test({ channel_id: id }: Channel): Promise<void> {
    if (this.#trials.get(id) === 'running') {
      return;
    }
    this.#trials.set(id, 'running');
    this.#options.host.requestUpdate();
    await this.#do(async () => {
      try {
        this.#trials.set(id, await this.#options.client.call('alert_channels.test', { id }));
      } catch (error) {
        this.#trials.delete(id);
        throw error;
      }
    });
  }

  /** Its certificate, which somebody compared, is the right one from now on. */
  async trust(channel: Channel): Promise<void> {
    const trial = this.#trials.get(channel.channel_id);
    const certificate_fingerprint = trial === 'running' ? null : offeredCertificate(channel, trial);
    if (certificate_fingerprint === null) {
      return;
    }
    await this.#do(() => this.#options.client.call('alert_channels.change', { id: channel.channel_id, certificate_fingerprint }));
    await this.test(channel);
  }

  async removeChannel({ channel_id: id }: Channel): Promise<void> {
    await this.#do(() => this.#options.client.call('alert_channels.remove', { id }));
  }

  /** The first phone that gets alerts gets what the rules tell, where none names phones yet. */
  async phoneChanged(phoneId: string | null): Promise<void> {
    const rules = this.#options.alerts.lists?.rules ?? [];
    const isNamed = rules.some(({ channels }) => channels.includes(phonesChannelId));
    await this.#do(async () => {
      for (const { rule_id: id, channels } of phoneId === null || isNamed ? [] : rules) {
        await this.#options.client.call('alert_rules.change', { id, channels: [...channels, phonesChannelId] });
      }
    });
  }

  async #remove(removals: readonly Removal[]): Promise<void> {
    await this.#do(async () => {
      for (const removal of removals) {
        const id = idOf(removal);
        await (isRule(removal)
          ? this.#options.client.call('alert_rules.remove', { id })
          : this.#options.client.call('push.unsubscribe', { id }));
      }
    });
  }

  async #do(work: () => Promise<unknown>): Promise<void> {
    const { alerts, host, words } = this.#options;
    try {
      await work();
    } catch (error) {
      this.messages.add('error', words().notDone(describeFailure(error, text())));
    }
    host.requestUpdate();
    alerts.again();
  }

  readonly #onLeave = (): void => this.#removals.flush();
}
