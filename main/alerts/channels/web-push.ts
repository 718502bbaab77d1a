import type { PushMessage } from '../../../shared/alerts-push.ts';
import type { StoredSubscription } from '../subscription-store.ts';
import { DeliveryError } from '../delivery.ts';
import type { PushKeys } from '../push-keys.ts';
import { type Addresses, ask } from './ask.ts';
import type { AlertMessage, Send } from './message.ts';
import { notThatService } from './not-that-service.ts';

/** Push services take 4096 bytes, encrypted (RFC 8291). */
const mostBytes = 3900;
const keptSeconds = 86_400;
/** Whom a push service can write to about the sender (RFC 8292); Apple refuses addresses without a domain. */
const subject = 'mailto:alerts@petlog.example';

/** Words of the buttons. */
export interface PushWords {
  snooze(minutes: number): string;
  readonly untilMorning: string;
}

/** A message for one browser (RFC 8030), encrypted so that its push service cannot read it. */
export function webPush(subscription: StoredSubscription, keys: PushKeys, words: PushWords, addresses: Addresses): Send {
  return async (message, signal) => {
    const { endpoint, publicKey, auth } = subscription;
    const { buildPushPayload } = await import('@block65/webcrypto-web-push');
    const payload = await buildPushPayload(
      {
        data: JSON.stringify(fitting(pushMessageOf(message, subscription.subscriptionId, words))),
        options: { ttl: keptSeconds, urgency: 'high', topic: message.alertId.slice(0, 32) },
      },
      { endpoint, expirationTime: null, keys: { p256dh: publicKey, auth } },
      { subject, publicKey: keys.publicKey, privateKey: keys.privateKey },
    ).catch((error: unknown) => {
      throw new DeliveryError('answer', 'The keys of this browser cannot be used; switch alerts off and on again there.', {
        isPermanent: true,
        cause: error,
      });
    });
    const { authorization, 'content-length': _length, ...headers } = payload.headers;
    const answer = await ask(
      addresses,
      {
        url: endpoint,
        headers,
        credentials: { authorization },
        body: Buffer.from(payload.body),
        secrets: [endpoint, new URL(endpoint).pathname],
      },
      signal,
    );
    if (answer.isPage) {
      throw notThatService(answer, 'a push service');
    }
    return {};
  };
}

function pushMessageOf(message: AlertMessage, subscriptionId: string, words: PushWords): PushMessage {
  return {
    alert_id: message.alertId,
    tag: message.alertId,
    is_update: message.isUpdate,
    title: message.title,
    body: message.body,
    path: message.path,
    picture_path: message.picturePath,
    event_id: message.eventId,
    event_type: message.eventType,
    camera_id: message.cameraId,
    rule_id: message.ruleId,
    subscription_id: subscriptionId,
    timestamp: new Date(message.atMilliseconds).toISOString(),
    language: message.language,
    actions: message.eventType === null ? [] : snoozesIn(words),
  };
}

/** Most browsers show the first two, some all of them. */
const snoozesIn = (words: PushWords): PushMessage['actions'] => [
  ...[30, 60, 15].map((minutes) => ({ action: `snooze-${minutes}`, title: words.snooze(minutes) })),
  { action: 'snooze-morning', title: words.untilMorning },
];

/** Shortens what people wrote, where it does not fit. */
function fitting(message: PushMessage): PushMessage {
  const excess = Buffer.byteLength(JSON.stringify(message)) - mostBytes;
  if (excess <= 0) {
    return message;
  }
  const body = Buffer.from(message.body);
  // A letter that is cut in two is left out.
  return {
    ...message,
    body: body
      .subarray(0, Math.max(0, body.length - excess))
      .toString()
      .replace(/\uFFFD+$/, ''),
  };
}
