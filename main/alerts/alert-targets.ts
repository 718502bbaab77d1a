import { webPushChannelId } from '../../shared/alerts-channels.ts';
import type { ChannelStore, StoredChannel } from './channel-store.ts';
import type { Target } from './delivery.ts';
import type { StoredRule } from './rule-store.ts';
import { snoozedUntil, type StoredSnooze } from './snooze-store.ts';
import type { StoredSubscription, SubscriptionOwner, SubscriptionStore } from './subscription-store.ts';

/** A channel, and of phones and browsers which one. */
export interface FoundTarget extends Target {
  readonly channel: StoredChannel;
  readonly subscription: StoredSubscription | null;
}

interface AlertTargetsOptions {
  readonly channels: Pick<ChannelStore, 'list' | 'find'>;
  readonly subscriptions: Pick<SubscriptionStore, 'list' | 'find'>;
  /** Whether that is still let in, and may see that camera; null for what is no camera's. */
  maySee(owner: SubscriptionOwner, cameraId: string | null): boolean;
}

/** Where alerts go: nobody is told of a camera that they may not see. */
export class AlertTargets {
  readonly #options: AlertTargetsOptions;

  constructor(options: AlertTargetsOptions) {
    this.#options = options;
  }

  /** All to whom a rule tells something of a camera now. */
  of(rule: StoredRule, cameraId: string | null, snoozes: readonly StoredSnooze[]): FoundTarget[] {
    const channels = this.#options.channels.list().filter(({ channelId, isEnabled }) => isEnabled && rule.channels.includes(channelId));
    return channels
      .flatMap((channel): FoundTarget[] =>
        channel.channelId === webPushChannelId
          ? this.#options.subscriptions
              .list()
              .filter(({ owner }) => this.#options.maySee(owner, cameraId))
              .map((subscription) => ({
                channel,
                subscription,
                channelId: channel.channelId,
                subscriptionId: subscription.subscriptionId,
              }))
          : [{ channel, subscription: null, channelId: channel.channelId, subscriptionId: '' }],
      )
      .filter(({ subscription }) => snoozedUntil(snoozes, rule.rule_id, subscription?.subscriptionId ?? null) === null);
  }

  /** A target as it is now; null where it is gone, switched off, or may not be told of that camera any more. */
  find({ channelId, subscriptionId }: Target, cameraId: string | null): FoundTarget | null {
    const channel = this.#options.channels.find(channelId);
    if (channel?.isEnabled !== true) {
      return null;
    }
    if (channelId !== webPushChannelId) {
      return { channel, subscription: null, channelId, subscriptionId };
    }
    const subscription = this.#options.subscriptions.find(subscriptionId);
    return subscription === null || !this.#options.maySee(subscription.owner, cameraId)
      ? null
      : { channel, subscription, channelId, subscriptionId };
  }
}
