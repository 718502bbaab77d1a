import { createHmac } from 'node:crypto';
import type { ChannelSettings } from '../../../shared/alerts-channels.ts';
import { type Addresses, ask } from './ask.ts';
import type { AlertMessage, Send } from './message.ts';

/** More than that is more than a receiver expects in one piece. */
const mostPictureBytes = 1_000_000;

/**
 * A webhook by the Standard Webhooks specification
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
 *
 * @param nowSeconds by the wall clock
 */
export function webhook(settings: ChannelSettings<'webhook'>, addresses: Addresses, nowSeconds: () => number): Send {
  return async (message, signal) => {
    const timestamp = Math.floor(nowSeconds());
    const body = JSON.stringify(payloadOf(message));
    const answer = await ask(
      addresses,
      {
        url: settings.url,
        headers: {
          'Content-Type': 'application/json',
          'webhook-id': message.deliveryId,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': `v1,${signatureOf(settings.secret, message.deliveryId, timestamp, body)}`,
        },
        body,
        certificateFingerprint: settings.certificate_fingerprint,
        secrets: [settings.secret],
      },
      signal,
    );
    return answer.isPage ? { remark: `${answer.host} took it, but answered with a web page; look whether it is the right address.` } : {};
  };
}

/** Base64 of HMAC-SHA-256; the secret is base64 behind `whsec_`, else the bytes of its text. */
export function signatureOf(secret: string, id: string, timestamp: number, body: string): string {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret);
  return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
}

function payloadOf(message: AlertMessage): object {
  const isLarge = message.picture !== null && message.picture.length > mostPictureBytes;
  return {
    type: message.eventType === null ? 'alert.test' : message.isUpdate ? 'alert.updated' : 'alert.created',
    timestamp: new Date(message.atMilliseconds).toISOString(),
    data: {
      alert_id: message.alertId,
      rule_id: message.ruleId,
      rule_name: message.ruleName,
      title: message.title,
      body: message.body,
      event_id: message.eventId,
      event_type: message.eventType,
      camera_id: message.cameraId,
      camera_name: message.cameraName,
      label: message.label,
      pet_id: message.petId,
      pet_name: message.petName,
      zones: message.zoneIds,
      duration: message.durationSeconds,
      is_over: message.isOver,
      url: message.url,
      picture: message.picture === null || isLarge ? null : message.picture.toString('base64'),
    },
  };
}
