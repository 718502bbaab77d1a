/** Web push: a browser's subscription, and what its service worker is sent, as schemas. */
import { z } from 'zod';
import { AlertEventType } from './alerts.ts';
import { DeliveryFault } from './alerts-channels.ts';
import { languageTags } from './languages.ts';
import { secret } from './secret.ts';

const time = z.iso.datetime({ offset: true });

const base64url = (bytes: number, what: string) =>
  z
    .string()
    .max(200)
    .refine((text) => /^[\w-]+={0,2}$/.test(text) && Math.floor((text.replace(/=+$/, '').length * 3) / 4) === bytes, {
      error: `must be ${what}, as the browser gives it`,
    });

export const PushKey = z.object({ public_key: z.string().describe('For PushManager.subscribe, as base64url (VAPID, RFC 8292).') });

export const PushSubscriptionInput = z.strictObject({
  endpoint: secret(
    z
      .string()
      .max(2048)
      .regex(/^https:\/\/[^\s/?#@]+\/\S*$/, { error: 'must be an address that begins with https://, as the browser gives it' }),
  ).describe('Where the push service takes messages for this browser.'),
  keys: z.strictObject({
    p256dh: secret(base64url(65, 'a public key of 65 bytes')),
    auth: secret(base64url(16, 'a secret of 16 bytes')),
  }),
  expirationTime: z.number().nullable().optional().describe('As browsers give it; nothing depends on it.'),
  language: z
    .enum(['auto', ...languageTags])
    .default('auto')
    .describe('Of what is sent to this browser.'),
  device_name: z
    .string()
    .trim()
    .max(60)
    .regex(/^\P{Cc}*$/u, { error: 'must be one line without control characters' })
    .default('')
    .describe('What the list of phones and browsers calls this one; empty for the name of the device.'),
});
export type PushSubscriptionInput = z.infer<typeof PushSubscriptionInput>;

export const PushSubscriptionInfo = z.object({
  subscription_id: z.string(),
  device_name: z.string(),
  push_service: z.string().describe('Host of the push service of the browser.'),
  language: z.enum(['auto', ...languageTags]),
  is_own: z.boolean().describe('Of the device, token or account that asks.'),
  created_at: time,
  last_success: time.nullable(),
  last_error: DeliveryFault.nullable(),
  snoozed_until: time.nullable().describe('Until when nothing is sent there although it is to others; null when it is.'),
});
export type PushSubscriptionInfo = z.infer<typeof PushSubscriptionInfo>;

export const PushSubscriptionList = z.object({ subscriptions: z.array(PushSubscriptionInfo) });
export const PushSubscriptionIdInput = z.strictObject({ id: z.string() });
export const PushSubscriptionRemoved = z.object({ message: z.string(), subscription_id: z.string() });

/** What the service worker gets, as JSON. Times and text are made for that browser already. */
export const PushMessage = z.object({
  alert_id: z.string().describe('The same each time that this message is sent; another one for its updates.'),
  tag: z.string().describe('The same for a notification and its updates, so that a later one takes its place.'),
  is_update: z.boolean().describe('It takes the place of one before, without sound.'),
  title: z.string(),
  body: z.string(),
  path: z.string().describe('Page of the app that shows that moment, without a slash before it.'),
  picture_path: z.string().nullable().describe('Where the picture is, for those who are signed in, without a slash before it.'),
  event_id: z.int().nullable(),
  event_type: AlertEventType.nullable().describe('null for a test.'),
  camera_id: z.string().nullable(),
  rule_id: z.string().nullable(),
  subscription_id: z.string().describe('For a snooze of this browser alone.'),
  timestamp: time,
  language: z.enum(languageTags),
  actions: z.array(z.object({ action: z.string(), title: z.string() })).describe('Buttons, such as snooze-30.'),
});
export type PushMessage = z.infer<typeof PushMessage>;
