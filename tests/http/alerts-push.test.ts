import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PushMessage, PushSubscriptionInfo, PushSubscriptionList } from '../../shared/alerts-push.ts';
import { call } from '../support/http-client.ts';
import { kioskCaller } from '../support/paired-device.ts';
import { PushBrowser, PushService, verifySender } from '../support/push-service.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

type Headers = Record<string, string>;

const trusted = getCACertificates('default');
let service: PushService;
let running: RunningPetLog;

beforeAll(async () => {
  service = await PushService.start();
  setDefaultCACertificates([...trusted, service.certificate]);
  running = await runPetLog({
    PETLOG_SECURITY_ACCESS: 'accounts',
    PETLOG_SECURITY_ALLOWED_TARGETS: '127.0.0.1',
    PETLOG_CAMERA_RESOLUTION: '128x96',
    PETLOG_CAMERAS_GARDEN_SOURCE: 'mock',
    PETLOG_CAMERAS_GARDEN_RESOLUTION: '128x96',
  });
});
afterAll(async () => {
  await running.stop();
  await service.close();
  setDefaultCACertificates(trusted);
});

const operations = () => running.petlog.control.operations;

async function tokenFor(scope: 'viewer' | 'admin', cameraIds: string[] | null): Promise<{ id: string; headers: Headers }> {
  const made = await operations()['tokens.create']({ name: scope, scope, camera_ids: cameraIds }, kioskCaller);
  return { id: made.token_id, headers: { Authorization: `Bearer ${made.token}` } };
}

async function subscribe(name: string, headers: Headers): Promise<{ browser: PushBrowser; id: string }> {
  const browser = new PushBrowser();
  const body = { endpoint: service.endpoint(name, '127.0.0.1'), keys: browser.keys, language: 'de', device_name: name };
  const answer = await call(`${running.url}/alerts/push-subscriptions`, 'POST', body, headers);
  expect([answer.status, answer.body['detail']]).toEqual([201, undefined]);
  return { browser, id: PushSubscriptionInfo.parse(answer.body).subscription_id };
}

const sentTo = (name: string) => service.messages.filter(({ path }) => path === `/send/${name}`);
async function untilSentTo(name: string, count: number): Promise<void> {
  while (sentTo(name).length < count) {
    await new Promise<void>((resolve) => (service.onMessage = resolve));
  }
}
const happens = (cameraId: string) => operations()['events.log']({ camera_id: cameraId, event_type: 'visit' }, kioskCaller);

it('phones get what their people may see, in their language, until they want it no more', async () => {
  const admin = await tokenFor('admin', null);
  const viewer = await tokenFor('viewer', null);
  const gardener = await tokenFor('viewer', ['garden']);
  const rule = { name: 'All', channels: ['web-push'], event_types: ['visit'] };
  expect((await call(`${running.url}/alerts/rules`, 'POST', rule, admin.headers)).status).toBe(201);
  expect((await call(`${running.url}/alerts/rules`, 'POST', rule, viewer.headers)).status).toBe(403);
  const whole = await subscribe('whole', viewer.headers);
  const garden = await subscribe('garden', gardener.headers);

  const { event_id: eventId } = await happens('main');
  await happens('garden');
  await untilSentTo('garden', 1);
  await untilSentTo('whole', 2);
  expect(sentTo('garden')).toHaveLength(1);
  expect(PushMessage.parse(garden.browser.read(sentTo('garden')[0]!.body))).toMatchObject({
    camera_id: 'garden',
    subscription_id: garden.id,
  });
  const [{ body, headers }] = sentTo('whole') as [(typeof service.messages)[number]];
  expect(PushMessage.parse(whole.browser.read(body))).toMatchObject({
    title: 'Jemand',
    language: 'de',
    event_id: eventId,
    path: `app/activity?event=${eventId}`,
  });
  const { body: key } = await call(`${running.url}/alerts/push-key`, 'GET', undefined, viewer.headers);
  expect(await verifySender(headers['authorization'], String(key['public_key']))).toHaveProperty('sub');

  const list = async (asker: Headers) =>
    PushSubscriptionList.parse((await call(`${running.url}/alerts/push-subscriptions`, 'GET', undefined, asker)).body).subscriptions;
  expect((await list(viewer.headers)).map(({ device_name, is_own }) => [device_name, is_own])).toEqual([['whole', true]]);
  expect((await list(admin.headers)).map(({ device_name, is_own }) => [device_name, is_own])).toEqual([
    ['whole', false],
    ['garden', false],
  ]);
  expect(JSON.stringify(await list(admin.headers))).not.toContain('/send/');

  // Who may only watch snoozes their own phone alone.
  expect((await call(`${running.url}/alerts/snooze`, 'POST', { minutes: 30 }, viewer.headers)).status).toBe(200);
  await happens('garden');
  await untilSentTo('garden', 2);
  expect(sentTo('whole')).toHaveLength(2);
  const foreign = await call(`${running.url}/alerts/push-subscriptions/${garden.id}`, 'DELETE', undefined, viewer.headers);
  expect(foreign.body['code']).toBe('push_subscription_not_found');

  // Who was shut out gets nothing more, and a browser that is gone is forgotten.
  await operations()['tokens.revoke']({ id: gardener.id }, kioskCaller);
  await call(`${running.url}/alerts/snooze`, 'POST', { minutes: 0 }, viewer.headers);
  service.status = 410;
  await happens('garden');
  await untilSentTo('whole', 3);
  expect(sentTo('garden')).toHaveLength(2);
  while ((await list(viewer.headers)).length > 0) {
    // it is forgotten with its answer
  }
  service.status = 201;
});

it.each<[object, string]>([
  [{ endpoint: 'http://push.example/x' }, 'endpoint: the value given is not allowed'],
  [{ endpoint: 'https://169.254.169.254/x' }, 'endpoint: 169.254.169.254 gives out the keys of a machine in a cloud'],
  [{ endpoint: 'https://push.example/x', keys: { p256dh: 'AAAA', auth: 'AAAA' } }, 'keys.p256dh: the value given is not allowed'],
])('%j is no browser', async (values, detail) => {
  const viewer = await tokenFor('viewer', null);
  const body = { keys: new PushBrowser().keys, ...values };
  const answer = await call(`${running.url}/alerts/push-subscriptions`, 'POST', body, viewer.headers);
  expect([answer.status, answer.body['detail']]).toEqual([422, expect.stringContaining(detail)]);
});
