import type { DatabaseSync } from 'node:sqlite';
import { AlertEventType } from '../../shared/alerts.ts';
import { ChannelKind, DeliveryFault } from '../../shared/alerts-channels.ts';
import { DeliveryState } from '../../shared/alerts-deliveries.ts';
import type { NewDelivery, Occurrence, StoredDelivery, Target } from './delivery.ts';

/** To be sent. */
export function insertDelivery(database: DatabaseSync, delivery: NewDelivery): void {
  const { occurrence } = delivery;
  database
    .prepare(
      `INSERT INTO deliveries (id, alert_id, state, is_update, channel_id, channel_name, channel_kind, subscription_id, device_name, rule_id,
         rule_name, has_picture, event_id, event_type, camera_id, content, title, created_at_ms, next_attempt_at_ms)
       VALUES (?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      delivery.deliveryId,
      delivery.alertId,
      delivery.isUpdate ? 1 : 0,
      delivery.channelId,
      delivery.channelName,
      delivery.channelKind,
      delivery.subscriptionId,
      delivery.deviceName,
      delivery.ruleId,
      delivery.ruleName,
      delivery.hasPicture ? 1 : 0,
      occurrence.eventId,
      occurrence.eventType,
      occurrence.cameraId,
      JSON.stringify(occurrence),
      delivery.title,
      delivery.createdAtMilliseconds,
      delivery.createdAtMilliseconds,
    );
}

export const targetOf = (row: Record<string, unknown>): Target => ({
  channelId: String(row['channel_id']),
  subscriptionId: String(row['subscription_id']),
});

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** Null for none, and for what is not understood. */
export function faultOf(value: unknown): DeliveryFault | null {
  const fault = typeof value === 'string' ? DeliveryFault.safeParse(JSON.parse(value)) : null;
  return fault?.success === true ? fault.data : null;
}

export function deliveryOf(row: Record<string, unknown>): StoredDelivery {
  return {
    number: Number(row['number']),
    deliveryId: String(row['id']),
    alertId: String(row['alert_id']),
    state: DeliveryState.parse(row['state']),
    isUpdate: row['is_update'] === 1,
    ...targetOf(row),
    channelName: String(row['channel_name']),
    channelKind: ChannelKind.parse(row['channel_kind']),
    deviceName: textOrNull(row['device_name']),
    ruleId: String(row['rule_id']),
    ruleName: String(row['rule_name']),
    hasPicture: row['has_picture'] === 1,
    occurrence: { ...(JSON.parse(String(row['content'])) as Occurrence), eventType: AlertEventType.parse(row['event_type']) },
    title: String(row['title']),
    createdAtMilliseconds: Number(row['created_at_ms']),
    finishedAtMilliseconds: numberOrNull(row['finished_at_ms']),
    attempts: Number(row['attempts']),
    nextAttemptAtMilliseconds: numberOrNull(row['next_attempt_at_ms']),
    lastError: faultOf(row['last_error']),
    remoteId: textOrNull(row['remote_id']),
  };
}
