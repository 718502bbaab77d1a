import type { ChannelSettings } from '../../../shared/alerts-channels.ts';
import { DeliveryError } from '../delivery.ts';
import { type Addresses, type Answer, ask, said } from './ask.ts';
import { formBody } from './form.ts';
import { type AlertMessage, type Send, snoozeLine, wholeText } from './message.ts';
import { notThatService } from './not-that-service.ts';

const mostCaptionLetters = 1024;

/**
 * A bot of Telegram (https://core.telegram.org/bots/api).
 *
 * @param server its address, without a slash at its end
 */
export function telegram(settings: ChannelSettings<'telegram'>, addresses: Addresses, server: string): Send {
  const secrets = [settings.bot_token];
  const call = async (method: string, fields: Record<string, string>, jpeg: Buffer | null, signal: AbortSignal): Promise<Answer> => {
    const files = jpeg === null ? [] : [{ name: 'photo', filename: 'picture.jpg', jpeg }];
    const { contentType, body } = await formBody({ chat_id: settings.chat_id, ...fields }, files);
    const url = `${server}/bot${settings.bot_token}/${method}`;
    return ask(addresses, { url, headers: { 'Content-Type': contentType }, body, secrets }, signal).catch((error: unknown) => {
      // Telegram knows no bot with this token by 404.
      throw error instanceof DeliveryError && error.isGone
        ? new DeliveryError('sign_in', 'Telegram knows no bot with this token.', { isPermanent: true, cause: error })
        : error;
    });
  };
  return async (message, signal) => {
    const answer =
      message.remoteId !== null
        ? await update(message, message.remoteId, call, signal)
        : message.picture !== null
          ? await call('sendPhoto', { caption: textOf(message) }, message.picture, signal)
          : await call('sendMessage', { text: textOf(message) }, null, signal);
    if (answer === null) {
      return { remoteId: message.remoteId ?? undefined };
    }
    const { ok, result } = (answer.json ?? {}) as { ok?: unknown; result?: { message_id?: number | string } };
    if (ok !== true) {
      throw notThatService(answer, said('Telegram', secrets));
    }
    const kind = message.remoteId?.split(':')[0] ?? (message.picture === null ? 'text' : 'photo');
    return { remoteId: `${kind}:${String(result?.message_id ?? message.remoteId?.split(':')[1])}` };
  };
}

type Call = (method: string, fields: Record<string, string>, jpeg: Buffer | null, signal: AbortSignal) => Promise<Answer>;

/** Null where nothing of it would change, which Telegram calls an error. */
async function update(message: AlertMessage, remoteId: string, call: Call, signal: AbortSignal): Promise<Answer | null> {
  const [kind, messageId = ''] = remoteId.split(':');
  try {
    return kind === 'photo'
      ? await call('editMessageCaption', { message_id: messageId, caption: textOf(message) }, null, signal)
      : await call('editMessageText', { message_id: messageId, text: textOf(message) }, null, signal);
  } catch (error) {
    if (error instanceof DeliveryError && /not modified/i.test(error.message)) {
      return null;
    }
    throw error;
  }
}

const textOf = (message: AlertMessage): string =>
  `${wholeText(message)}${message.url === null ? '' : `\n${message.url}`}${snoozeLine(message)}`
    .slice(0, mostCaptionLetters)
    .toWellFormed();
