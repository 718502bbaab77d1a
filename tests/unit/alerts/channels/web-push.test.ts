import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PushMessage } from '../../../../shared/alerts-push.ts';
import type { Send } from '../../../../main/alerts/channels/message.ts';
import { webPush } from '../../../../main/alerts/channels/web-push.ts';
import type { DeliveryError } from '../../../../main/alerts/delivery.ts';
import { openPushKeys, type PushKeys } from '../../../../main/alerts/push-keys.ts';
import { alertMessage } from '../../../support/alert-message.ts';
import { loopbackAddresses } from '../../../support/entered-addresses.ts';
import { PushBrowser, PushService, verifySender } from '../../../support/push-service.ts';

const trusted = getCACertificates('default');
let service: PushService;
let browser: PushBrowser;
let keys: PushKeys;

beforeEach(async () => {
  service = await PushService.start();
  setDefaultCACertificates([...trusted, service.certificate]);
  browser = new PushBrowser();
  keys = await openPushKeys({ get: () => null, set: () => {} });
});
afterEach(async () => {
  setDefaultCACertificates(trusted);
  await service.close();
});

const send = (endpoint = service.endpoint('phone')): Send =>
  webPush(
    {
      subscriptionId: 'sub',
      endpoint,
      publicKey: browser.keys.p256dh,
      auth: browser.keys.auth,
      language: 'de',
      deviceName: 'Phone',
      owner: { kind: 'open', id: null },
      createdAtMilliseconds: 0,
    },
    keys,
    { snooze: (minutes) => `${minutes} Min. Ruhe`, untilMorning: 'Ruhe bis morgen früh' },
    loopbackAddresses({ 'push.home.test': '127.0.0.1' }),
  );
const signal = new AbortController().signal;

it('is read by the browser alone, and comes from this PetLog', async () => {
  await send()(alertMessage(), signal);
  const [{ headers, body }] = service.messages as [PushService['messages'][number]];
  expect(PushMessage.parse(browser.read(body))).toMatchObject({
    tag: alertMessage().alertId,
    is_update: false,
    title: alertMessage().title,
    path: 'app/activity?event=7',
    picture_path: 'events/7/picture',
    subscription_id: 'sub',
    actions: [
      { action: 'snooze-30', title: '30 Min. Ruhe' },
      { action: 'snooze-60', title: '60 Min. Ruhe' },
      { action: 'snooze-15', title: '15 Min. Ruhe' },
      { action: 'snooze-morning', title: 'Ruhe bis morgen früh' },
    ],
  });
  expect(body.toString('latin1')).not.toContain('Luna');
  expect(headers).toMatchObject({ ttl: '86400', urgency: 'high', topic: alertMessage().alertId, 'content-encoding': 'aes128gcm' });
  const claims = await verifySender(headers['authorization'], keys.publicKey);
  expect(claims['aud']).toBe(new URL(service.endpoint('phone')).origin);
});

it('fits, however much people wrote', async () => {
  await send()(alertMessage({ body: 'ねこ'.repeat(2000) }), signal);
  expect(service.messages[0]!.body.length).toBeLessThanOrEqual(4096);
  expect(PushMessage.parse(browser.read(service.messages[0]!.body)).body).toMatch(/^ねこ/);
});

it.each([404, 410])('is over for good when the push service answers %i', async (status) => {
  service.status = status;
  await expect(send()(alertMessage(), signal)).rejects.toMatchObject({ isGone: true, isPermanent: true });
});

it('never tells the address of the browser', async () => {
  service.status = 500;
  const error = await send()(alertMessage(), signal).catch((reason: unknown) => reason as DeliveryError);
  expect(error).toMatchObject({ step: 'answer', isPermanent: false });
  expect((error as DeliveryError).message).not.toContain('/send/phone');
});

it('names a push service that is none, or never answers', async () => {
  service.answer = (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Router</title>');
  const host = new URL(service.endpoint('phone')).host;
  await expect(send()(alertMessage(), signal)).rejects.toMatchObject({
    step: 'answer',
    isPermanent: false,
    message: `${host} answers with a web page where a push service would say that it has taken it; look whether it is the right address.`,
  });
  service.answer = () => {};
  const controller = new AbortController();
  service.onMessage = () => controller.abort();
  await expect(send()(alertMessage(), controller.signal)).rejects.toMatchObject({
    step: 'connection',
    isPermanent: false,
    message: `${host} does not answer in time.`,
  });
});
