import { webPushChannelId } from '../../shared/alerts-channels.ts';
import type { Operations } from '../../shared/routes.ts';
import type { AlertSender } from '../alerts/alert-sender.ts';
import type { Channels } from '../alerts/channels.ts';
import { deliveryInfo } from '../alerts/delivery-info.ts';
import type { Outbox } from '../alerts/outbox.ts';
import type { Presence } from '../alerts/presence.ts';
import type { PushKeys } from '../alerts/push-keys.ts';
import type { Rules } from '../alerts/rules.ts';
import type { Snoozes } from '../alerts/snoozes.ts';
import type { SubscriptionStore } from '../alerts/subscription-store.ts';
import type { Subscriptions } from '../alerts/subscriptions.ts';

export type AlertOperations = Pick<
  Operations,
  Extract<keyof Operations, `${'alert_channels' | 'alert_rules' | 'alert_snooze' | 'alert_deliveries' | 'push' | 'presence'}.${string}`>
>;

export interface AlertOperationsDependencies {
  readonly channels: Channels;
  readonly rules: Rules;
  readonly subscriptions: Subscriptions;
  readonly subscriptionStore: Pick<SubscriptionStore, 'list'>;
  readonly snoozes: Snoozes;
  readonly presence: Presence;
  readonly outbox: Pick<Outbox, 'list'>;
  readonly sender: Pick<AlertSender, 'test'>;
  pushKeys(): Promise<PushKeys>;
}

/** Alerts as people set them up, and what came of them. */
export function createAlertOperations({
  channels,
  rules,
  subscriptions,
  subscriptionStore,
  snoozes,
  presence,
  outbox,
  sender,
  pushKeys,
}: AlertOperationsDependencies): AlertOperations {
  return {
    'alert_channels.list': async () => ({ channels: channels.list() }),
    'alert_channels.create': async (input) => channels.create(input),
    'alert_channels.change': async ({ id, ...change }) => channels.change(id, change),
    async 'alert_channels.remove'({ id }) {
      channels.remove(id);
      return { message: 'Channel removed successfully', channel_id: id };
    },
    async 'alert_channels.test'({ id }) {
      const channel = channels.find(id);
      const all = channel.channelId === webPushChannelId ? subscriptionStore.list() : [];
      if (all.length === 0) {
        return sender.test(channel, null);
      }
      const results = await Promise.all(all.map((subscription) => sender.test(channel, subscription)));
      // One that fails says more than the others.
      return results.find(({ ok }) => !ok) ?? results[0]!;
    },
    'push.key': async () => ({ public_key: (await pushKeys()).publicKey }),
    'push.list': async (_input, caller) => ({ subscriptions: subscriptions.list(caller) }),
    'push.subscribe': async (input, caller) => subscriptions.subscribe(input, caller),
    async 'push.unsubscribe'({ id }, caller) {
      subscriptions.unsubscribe(id, caller);
      return { message: 'No alerts are sent there any more.', subscription_id: id };
    },
    async 'push.test'({ id }, caller) {
      const subscription = subscriptions.find(id, caller);
      return sender.test(channels.find(webPushChannelId), subscription);
    },
    'alert_rules.list': async () => ({ rules: rules.list() }),
    'alert_rules.create': async (input) => rules.create(input),
    'alert_rules.change': async ({ id, ...change }) => rules.change(id, change),
    async 'alert_rules.remove'({ id }) {
      rules.remove(id);
      return { message: 'Rule removed successfully', rule_id: id };
    },
    'alert_snooze.get': async (_input, caller) => snoozes.state(caller),
    'alert_snooze.set': async (input, caller) => snoozes.set(input, caller),
    'presence.get': async () => presence.state,
    'presence.set': async ({ home }) => presence.set(home),
    async 'alert_deliveries.list'(query) {
      const { deliveries, total } = outbox.list(query);
      return { deliveries: deliveries.map(deliveryInfo), total_count: total, page: query.page, page_size: query.page_size };
    },
  };
}
