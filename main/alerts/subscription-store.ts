import type { DatabaseSync } from 'node:sqlite';
import { principalKinds } from '../../shared/access.ts';
import type { PushSubscriptionInput } from '../../shared/alerts-push.ts';

/** On whose behalf a browser gets alerts: what they may not see is not sent there. */
export interface SubscriptionOwner {
  readonly kind: (typeof principalKinds)[number];
  readonly id: string | null;
}

/** A browser that gets alerts by web push (RFC 8030, RFC 8291). */
export interface StoredSubscription {
  readonly subscriptionId: string;
  readonly endpoint: string;
  /** Of the browser, as base64url. */
  readonly publicKey: string;
  readonly auth: string;
  readonly language: PushSubscriptionInput['language'];
  readonly deviceName: string;
  readonly owner: SubscriptionOwner;
  readonly createdAtMilliseconds: number;
}

export class SubscriptionStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** In the order in which they were made. */
  list(): StoredSubscription[] {
    return this.#database.prepare('SELECT * FROM push_subscriptions ORDER BY created_at_ms, rowid').all().map(subscriptionOf);
  }

  find(subscriptionId: string): StoredSubscription | null {
    const row = this.#database.prepare('SELECT * FROM push_subscriptions WHERE id = ?').get(subscriptionId);
    return row === undefined ? null : subscriptionOf(row);
  }

  findByEndpoint(endpoint: string): StoredSubscription | null {
    const row = this.#database.prepare('SELECT * FROM push_subscriptions WHERE endpoint = ?').get(endpoint);
    return row === undefined ? null : subscriptionOf(row);
  }

  /** Adds it, or changes the one with its id. */
  put(subscription: StoredSubscription): void {
    this.#database
      .prepare(
        `INSERT INTO push_subscriptions (id, endpoint, public_key, auth, language, device_name, owner_kind, owner_id, created_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET endpoint = excluded.endpoint, public_key = excluded.public_key, auth = excluded.auth,
           language = excluded.language, device_name = excluded.device_name, owner_kind = excluded.owner_kind, owner_id = excluded.owner_id`,
      )
      .run(
        subscription.subscriptionId,
        subscription.endpoint,
        subscription.publicKey,
        subscription.auth,
        subscription.language,
        subscription.deviceName,
        subscription.owner.kind,
        subscription.owner.id,
        subscription.createdAtMilliseconds,
      );
  }

  remove(subscriptionId: string): void {
    this.#database.prepare('DELETE FROM push_subscriptions WHERE id = ?').run(subscriptionId);
  }
}

const subscriptionOf = (row: Record<string, unknown>): StoredSubscription => ({
  subscriptionId: String(row['id']),
  endpoint: String(row['endpoint']),
  publicKey: String(row['public_key']),
  auth: String(row['auth']),
  language: row['language'] as StoredSubscription['language'],
  deviceName: String(row['device_name']),
  owner: {
    kind: principalKinds.find((kind) => kind === row['owner_kind']) ?? 'open',
    id: typeof row['owner_id'] === 'string' ? row['owner_id'] : null,
  },
  createdAtMilliseconds: Number(row['created_at_ms']),
});
