import type { DatabaseSync } from 'node:sqlite';
import type { DeliveryFault } from '../../shared/alerts-channels.ts';
import type { Target } from './delivery.ts';
import { faultOf } from './delivery-rows.ts';

/** How a channel, or one browser, did lately. */
export interface TargetHealth {
  readonly lastSuccessMilliseconds: number | null;
  /** Null once something has arrived. */
  readonly lastError: DeliveryFault | null;
}

/** Of a target, or of the targets of a channel together. */
export function targetHealth(database: DatabaseSync, channelId: string, subscriptionId: string | null): TargetHealth {
  const [condition, values] =
    subscriptionId === null ? ['channel_id = ?', [channelId]] : ['channel_id = ? AND subscription_id = ?', [channelId, subscriptionId]];
  const rows = database.prepare(`SELECT * FROM targets WHERE ${condition}`).all(...values);
  const successes = rows.flatMap((row) => (row['last_success_at_ms'] === null ? [] : [Number(row['last_success_at_ms'])]));
  const faults = rows.flatMap((row) => faultOf(row['last_error']) ?? []).sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return { lastSuccessMilliseconds: successes.length === 0 ? null : Math.max(...successes), lastError: faults[0] ?? null };
}

/** @param successMilliseconds of the wall clock; null leaves what was known */
export function setTargetHealth(
  database: DatabaseSync,
  { channelId, subscriptionId }: Target,
  successMilliseconds: number | null,
  fault: DeliveryFault | null,
): void {
  database
    .prepare(
      `INSERT INTO targets (channel_id, subscription_id, last_success_at_ms, last_error) VALUES (?, ?, ?, ?)
         ON CONFLICT (channel_id, subscription_id) DO UPDATE SET
           last_success_at_ms = coalesce(excluded.last_success_at_ms, last_success_at_ms), last_error = excluded.last_error`,
    )
    .run(channelId, subscriptionId, successMilliseconds, fault === null ? null : JSON.stringify(fault));
}
