import type { NewDelivery, Occurrence } from '../../main/alerts/delivery.ts';

/** Somebody who just came in. */
export const occurrence = (values: Partial<Occurrence> = {}): Occurrence => ({
  subject: 'event:1',
  eventType: 'visit',
  cameraId: 'main',
  eventId: 1,
  label: 'cat',
  petId: null,
  zoneIds: [],
  startedAtMilliseconds: 1_800_000_000_000,
  durationSeconds: 0,
  isOver: false,
  ruleId: null,
  reason: null,
  ...values,
});

export const newDelivery = (values: Partial<NewDelivery> = {}): NewDelivery => ({
  deliveryId: 'delivery',
  alertId: 'alert',
  isUpdate: false,
  channelId: 'channel',
  channelName: 'Channel',
  channelKind: 'webhook',
  subscriptionId: '',
  deviceName: null,
  ruleId: 'rule',
  ruleName: 'Rule',
  hasPicture: false,
  occurrence: occurrence(),
  title: 'A cat',
  createdAtMilliseconds: 1_800_000_000_000,
  ...values,
});
