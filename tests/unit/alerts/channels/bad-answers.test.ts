/** What every channel over HTTP says of servers that answer badly, row by row: one sentence, at its step, without secrets. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apprise } from '../../../../main/alerts/channels/apprise.ts';
import { discord } from '../../../../main/alerts/channels/discord.ts';
import type { Send } from '../../../../main/alerts/channels/message.ts';
import { ntfy } from '../../../../main/alerts/channels/ntfy.ts';
import { pushover } from '../../../../main/alerts/channels/pushover.ts';
import { telegram } from '../../../../main/alerts/channels/telegram.ts';
import { webhook } from '../../../../main/alerts/channels/webhook.ts';
import { DeliveryError } from '../../../../main/alerts/delivery.ts';
import { alertMessage } from '../../../support/alert-message.ts';
import { loopbackAddresses } from '../../../support/entered-addresses.ts';
import { answerWithoutEnd, WebReceiver } from '../../../support/web-receiver.ts';

const addresses = loopbackAddresses({ 'home.test': '127.0.0.1', 'elsewhere.test': '127.0.0.1' });
const secret = 'c2VjcmV0IHNlY3JldCBzZWNyZXQgc2Vj';
const keys = { user_key: 'u'.repeat(30), application_token: secret };
const inTime = (): AbortSignal => new AbortController().signal;

let receiver: WebReceiver;
beforeEach(async () => {
  receiver = await WebReceiver.start();
});
afterEach(() => receiver.close());

const channels: Readonly<Record<string, (url: string) => Send>> = {
  webhook: (url) => webhook({ kind: 'webhook', url, secret: `whsec_${secret}`, certificate_fingerprint: '' }, addresses, () => 0),
  ntfy: (url) => ntfy({ kind: 'ntfy', server_url: url, topic: 'cats', token: secret, certificate_fingerprint: '' }, addresses),
  telegram: (url) => telegram({ kind: 'telegram', bot_token: `123:${secret}`, chat_id: '-100200' }, addresses, url),
  pushover: (url) => pushover({ kind: 'pushover', ...keys }, addresses, url),
  discord: (url) => discord({ kind: 'discord', webhook_url: `${url}/api/webhooks/1/${secret}` }, addresses),
  apprise: (url) =>
    apprise({ kind: 'apprise', url: `${url}/notify/home`, urls: `json://${secret}`, tags: '', certificate_fingerprint: '' }, addresses),
};

describe.each(Object.entries(channels))('%s', (name, channel) => {
  async function refused(url = receiver.url, signal = inTime()): Promise<DeliveryError> {
    const error: unknown = await channel(url)(alertMessage(), signal).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(DeliveryError);
    const { message } = error as DeliveryError;
    expect(message).not.toContain(secret);
    expect(message).toMatch(/^[^\n]{10,300}\.$/);
    return error as DeliveryError;
  }

  it.each([301, 302, 303])('is led elsewhere (%i): nothing is sent there, and where it leads is said', async (status) => {
    const elsewhere = await WebReceiver.start();
    receiver.answer = (_request, response) => response.writeHead(status, { Location: `http://elsewhere.test:${elsewhere.port}/x` }).end();
    expect(await refused()).toMatchObject({
      step: 'answer',
      isPermanent: true,
      message: expect.stringContaining(`leads elsewhere to elsewhere.test:${elsewhere.port}; enter the address where it leads.`) as unknown,
    });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  it('gets a web page: another server than it should be', async () => {
    receiver.answer = (_request, response) =>
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><title>Router ${secret}</title>`);
    if (name === 'webhook') {
      expect((await channel(receiver.url)(alertMessage(), inTime())).remark).toContain('answered with a web page');
    } else {
      expect(await refused()).toMatchObject({ step: 'answer', message: expect.stringContaining('web page') as unknown });
    }
  });

  it('is refused: its login is wrong, or it may send no more for now', async () => {
    receiver.answer = (_request, response) => response.writeHead(401).end(JSON.stringify({ error: `wrong ${secret}` }));
    expect(await refused()).toMatchObject({ step: 'sign_in' });
    receiver.answer = (_request, response) => response.writeHead(429, { 'Retry-After': '60' }).end(JSON.stringify({ error: 'quota' }));
    expect(await refused()).toMatchObject({ step: 'answer', isPermanent: false, retryAfterSeconds: 60 });
  });

  it('never gets an answer, or not all of it, finds nobody who listens, and no TLS', async () => {
    receiver.answer = () => {};
    const controller = new AbortController();
    const silent = refused(receiver.url, controller.signal);
    await receiver.until(1);
    controller.abort();
    expect(await silent).toMatchObject({ step: 'connection', message: expect.stringContaining('does not answer in time') as unknown });
    const { port } = receiver;
    const slow = new AbortController();
    receiver.answer = answerWithoutEnd(200, 'application/json', () => slow.abort());
    expect(await refused(receiver.url, slow.signal)).toMatchObject({
      step: 'connection',
      isPermanent: false,
      message: `127.0.0.1:${port} does not answer in time.`,
    });
    expect(await refused(`https://home.test:${port}`)).toMatchObject({
      step: 'connection',
      message: expect.stringContaining('TLS') as unknown,
    });
    await receiver.close();
    expect(await refused(`http://home.test:${port}`)).toMatchObject({
      step: 'connection',
      message: expect.stringContaining('nothing listens at that port') as unknown,
    });
    receiver = await WebReceiver.start();
  });
});
