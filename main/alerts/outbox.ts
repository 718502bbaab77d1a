import type { DatabaseSync } from 'node:sqlite';
import type { DeliveryFault } from '../../shared/alerts-channels.ts';
import type { DeliveriesQuery, DeliveryState } from '../../shared/alerts-deliveries.ts';
import type { PetLogError } from '../../shared/errors.ts';
import { randomId } from '../access/hash.ts';
import type { FallbackDatabase } from '../system/fallback-database.ts';
import type { Clock } from '../system/clock.ts';
import { transaction } from '../system/sqlite.ts';
import { copyRows, replaceRows } from '../system/sqlite-copy.ts';
import type { NewDelivery, StoredDelivery, Target } from './delivery.ts';
import { countDeliveries, listDeliveries, pruneDeliveries } from './delivery-log.ts';
import { deliveryOf, insertDelivery, targetOf } from './delivery-rows.ts';
import { setTargetHealth, type TargetHealth, targetHealth } from './target-health.ts';

interface Firing {
  readonly ruleId: string;
  readonly cameraId: string | null;
  readonly isTrouble: boolean;
}

/** Whose last firing is asked for; troubles count for their rule alone. */
export type FiringScope = { readonly ruleId: string } | { readonly cameraId: string } | 'all';

const pruneMilliseconds = 3600 * 1000;

/**
 * What is to be sent and what was, on the disk before it is sent. What cannot be written there goes on in memory, so
 * that a full disk can be told of.
 */
export class Outbox {
  readonly #file: FallbackDatabase;
  readonly #clock: Clock;
  #cancelPruning = (): void => {};

  constructor(file: FallbackDatabase, clock: Clock) {
    this.#file = file;
    this.#clock = clock;
    this.#pruneHourly();
  }

  /** What is wrong with its file. */
  get problems(): readonly PetLogError[] {
    return this.#file.problem === null ? [] : [this.#file.problem];
  }

  /** Uses the file again where that could not be. Never throws. */
  retry(): void {
    const { isRead } = this.#file;
    this.#file.retry((memory, file) => (isRead ? replaceRows(memory, file) : copyRows(memory, file)));
  }

  close(): void {
    this.#cancelPruning();
    this.#file.close();
  }

  /** The id of the alert about a subject; null where there is none. */
  alertOf(subject: string): string | null {
    const row = this.#database.prepare('SELECT id FROM alerts WHERE subject = ?').get(subject);
    return row === undefined ? null : String(row['id']);
  }

  /** Whether a rule has told of an alert, or could not as too much was told already. */
  hasFired(alertId: string, ruleId: string): boolean {
    return this.#database.prepare('SELECT 1 FROM firings WHERE alert_id = ? AND rule_id = ?').get(alertId, ruleId) !== undefined;
  }

  /** When something fired last, but for the alert with that id; null for never. */
  lastFiring(scope: FiringScope, exceptAlertId: string | null): number | null {
    const [condition, ...values] =
      scope === 'all'
        ? ['is_trouble = 0']
        : 'ruleId' in scope
          ? ['rule_id = ?', scope.ruleId]
          : ['is_trouble = 0 AND camera_id = ?', scope.cameraId];
    const row = this.#database
      .prepare(`SELECT max(at_ms) AS at FROM firings WHERE alert_id <> ? AND ${condition}`)
      .get(exceptAlertId ?? '', ...values);
    return row?.['at'] === null || row === undefined ? null : Number(row['at']);
  }

  /** Whether something about an alert was sent to a target, or is to be. */
  hasDelivery(alertId: string, target: Target): boolean {
    return this.#deliveriesTo(alertId, target).length > 0;
  }

  /** The newest that a target got, or is to get, about an alert; null for none. */
  newestDelivery(alertId: string, target: Target): StoredDelivery | null {
    return this.#deliveriesTo(alertId, target)[0] ?? null;
  }

  /** What the other side calls the message that an update is to change; null where it said nothing. */
  remoteIdOf(update: StoredDelivery): string | null {
    return this.#deliveriesTo(update.alertId, update).find(({ remoteId }) => remoteId !== null)?.remoteId ?? null;
  }

  /** All targets that were told of an alert. */
  targetsOf(alertId: string): Target[] {
    return this.#database
      .prepare('SELECT DISTINCT channel_id, subscription_id FROM deliveries WHERE alert_id = ?')
      .all(alertId)
      .map(targetOf);
  }

  /** A rule fires: all that is to be sent is on the disk, or nothing. @returns the id of the alert */
  fire(subject: string, firing: Firing, nowMilliseconds: number, deliveriesOf: (alertId: string) => readonly NewDelivery[]): string {
    return this.#write((database) => {
      const alertId = this.alertOf(subject) ?? randomId();
      database.prepare('INSERT OR IGNORE INTO alerts (id, subject, created_at_ms) VALUES (?, ?, ?)').run(alertId, subject, nowMilliseconds);
      database
        .prepare('INSERT OR IGNORE INTO firings (alert_id, rule_id, camera_id, is_trouble, at_ms) VALUES (?, ?, ?, ?, ?)')
        .run(alertId, firing.ruleId, firing.cameraId, firing.isTrouble ? 1 : 0, nowMilliseconds);
      deliveriesOf(alertId).forEach((delivery) => insertDelivery(database, delivery));
      return alertId;
    });
  }

  add(delivery: NewDelivery): void {
    this.#write((database) => insertDelivery(database, delivery));
  }

  /** Targets for which something waits. */
  waitingTargets(): Target[] {
    return this.#database
      .prepare("SELECT DISTINCT channel_id, subscription_id FROM deliveries WHERE state = 'waiting'")
      .all()
      .map(targetOf);
  }

  waitingCount(channelId: string): number {
    const row = this.#database
      .prepare("SELECT count(*) AS count FROM deliveries WHERE state = 'waiting' AND channel_id = ?")
      .get(channelId);
    return Number(row?.['count'] ?? 0);
  }

  /** What is to be sent next: the least tried, and of those the oldest. Null when nothing waits. */
  next({ channelId, subscriptionId }: Target): StoredDelivery | null {
    const row = this.#database
      .prepare(
        "SELECT * FROM deliveries WHERE state = 'waiting' AND channel_id = ? AND subscription_id = ? ORDER BY attempts, number LIMIT 1",
      )
      .get(channelId, subscriptionId);
    return row === undefined ? null : deliveryOf(row);
  }

  /** It was taken, refused for good, or nobody wants it any more. */
  finish(
    delivery: StoredDelivery,
    state: Exclude<DeliveryState, 'waiting'>,
    outcome: {
      readonly title?: string;
      readonly fault?: DeliveryFault;
      readonly remoteId?: string | undefined;
      readonly wasTried: boolean;
    },
    nowMilliseconds: number,
  ): void {
    this.#write((database) => {
      database
        .prepare(
          `UPDATE deliveries SET state = ?, finished_at_ms = ?, attempts = attempts + ?, next_attempt_at_ms = NULL,
             title = coalesce(?, title), last_error = coalesce(?, last_error), remote_id = ? WHERE number = ?`,
        )
        .run(
          state,
          nowMilliseconds,
          outcome.wasTried ? 1 : 0,
          outcome.title ?? null,
          outcome.fault === undefined ? null : JSON.stringify(outcome.fault),
          outcome.remoteId ?? delivery.remoteId,
          delivery.number,
        );
      if (state === 'delivered') {
        setTargetHealth(database, delivery, nowMilliseconds, null);
      } else if (outcome.fault !== undefined) {
        setTargetHealth(database, delivery, null, outcome.fault);
        // What would have changed it has nothing to change.
        database
          .prepare(
            "DELETE FROM deliveries WHERE alert_id = ? AND channel_id = ? AND subscription_id = ? AND state = 'waiting' AND is_update = 1",
          )
          .run(delivery.alertId, delivery.channelId, delivery.subscriptionId);
      }
    });
  }

  /** It did not arrive, and is tried again. */
  failed(delivery: StoredDelivery, fault: DeliveryFault, nextAttemptAtMilliseconds: number): void {
    this.#write((database) => {
      database
        .prepare('UPDATE deliveries SET attempts = attempts + 1, last_error = ?, next_attempt_at_ms = ? WHERE number = ?')
        .run(JSON.stringify(fault), nextAttemptAtMilliseconds, delivery.number);
      setTargetHealth(database, delivery, null, fault);
    });
  }

  /** Outside of any delivery: a test. */
  noteHealth(target: Target, successMilliseconds: number | null, fault: DeliveryFault | null): void {
    this.#write((database) => setTargetHealth(database, target, successMilliseconds, fault));
  }

  /** Of a target, or of the targets of a channel together. */
  health(channelId: string, subscriptionId: string | null = null): TargetHealth {
    return targetHealth(this.#database, channelId, subscriptionId);
  }

  /** Those that wait although they were made before a moment of the wall clock and are among the first so many. */
  overdue(beforeMilliseconds: number, lastNumber: number): StoredDelivery[] {
    return this.#database
      .prepare("SELECT * FROM deliveries WHERE state = 'waiting' AND created_at_ms < ? AND number <= ? ORDER BY number LIMIT 500")
      .all(beforeMilliseconds, lastNumber)
      .map(deliveryOf);
  }

  /** The number of the newest; 0 for none. */
  get newestNumber(): number {
    return Number(this.#database.prepare('SELECT max(number) AS number FROM deliveries').get()?.['number'] ?? 0);
  }

  /** Nobody is to hear of a subject any more that was not sent yet. */
  forgetSubject(subject: string): void {
    const alertId = this.alertOf(subject);
    if (alertId !== null) {
      this.#write((database) => void database.prepare("DELETE FROM deliveries WHERE alert_id = ? AND state = 'waiting'").run(alertId));
    }
  }

  /** What waits for a channel that is removed, or for one of its browsers, is not sent any more. */
  forgetTargets(channelId: string, subscriptionId: string | null = null): void {
    this.#write((database) => {
      const condition = subscriptionId === null ? 'channel_id = ?' : 'channel_id = ? AND subscription_id = ?';
      const values = subscriptionId === null ? [channelId] : [channelId, subscriptionId];
      database.prepare(`DELETE FROM deliveries WHERE state = 'waiting' AND ${condition}`).run(...values);
      database.prepare(`DELETE FROM targets WHERE ${condition}`).run(...values);
    });
  }

  /** What waits for a channel that was switched off is not sent any more. */
  dropWaiting(channelId: string): void {
    this.#write((database) => void database.prepare("DELETE FROM deliveries WHERE state = 'waiting' AND channel_id = ?").run(channelId));
  }

  list(query: DeliveriesQuery): { deliveries: StoredDelivery[]; total: number } {
    return listDeliveries(this.#database, query);
  }

  /** How many there are of each state and kind of channel, of those that are remembered. */
  counts(): ReturnType<typeof countDeliveries> {
    return countDeliveries(this.#database);
  }

  #pruneHourly(): void {
    this.#write((database) => pruneDeliveries(database, this.#clock.nowMicroseconds() / 1000));
    this.#cancelPruning = this.#clock.after(pruneMilliseconds, () => this.#pruneHourly());
  }

  get #database(): DatabaseSync {
    return this.#file.current;
  }

  #deliveriesTo(alertId: string, { channelId, subscriptionId }: Target): StoredDelivery[] {
    return this.#database
      .prepare('SELECT * FROM deliveries WHERE alert_id = ? AND channel_id = ? AND subscription_id = ? ORDER BY number DESC')
      .all(alertId, channelId, subscriptionId)
      .map(deliveryOf);
  }

  #write<Result>(work: (database: DatabaseSync) => Result): Result {
    try {
      return transaction(this.#database, () => work(this.#database));
    } catch (error) {
      if (this.#file.isInMemory) {
        throw error;
      }
      this.#file.leave(error);
      return transaction(this.#database, () => work(this.#database));
    }
  }
}
