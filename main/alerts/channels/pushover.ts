import type { ChannelSettings } from '../../../shared/alerts-channels.ts';
import { DeliveryError } from '../delivery.ts';
import { type Addresses, ask } from './ask.ts';
import { formBody } from './form.ts';
import { type Send, snoozeLine } from './message.ts';
import { notThatService } from './not-that-service.ts';

/** Pushover takes no larger picture. */
const mostPictureBytes = 5_000_000;

/**
 * Pushover (https://pushover.net/api).
 *
 * @param server its address, without a slash at its end
 */
export function pushover(settings: ChannelSettings<'pushover'>, addresses: Addresses, server: string): Send {
  return async (message, signal) => {
    const { title, body: text, url: link, atMilliseconds, picture } = message;
    const fits = picture !== null && picture.length <= mostPictureBytes;
    const { contentType, body } = await formBody(
      {
        token: settings.application_token,
        user: settings.user_key,
        title: title.slice(0, 250),
        message: `${text || title}${snoozeLine(message)}`.slice(0, 1024).toWellFormed(),
        timestamp: String(Math.floor(atMilliseconds / 1000)),
        ...(link === null ? {} : { url: link.slice(0, 512) }),
      },
      fits ? [{ name: 'attachment', filename: 'picture.jpg', jpeg: picture }] : [],
    );
    const secrets = [settings.application_token, settings.user_key];
    const answer = await ask(
      addresses,
      { url: `${server}/1/messages.json`, headers: { 'Content-Type': contentType }, body, secrets },
      signal,
    ).catch((error: unknown) => {
      // A wrong token is no 401 there.
      throw error instanceof DeliveryError && /token|user/i.test(error.message) && error.isPermanent
        ? new DeliveryError('sign_in', error.message, { isPermanent: true, cause: error })
        : error;
    });
    if ((answer.json as { status?: unknown } | undefined)?.status !== 1) {
      throw notThatService(answer, 'Pushover');
    }
    return {};
  };
}
