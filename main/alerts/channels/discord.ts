import type { ChannelSettings } from '../../../shared/alerts-channels.ts';
import { DeliveryError } from '../delivery.ts';
import { type Addresses, ask } from './ask.ts';
import { formBody } from './form.ts';
import { type AlertMessage, type Send, snoozeLine, wholeText } from './message.ts';
import { notThatService } from './not-that-service.ts';

/** A webhook of Discord (https://discord.com/developers/docs/resources/webhook#execute-webhook). */
export function discord(settings: ChannelSettings<'discord'>, addresses: Addresses): Send {
  return async (message, signal) => {
    const url = new URL(settings.webhook_url);
    if (message.remoteId !== null) {
      url.pathname = `${url.pathname.replace(/\/+$/, '')}/messages/${encodeURIComponent(message.remoteId)}`;
    } else {
      url.searchParams.set('wait', 'true');
    }
    const { contentType, body } = await formBody(
      { payload_json: JSON.stringify({ content: textOf(message), allowed_mentions: { parse: [] } }) },
      message.picture === null || message.remoteId !== null ? [] : [{ name: 'files[0]', filename: 'picture.jpg', jpeg: message.picture }],
    );
    const answer = await ask(
      addresses,
      {
        url: url.href,
        method: message.remoteId === null ? 'POST' : 'PATCH',
        headers: { 'Content-Type': contentType },
        body,
        secrets: [settings.webhook_url, url.pathname],
      },
      signal,
    ).catch((error: unknown) => {
      throw error instanceof DeliveryError && error.isGone && message.remoteId === null
        ? new DeliveryError('sign_in', 'Discord knows no webhook of this address any more; make a new one there.', {
            isPermanent: true,
            cause: error,
          })
        : error;
    });
    const { id } = (answer.json ?? {}) as { id?: unknown };
    if (typeof id !== 'string') {
      throw notThatService(answer, 'Discord');
    }
    return { remoteId: id };
  };
}

/** In angle brackets nothing of an address is shown below the message. */
const asAddress = (url: string): string => `<${url}>`;

const textOf = (message: AlertMessage): string =>
  `${wholeText(message)}${message.url === null ? '' : `\n${asAddress(message.url)}`}${snoozeLine(message, asAddress)}`
    .slice(0, 2000)
    .toWellFormed();
