import type { ChannelSettings } from '../../../shared/alerts-channels.ts';
import { DeliveryError } from '../delivery.ts';
import { type Addresses, ask } from './ask.ts';
import { formBody } from './form.ts';
import { type Send, snoozeLine } from './message.ts';

/** An Apprise API (https://github.com/caronc/apprise-api): `/notify/KEY` with what is kept there, or `/notify` with addresses of ours. */
export function apprise(settings: ChannelSettings<'apprise'>, addresses: Addresses): Send {
  return async (message, signal) => {
    const { title, body: text, url: link, picture } = message;
    const { contentType, body } = await formBody(
      {
        title,
        body: `${[text || title, ...(link === null ? [] : [link])].join('\n')}${snoozeLine(message)}`,
        type: 'info',
        ...(settings.tags === '' ? {} : { tag: settings.tags }),
        ...(settings.urls === '' ? {} : { urls: settings.urls.split(/\s+/).join(',') }),
      },
      picture === null ? [] : [{ name: 'attachment', filename: 'picture.jpg', jpeg: picture }],
    );
    const answer = await ask(
      addresses,
      {
        url: settings.url,
        headers: { 'Content-Type': contentType, Accept: 'application/json' },
        body,
        certificateFingerprint: settings.certificate_fingerprint,
        secrets: [settings.urls],
      },
      signal,
    );
    if (answer.status === 204) {
      throw new DeliveryError('answer', `${answer.host} knows nobody to tell under this address; look at the key in it.`, {
        isPermanent: true,
      });
    }
    if (answer.isPage) {
      throw new DeliveryError('answer', `${answer.host} answers with a web page; an address such as https://host/notify/KEY is needed.`, {
        isPermanent: true,
      });
    }
    return {};
  };
}
