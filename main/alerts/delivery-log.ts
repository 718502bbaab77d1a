import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { DeliveriesQuery } from '../../shared/alerts-deliveries.ts';
import type { StoredDelivery } from './delivery.ts';
import { deliveryOf } from './delivery-rows.ts';

const keptMilliseconds = 30 * 24 * 3600 * 1000;
const mostDeliveries = 50_000;

/** Of those that are remembered, the newest first. */
export function listDeliveries(
  database: DatabaseSync,
  { state, channel_id: channelId, page, page_size: pageSize }: DeliveriesQuery,
): { deliveries: StoredDelivery[]; total: number } {
  const parts: [string, SQLInputValue][] = [
    ...(state === undefined ? [] : [['state = ?', state] as [string, SQLInputValue]]),
    ...(channelId === undefined ? [] : [['channel_id = ?', channelId] as [string, SQLInputValue]]),
  ];
  const condition = parts.length === 0 ? '1' : parts.map(([text]) => text).join(' AND ');
  const values = parts.map(([, value]) => value);
  return {
    deliveries: database
      .prepare(`SELECT * FROM deliveries WHERE ${condition} ORDER BY number DESC LIMIT ? OFFSET ?`)
      .all(...values, pageSize, (page - 1) * pageSize)
      .map(deliveryOf),
    total: Number(database.prepare(`SELECT count(*) AS count FROM deliveries WHERE ${condition}`).get(...values)?.['count']),
  };
}

/** How many there are of each state and kind of channel. */
export function countDeliveries(database: DatabaseSync): { readonly kind: string; readonly state: string; readonly count: number }[] {
  return database
    .prepare('SELECT channel_kind, state, count(*) AS count FROM deliveries GROUP BY channel_kind, state')
    .all()
    .map((row) => ({ kind: String(row['channel_kind']), state: String(row['state']), count: Number(row['count']) }));
}

/** What was sent long ago, or is one of too many, is forgotten, and with it what it was about. */
export function pruneDeliveries(database: DatabaseSync, nowMilliseconds: number): void {
  const before = nowMilliseconds - keptMilliseconds;
  database
    .prepare(
      "DELETE FROM deliveries WHERE state <> 'waiting' AND (created_at_ms < ? OR number <= (SELECT max(number) FROM deliveries) - ?)",
    )
    .run(before, mostDeliveries);
  database
    .prepare('DELETE FROM alerts WHERE created_at_ms < ? AND NOT EXISTS (SELECT 1 FROM deliveries WHERE alert_id = alerts.id)')
    .run(before);
}
