import type { ChannelSettings } from '../../../shared/alerts-channels.ts';
import { type Addresses, ask } from './ask.ts';
import { notThatService } from './not-that-service.ts';
import type { Send } from './message.ts';

const publicServer = 'https://ntfy.sh';

/** ntfy (https://docs.ntfy.sh/publish/): the picture is the body, and what it says stands in the address, as headers take no other alphabets. */
export function ntfy(settings: ChannelSettings<'ntfy'>, addresses: Addresses): Send {
  return async (message, signal) => {
    const url = new URL(`${(settings.server_url || publicServer).replace(/\/+$/, '')}/${settings.topic}`);
    url.searchParams.set('title', message.title);
    if (message.url !== null) {
      url.searchParams.set('click', message.url);
    }
    if (message.snooze !== null) {
      // A button below the notification. The server of ntfy gets no key with which it could do that itself.
      url.searchParams.set('actions', JSON.stringify([{ action: 'view', ...message.snooze }]));
    }
    if (message.picture !== null) {
      url.searchParams.set('filename', 'picture.jpg');
      url.searchParams.set('message', message.body);
    }
    const answer = await ask(
      addresses,
      {
        url: url.href,
        method: 'PUT',
        credentials: settings.token === '' ? {} : { Authorization: `Bearer ${settings.token}` },
        body: message.picture ?? (message.body || message.title),
        certificateFingerprint: settings.certificate_fingerprint,
        secrets: [settings.token],
      },
      signal,
    );
    const { id } = (answer.json ?? {}) as { id?: unknown };
    if (typeof id !== 'string') {
      throw notThatService(answer, 'ntfy');
    }
    return {};
  };
}
