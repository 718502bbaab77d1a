import type { PushSubscriptionInfo } from '../../../shared/alerts-push.ts';
import type { WorkerClient } from './worker-client.ts';

/** What is known of the subscription of this browser while no page is open. */
export interface KeptSubscription {
  readonly language: string;
  readonly subscriptionId: string;
}

/** Survives the worker, which browsers end after each event. */
interface SubscriptionMemory {
  read(): Promise<KeptSubscription | null>;
  write(kept: KeptSubscription): Promise<void>;
}

/** In the cache of the browser, the one place that is always there for a worker. */
export class CachedMemory implements SubscriptionMemory {
  readonly #caches: CacheStorage;
  readonly #name: string;
  readonly #address: string;

  constructor(caches: CacheStorage, scope: URL) {
    this.#caches = caches;
    this.#name = `petlog-push ${scope.href}`;
    this.#address = new URL('push-subscription', scope).href;
  }

  async read(): Promise<KeptSubscription | null> {
    const kept = await (await this.#caches.open(this.#name)).match(this.#address);
    return kept === undefined ? null : ((await kept.json()) as KeptSubscription);
  }

  async write(kept: KeptSubscription): Promise<void> {
    await (await this.#caches.open(this.#name)).put(this.#address, Response.json(kept));
  }
}

interface RenewedSubscription {
  readonly client: Pick<WorkerClient, 'ask'>;
  readonly memory: SubscriptionMemory;
  /** The new one; where the browser made none, it is made by this. */
  subscribe(): Promise<Pick<PushSubscription, 'toJSON'>>;
}

/**
 * The browser gave this subscription another address: PetLog is told, in the
 * language of before, and forgets the old one.
 */
export async function renewSubscription({ client, memory, subscribe }: RenewedSubscription): Promise<void> {
  const before = await memory.read();
  if (before === null) {
    return; // nobody asked for alerts
  }
  const { endpoint, keys } = (await subscribe()).toJSON();
  const answer = await client.ask('alerts/push-subscriptions', 'POST', { endpoint, keys, language: before.language });
  if (!answer.ok) {
    return; // the page tells anew when it is opened
  }
  const { subscription_id: subscriptionId } = (await answer.json()) as PushSubscriptionInfo;
  await memory.write({ ...before, subscriptionId });
  if (subscriptionId !== before.subscriptionId) {
    await client.ask(`alerts/push-subscriptions/${before.subscriptionId}`, 'DELETE');
  }
}
