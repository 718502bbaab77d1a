import type { Delivery } from '../../shared/alerts-deliveries.ts';
import type { StoredDelivery } from './delivery.ts';

const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
const isoTimeOrNull = (milliseconds: number | null): string | null => (milliseconds === null ? null : isoTime(milliseconds));

/** A delivery as it is told. */
export const deliveryInfo = (delivery: StoredDelivery): Delivery => ({
  delivery_id: delivery.deliveryId,
  alert_id: delivery.alertId,
  state: delivery.state,
  is_update: delivery.isUpdate,
  channel_id: delivery.channelId,
  channel_name: delivery.channelName,
  channel_kind: delivery.channelKind,
  device_name: delivery.deviceName,
  rule_id: delivery.ruleId,
  rule_name: delivery.ruleName,
  event_id: delivery.occurrence.eventId,
  event_type: delivery.occurrence.eventType,
  camera_id: delivery.occurrence.cameraId,
  title: delivery.title,
  created_at: isoTime(delivery.createdAtMilliseconds),
  finished_at: isoTimeOrNull(delivery.finishedAtMilliseconds),
  attempts: delivery.attempts,
  next_attempt_at: isoTimeOrNull(delivery.nextAttemptAtMilliseconds),
  last_error: delivery.lastError,
});
