import { webPushChannelId } from '../../shared/alerts-channels.ts';
import type { PushSubscriptionInfo, PushSubscriptionInput } from '../../shared/alerts-push.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Caller } from '../../shared/routes/route.ts';
import { randomId } from '../access/hash.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';
import type { Outbox } from './outbox.ts';
import { snoozedUntil, type SnoozeStore } from './snooze-store.ts';
import type { StoredSubscription, SubscriptionOwner, SubscriptionStore } from './subscription-store.ts';

interface SubscriptionsOptions {
  readonly store: SubscriptionStore;
  readonly snoozes: SnoozeStore;
  readonly outbox: Outbox;
  /** @throws PetLogError `invalid_input` for an address that may not be asked */
  assertAllowed(endpoint: string): void;
  readonly bus: EventBus;
  readonly clock: Pick<Clock, 'nowMicroseconds'>;
}

const mostSubscriptions = 200;

type Asker = Pick<Caller, 'kind' | 'id' | 'role' | 'cameraIds' | 'name'>;

/** Admins who see every camera manage the alerts of all. */
export const isManager = ({ role, cameraIds }: Pick<Caller, 'role' | 'cameraIds'>): boolean => role === 'admin' && cameraIds === undefined;

/** Phones and browsers that get alerts: each for whoever uses it. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions;

  constructor(options: SubscriptionsOptions) {
    this.#options = options;
  }

  list(asker: Asker): PushSubscriptionInfo[] {
    return this.#options.store
      .list()
      .filter((subscription) => isManager(asker) || isOwn(subscription, asker))
      .map((subscription) => this.#shown(subscription, asker));
  }

  /** Those of whoever asks. */
  ownIds(asker: Asker): string[] {
    return this.#options.store
      .list()
      .filter((subscription) => isOwn(subscription, asker))
      .map(({ subscriptionId }) => subscriptionId);
  }

  /** @throws PetLogError `push_subscription_not_found` also for another's, which only admins may see */
  find(subscriptionId: string, asker: Asker): StoredSubscription {
    const subscription = this.#options.store.find(subscriptionId);
    if (subscription === null || !(isManager(asker) || isOwn(subscription, asker))) {
      throw new PetLogError('push_subscription_not_found', { id: subscriptionId });
    }
    return subscription;
  }

  /** A browser that is known already, by its address, is that of whoever uses it now. Throws PetLogError `invalid_input`, `too_many_push_subscriptions`. */
  subscribe(input: PushSubscriptionInput, asker: Asker): PushSubscriptionInfo {
    const { store, bus, assertAllowed } = this.#options;
    assertAllowed(input.endpoint);
    const known = store.findByEndpoint(input.endpoint);
    if (known === null && store.list().length >= mostSubscriptions) {
      throw new PetLogError('too_many_push_subscriptions', { limit: mostSubscriptions });
    }
    const subscription: StoredSubscription = {
      subscriptionId: known?.subscriptionId ?? randomId(),
      endpoint: input.endpoint,
      publicKey: input.keys.p256dh,
      auth: input.keys.auth,
      language: input.language,
      deviceName: input.device_name || (asker.kind === 'device' ? asker.name : ''),
      owner: { kind: asker.kind, id: asker.id },
      createdAtMilliseconds: known?.createdAtMilliseconds ?? this.#nowMilliseconds,
    };
    store.put(subscription);
    bus.emit('alerts.changed', { part: 'subscriptions' });
    return this.#shown(subscription, asker);
  }

  /** @throws PetLogError `push_subscription_not_found` */
  unsubscribe(subscriptionId: string, asker: Asker): void {
    this.forget(this.find(subscriptionId, asker).subscriptionId);
  }

  /** Its browser is gone, or may not be told anything any more. */
  forget(subscriptionId: string): void {
    const { store, snoozes, outbox, bus } = this.#options;
    store.remove(subscriptionId);
    snoozes.forgetSubscription(subscriptionId);
    outbox.forgetTargets(webPushChannelId, subscriptionId);
    bus.emit('alerts.changed', { part: 'subscriptions' });
  }

  /** Of whom nobody is let in any more. */
  forgetAll(isOver: (owner: SubscriptionOwner) => boolean): void {
    this.#options.store
      .list()
      .filter(({ owner }) => isOver(owner))
      .forEach(({ subscriptionId }) => this.forget(subscriptionId));
  }

  #shown(subscription: StoredSubscription, asker: Asker): PushSubscriptionInfo {
    const { subscriptionId, deviceName, endpoint, language, createdAtMilliseconds } = subscription;
    const { lastSuccessMilliseconds, lastError } = this.#options.outbox.health(webPushChannelId, subscriptionId);
    const own = this.#options.snoozes.list(this.#nowMilliseconds).filter((snooze) => snooze.subscriptionId === subscriptionId);
    const until = snoozedUntil(own, null, subscriptionId);
    return {
      subscription_id: subscriptionId,
      device_name: deviceName,
      push_service: new URL(endpoint).host,
      language,
      is_own: isOwn(subscription, asker),
      created_at: isoTime(createdAtMilliseconds),
      last_success: lastSuccessMilliseconds === null ? null : isoTime(lastSuccessMilliseconds),
      last_error: lastError,
      snoozed_until: until === null ? null : isoTime(until),
    };
  }

  get #nowMilliseconds(): number {
    return Math.round(this.#options.clock.nowMicroseconds() / 1000);
  }
}

const isOwn = ({ owner }: StoredSubscription, { kind, id }: Pick<Caller, 'kind' | 'id'>): boolean => owner.kind === kind && owner.id === id;

const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
