/** What was sent where, when, and what came of it, as schemas. */
import { z } from 'zod';
import { AlertEventType } from './alerts.ts';
import { ChannelKind, DeliveryFault } from './alerts-channels.ts';

const time = z.iso.datetime({ offset: true });

export const deliveryStates = ['waiting', 'delivered', 'failed', 'expired'] as const;
export const DeliveryState = z
  .enum(deliveryStates)
  .describe('waiting: to be sent, or sent again. failed: refused for good. expired: tried for 24 hours in vain.');
export type DeliveryState = z.infer<typeof DeliveryState>;

export const Delivery = z.object({
  delivery_id: z.string().describe('Sent along with each attempt, so that who gets it twice can tell.'),
  alert_id: z.string().describe('The same for everything that is sent about one visit by one rule.'),
  state: DeliveryState,
  is_update: z.boolean().describe('Takes the place of an earlier message about the same.'),
  channel_id: z.string(),
  channel_name: z.string().describe('As it was called then.'),
  channel_kind: ChannelKind,
  device_name: z.string().nullable().describe('The phone or browser, of web push; else null.'),
  rule_id: z.string(),
  rule_name: z.string(),
  event_id: z.int().nullable(),
  event_type: AlertEventType,
  camera_id: z.string().nullable(),
  title: z.string().describe('As it was sent.'),
  created_at: time,
  finished_at: time.nullable().describe('When it arrived, was refused for good, or expired.'),
  attempts: z.int().min(0),
  next_attempt_at: time.nullable(),
  last_error: DeliveryFault.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

export const DeliveriesQuery = z.strictObject({
  state: DeliveryState.optional(),
  channel_id: z.string().max(100).optional().describe('Only by this channel.'),
  page: z.int().min(1).max(1_000_000).default(1),
  page_size: z.int().min(1).max(500).default(50),
});
export type DeliveriesQuery = z.infer<typeof DeliveriesQuery>;

export const DeliveriesPage = z.object({
  deliveries: z.array(Delivery).describe('Newest first; those of the last 30 days.'),
  total_count: z.int().min(0),
  page: z.int().min(1),
  page_size: z.int().min(1),
});
export type DeliveriesPage = z.infer<typeof DeliveriesPage>;
