import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { apprise } from '../../../../main/alerts/channels/apprise.ts';
import { discord } from '../../../../main/alerts/channels/discord.ts';
import type { Send, Sent } from '../../../../main/alerts/channels/message.ts';
import { ntfy } from '../../../../main/alerts/channels/ntfy.ts';
import { pushover } from '../../../../main/alerts/channels/pushover.ts';
import { telegram } from '../../../../main/alerts/channels/telegram.ts';
import { webhook } from '../../../../main/alerts/channels/webhook.ts';
import { DeliveryError } from '../../../../main/alerts/delivery.ts';
import { EnteredAddresses } from '../../../../main/network/entered-address.ts';
import { alertMessage } from '../../../support/alert-message.ts';
import { loopbackAddresses } from '../../../support/entered-addresses.ts';
import { type ReceivedRequest, WebReceiver } from '../../../support/web-receiver.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const addresses = loopbackAddresses({ 'home.test': '127.0.0.1' });
const inTime = (): AbortSignal => new AbortController().signal;

let receiver: WebReceiver;

beforeEach(async () => {
  receiver = await WebReceiver.start();
});
afterEach(() => receiver.close());

const toWebhook = (url = `${receiver.url}/hook`, fingerprint = ''): Send =>
  webhook({ kind: 'webhook', url, secret, certificate_fingerprint: fingerprint }, addresses, () => Date.now() / 1000);

const answerJson = (value: object, status = 200): void => {
  receiver.answer = (_request, response) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
};
const answerStatus = (status: number, headers: Record<string, string> = {}, text = ''): void => {
  receiver.answer = (_request, response) => response.writeHead(status, headers).end(text);
};

async function refused(sent: Promise<Sent>): Promise<DeliveryError> {
  const error: unknown = await sent.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DeliveryError);
  return error as DeliveryError;
}

async function fieldsOf({ body, headers }: ReceivedRequest): Promise<Record<string, string>> {
  const form = await new Response(new Uint8Array(body), { headers: { 'Content-Type': headers['content-type'] ?? '' } }).formData();
  const entries = await Promise.all(
    [...form].map(async ([key, value]) => [key, typeof value === 'string' ? value : await value.text()] as const),
  );
  return Object.fromEntries(entries);
}

describe('a webhook', () => {
  it('is signed as Standard Webhooks says, and has the picture', async () => {
    await toWebhook()(alertMessage(), inTime());
    const [request] = receiver.requests;
    const payload = new Webhook(secret).verify(request!.body.toString(), request!.headers as Record<string, string>);
    expect(payload).toMatchObject({
      type: 'alert.created',
      timestamp: '2026-05-01T12:02:00.000Z',
      data: { alert_id: alertMessage().alertId, title: alertMessage().title, picture: Buffer.from('a picture').toString('base64') },
    });
    expect(() => new Webhook(secret).verify(`${request!.body.toString()} `, request!.headers as Record<string, string>)).toThrow();
  });

  it('is told apart: an update, and a test', async () => {
    await toWebhook()(alertMessage({ isUpdate: true }), inTime());
    await toWebhook()(alertMessage({ eventType: null }), inTime());
    const types = receiver.requests.map(({ body }) => (JSON.parse(body.toString()) as { type: string }).type);
    expect(types).toEqual(['alert.updated', 'alert.test']);
  });

  it('says so when a web page answers', async () => {
    answerStatus(200, { 'Content-Type': 'text/html' }, '<!doctype html><title>Router</title>');
    const { remark } = await toWebhook()(alertMessage(), inTime());
    expect(remark).toBe(`127.0.0.1:${receiver.port} took it, but answered with a web page; look whether it is the right address.`);
  });

  it('follows no redirect that loses what is sent, and those that keep it', async () => {
    answerStatus(302, { Location: 'http://elsewhere.test/login' });
    const error = await refused(toWebhook()(alertMessage(), inTime()));
    expect([error.step, error.isPermanent, error.message]).toEqual([
      'answer',
      true,
      `127.0.0.1:${receiver.port} leads elsewhere to elsewhere.test; enter the address where it leads.`,
    ]);
    receiver.answer = ({ url }, response) => (url === '/moved' ? response.end() : response.writeHead(307, { Location: '/moved' }).end());
    await toWebhook()(alertMessage(), inTime());
    expect(receiver.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /hook', 'POST /hook', 'POST /moved']);
  });

  it('is not led to where nobody may go', async () => {
    const narrow = new EnteredAddresses({
      allowedTargets: () => [`127.0.0.1:${receiver.port}`],
      ownPorts: () => [],
      ownAddresses: () => [],
    });
    answerStatus(307, { Location: 'http://169.254.169.254/latest' });
    const send = webhook({ kind: 'webhook', url: receiver.url, secret, certificate_fingerprint: '' }, narrow, () => 0);
    const error = await refused(send(alertMessage(), inTime()));
    expect([error.step, error.isPermanent]).toEqual(['name', true]);
    expect(error.message).toContain('gives out the keys of a machine in a cloud');
  });

  it.each([
    [401, 'sign_in', false],
    [403, 'sign_in', false],
    [404, 'answer', true],
    [413, 'answer', true],
    [429, 'answer', false],
    [500, 'answer', false],
  ])('that answers %i names the step %s', async (status, step, isPermanent) => {
    answerJson({ error: `no ${secret}\nfor you` }, status);
    const error = await refused(toWebhook()(alertMessage(), inTime()));
    expect([error.step, error.isPermanent, error.message]).toEqual([
      step,
      isPermanent,
      `127.0.0.1:${receiver.port} answers ${status}: no <redacted> for you.`,
    ]);
  });

  it('is asked again when it says', async () => {
    answerStatus(503, { 'Retry-After': '120' });
    expect((await refused(toWebhook()(alertMessage(), inTime()))).retryAfterSeconds).toBe(120);
  });

  it('names what is wrong before there is an answer', async () => {
    const unknown = await refused(toWebhook('http://nowhere.test/')(alertMessage(), inTime()));
    expect([unknown.step, unknown.message]).toEqual(['name', 'there is no nowhere.test on the network.']);
    const { port } = receiver;
    await receiver.close();
    const closed = await refused(toWebhook(`http://home.test:${port}/`)(alertMessage(), inTime()));
    expect([closed.step, closed.message]).toEqual([
      'connection',
      `home.test:${port} refuses the connection: nothing listens at that port.`,
    ]);
    receiver = await WebReceiver.start(port);
    const plain = await refused(toWebhook(`https://home.test:${port}/`)(alertMessage(), inTime()));
    expect([plain.step, plain.message]).toEqual(['connection', expect.stringContaining('TLS')]);
  });

  it('that says nothing is left when its time is over', async () => {
    receiver.answer = () => {};
    const controller = new AbortController();
    const sent = toWebhook()(alertMessage(), controller.signal);
    await receiver.until(1);
    controller.abort();
    const error = await refused(sent);
    expect([error.step, error.message]).toEqual(['connection', `127.0.0.1:${receiver.port} does not answer in time.`]);
  });
});

describe('ntfy', () => {
  const send = (): Send =>
    ntfy({ kind: 'ntfy', server_url: `${receiver.url}/`, topic: 'cats', token: 'tk_secret', certificate_fingerprint: '' }, addresses);

  it('gets the picture as a file, and what it says in the address', async () => {
    answerJson({ id: 'x1', event: 'message' });
    await send()(alertMessage(), inTime());
    const [{ method, url, headers, body }] = receiver.requests as [ReceivedRequest];
    const asked = new URL(url, receiver.url);
    expect([method, asked.pathname, headers.authorization, body.toString()]).toEqual(['PUT', '/cats', 'Bearer tk_secret', 'a picture']);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      title: alertMessage().title,
      message: alertMessage().body,
      filename: 'picture.jpg',
      click: alertMessage().url,
    });
  });

  it('has a button that leads to where alerts are snoozed', async () => {
    answerJson({ id: 'x1', event: 'message' });
    const snooze = { label: 'Eine Weile Ruhe', url: 'https://petlog.local/app/more/alerts' };
    await send()(alertMessage({ snooze }), inTime());
    const actions = new URL(receiver.requests[0]!.url, receiver.url).searchParams.get('actions');
    expect(JSON.parse(actions ?? '')).toEqual([{ action: 'view', ...snooze }]);
  });

  it('is not a web page', async () => {
    answerStatus(200, { 'Content-Type': 'text/html' }, '<html>Welcome</html>');
    const error = await refused(send()(alertMessage({ picture: null }), inTime()));
    expect([error.step, error.message]).toEqual(['answer', expect.stringContaining('answers with a web page where ntfy')]);
  });
});

describe('Telegram', () => {
  const send = (): Send => telegram({ kind: 'telegram', bot_token: '123:abc', chat_id: '-100200' }, addresses, receiver.url);

  it('gets a picture with its words, which are changed later', async () => {
    answerJson({ ok: true, result: { message_id: 42 } });
    const { remoteId } = await send()(alertMessage(), inTime());
    expect(remoteId).toBe('photo:42');
    await send()(alertMessage({ isUpdate: true, remoteId: 'photo:42' }), inTime());
    expect(receiver.requests.map(({ url }) => url)).toEqual(['/bot123:abc/sendPhoto', '/bot123:abc/editMessageCaption']);
    expect(await fieldsOf(receiver.requests[0]!)).toMatchObject({ chat_id: '-100200', photo: 'a picture' });
    expect(await fieldsOf(receiver.requests[1]!)).toMatchObject({
      message_id: '42',
      caption: expect.stringContaining('Luna am Napf') as string,
    });
  });

  it('is content when nothing of a message would change', async () => {
    answerJson({ ok: false, description: 'Bad Request: message is not modified' }, 400);
    expect(await send()(alertMessage({ isUpdate: true, remoteId: 'text:42' }), inTime())).toEqual({ remoteId: 'text:42' });
  });

  it('never tells its token', async () => {
    answerJson({ ok: false, description: 'Not Found' }, 404);
    expect(await refused(send()(alertMessage(), inTime()))).toMatchObject({
      step: 'sign_in',
      message: 'Telegram knows no bot with this token.',
    });
    answerJson({ ok: false, description: 'Bad Request: chat not found for 123:abc' }, 400);
    expect((await refused(send()(alertMessage(), inTime()))).message).toMatch(/: Bad Request: chat not found for <redacted>\.$/);
  });
});

describe('Pushover', () => {
  const keys = { user_key: 'u'.repeat(30), application_token: 'a'.repeat(30) };
  const send = (): Send => pushover({ kind: 'pushover', ...keys }, addresses, receiver.url);

  it('gets keys, words and picture', async () => {
    answerJson({ status: 1, request: 'x' });
    await send()(alertMessage(), inTime());
    expect(receiver.requests[0]!.url).toBe('/1/messages.json');
    expect(await fieldsOf(receiver.requests[0]!)).toMatchObject({
      token: keys.application_token,
      user: keys.user_key,
      title: alertMessage().title,
      attachment: 'a picture',
      timestamp: '1777636920',
    });
  });

  it('says which key is wrong', async () => {
    answerJson({ status: 0, errors: ['application token is invalid'] }, 400);
    expect(await refused(send()(alertMessage(), inTime()))).toMatchObject({
      step: 'sign_in',
      message: `127.0.0.1:${receiver.port} answers 400: application token is invalid.`,
    });
  });
});

describe('Discord', () => {
  const send = (): Send => discord({ kind: 'discord', webhook_url: `${receiver.url}/api/webhooks/1/secret` }, addresses);

  it('gets a message, which is changed later', async () => {
    answerJson({ id: '77' });
    expect(await send()(alertMessage(), inTime())).toEqual({ remoteId: '77' });
    await send()(alertMessage({ isUpdate: true, remoteId: '77' }), inTime());
    expect(receiver.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /api/webhooks/1/secret?wait=true',
      'PATCH /api/webhooks/1/secret/messages/77',
    ]);
    const { payload_json: payload, ...files } = await fieldsOf(receiver.requests[0]!);
    expect(files).toEqual({ 'files[0]': 'a picture' });
    expect(JSON.parse(payload ?? '')).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it('says that its webhook is gone', async () => {
    answerJson({ message: 'Unknown Webhook', code: 10_015 }, 404);
    expect((await refused(send()(alertMessage(), inTime()))).message).toContain('Discord knows no webhook of this address any more');
  });
});

describe('an Apprise API', () => {
  const send = (): Send =>
    apprise(
      { kind: 'apprise', url: `${receiver.url}/notify/home`, urls: 'json://a\nmailto://b', tags: 'family', certificate_fingerprint: '' },
      addresses,
    );

  it('gets words, picture and whom to tell', async () => {
    await send()(alertMessage(), inTime());
    expect(await fieldsOf(receiver.requests[0]!)).toMatchObject({
      title: alertMessage().title,
      urls: 'json://a,mailto://b',
      tag: 'family',
      attachment: 'a picture',
    });
  });

  it('that knows nobody is a mistake', async () => {
    answerStatus(204);
    expect(await refused(send()(alertMessage(), inTime()))).toMatchObject({ step: 'answer', isPermanent: true });
  });
});

describe('the way to where alerts are snoozed', () => {
  const snooze = { label: 'Eine Weile Ruhe', url: 'https://petlog.local/app/more/alerts' };
  const line = `Eine Weile Ruhe: ${snooze.url}`;
  const keys = { user_key: 'u'.repeat(30), application_token: 'a'.repeat(30) };
  const discordTo = (url: string): Send => discord({ kind: 'discord', webhook_url: `${url}/api/webhooks/1/secret` }, addresses);

  it.each<[string, string, string, (url: string) => Send]>([
    ['Telegram', 'caption', line, (url) => telegram({ kind: 'telegram', bot_token: '123:abc', chat_id: '1' }, addresses, url)],
    ['Pushover', 'message', line, (url) => pushover({ kind: 'pushover', ...keys }, addresses, url)],
    ['Discord', 'payload_json', `Eine Weile Ruhe: <${snooze.url}>`, discordTo],
    [
      'an Apprise API',
      'body',
      line,
      (url) => apprise({ kind: 'apprise', url: `${url}/notify/home`, urls: '', tags: '', certificate_fingerprint: '' }, addresses),
    ],
  ])('is a line of its own by %s, and none without a network', async (_name, field, expected, make) => {
    answerJson({ ok: true, status: 1, id: '1', result: { message_id: 1 } });
    await make(receiver.url)(alertMessage({ snooze }), inTime());
    await make(receiver.url)(alertMessage({ url: null }), inTime());
    const texts = await Promise.all(
      receiver.requests.map(async (request) => {
        const text = (await fieldsOf(request))[field] ?? '';
        return field === 'payload_json' ? (JSON.parse(text) as { content: string }).content : text;
      }),
    );
    expect(texts.map((text) => text.split(/\r?\n/).includes(expected))).toEqual([true, false]);
    expect(texts[1]).not.toContain('Ruhe');
  });
});
