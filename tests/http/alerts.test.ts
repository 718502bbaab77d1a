import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { ChannelList } from '../../shared/alerts-channels.ts';
import { DeliveriesPage, type Delivery } from '../../shared/alerts-deliveries.ts';
import { type Rule, RuleList } from '../../shared/alerts-rules.ts';
import type { Visit } from '../../main/detection/visit.ts';
import { call, type JsonAnswer } from '../support/http-client.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { tinyJpeg } from '../support/tiny-jpeg.ts';
import { WebReceiver } from '../support/web-receiver.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

let running: RunningPetLog;
let receiver: WebReceiver;

beforeEach(async () => {
  receiver = await WebReceiver.start();
  running = await runPetLog({ PETLOG_SECURITY_ALLOWED_TARGETS: '127.0.0.1' });
});

afterEach(async () => {
  await running.stop();
  await receiver.close();
});

const ask = (path: string, method = 'GET', body?: object): Promise<JsonAnswer> => call(running.url + path, method, body);

async function made(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await ask(path, 'POST', body);
  expect([answer.status, answer.body['detail']]).toEqual([201, undefined]);
  return answer.body;
}

const webhook = async (fields: object = {}): Promise<string> =>
  String((await made('/alerts/channels', { kind: 'webhook', name: 'Home', url: `${receiver.url}/hook`, secret, ...fields }))['channel_id']);

const ruleFor = async (channels: readonly string[], fields: object = {}): Promise<string> =>
  String((await made('/alerts/rules', { name: 'All', channels, ...fields }))['rule_id']);

async function deliveries(isDone: (all: readonly Delivery[]) => boolean): Promise<readonly Delivery[]> {
  for (;;) {
    const { deliveries: all } = DeliveriesPage.parse((await ask('/alerts/deliveries')).body);
    if (isDone(all)) {
      return all;
    }
  }
}

describe('a new PetLog', () => {
  it('has rules for pets and for problems, which phones and browsers get', async () => {
    const { rules } = RuleList.parse((await ask('/alerts/rules')).body);
    expect(rules.map(({ name, channels }: Rule) => [name, channels])).toEqual([
      ['Pets and people', ['web-push']],
      ['Camera problems', ['web-push']],
    ]);
    const { channels } = ChannelList.parse((await ask('/alerts/channels')).body);
    expect(channels).toMatchObject([
      { channel_id: 'web-push', kind: 'web_push', subscription_count: 0, last_success: null, last_error: null },
    ]);
    expect((await ask('/alerts/deliveries')).body).toMatchObject({ deliveries: [], total_count: 0 });
  });
});

describe('an event', () => {
  it('reaches a webhook, signed, and what was sent is told', async () => {
    const channelId = await webhook();
    const ruleId = await ruleFor([channelId]);
    const { body: event } = await ask('/event', 'POST', { event_type: 'playing', duration: 12 });
    const [request] = await receiver.until(1);
    const payload = new Webhook(secret).verify(request!.body.toString(), request!.headers as Record<string, string>);
    expect(payload).toMatchObject({
      type: 'alert.created',
      data: {
        event_id: event['event_id'],
        event_type: 'playing',
        camera_id: 'main',
        rule_id: ruleId,
        title: 'Somebody played',
        picture: null,
      },
    });
    const [delivery] = await deliveries(([first]) => first?.state === 'delivered');
    expect(delivery).toMatchObject({
      delivery_id: request!.headers['webhook-id'],
      channel_id: channelId,
      channel_name: 'Home',
      rule_id: ruleId,
      event_id: event['event_id'],
      title: 'Somebody played',
      attempts: 1,
      last_error: null,
    });
    const { channels } = ChannelList.parse((await ask('/alerts/channels')).body);
    expect(channels.find(({ channel_id: id }) => id === channelId)).toMatchObject({
      last_error: null,
      waiting_count: 0,
      secret: '<redacted>',
    });
    expect(JSON.stringify(channels)).not.toContain(secret);
  });
});

const visit = (values: Partial<Visit> = {}): Visit => ({
  visitKey: 'visit-1',
  cameraId: 'main',
  eventType: 'visit',
  label: 'cat',
  confidence: 0.9,
  startedAtMs: Date.now(),
  durationSeconds: 0,
  ended: false,
  box: null,
  picture: null,
  zones: [],
  ...values,
});

interface Payload {
  readonly type: string;
  readonly data: Record<string, unknown>;
}
const payloads = (): Payload[] => receiver.requests.map(({ body }) => JSON.parse(body.toString()) as Payload);

describe('a visit', () => {
  it('is one message with its picture, whatever the number of rules, and is changed when it is over', async () => {
    const channelId = await webhook();
    await ruleFor([channelId], { name: 'Cats', labels: ['cat'] });
    await ruleFor([channelId], { name: 'Anything' });
    const picture = await tinyJpeg();
    running.petlog.visits.record(visit({ picture }));
    await receiver.until(1);
    expect(payloads()[0]).toMatchObject({
      type: 'alert.created',
      data: { title: 'A cat', rule_name: 'Cats', is_over: false, picture: Buffer.from(picture).toString('base64') },
    });
    running.petlog.visits.record(visit({ durationSeconds: 130, ended: true }));
    await receiver.until(2);
    const [first, second] = payloads();
    expect(second).toMatchObject({ type: 'alert.updated', data: { alert_id: first!.data['alert_id'], duration: 130, is_over: true } });
    expect(second!.data['body']).toContain('2 minutes');
    const [update, created] = await deliveries((all) => all.length === 2 && all.every(({ state }) => state === 'delivered'));
    expect([update!.is_update, created!.is_update, update!.alert_id]).toEqual([true, false, created!.alert_id]);
  });

  it('has its picture although the disk does not take it', async () => {
    const pictures = join(running.dataDirectory, 'events', 'pictures');
    await rm(pictures, { recursive: true, force: true });
    await mkdir(join(running.dataDirectory, 'events'), { recursive: true });
    await writeFile(pictures, 'in the way');
    await ruleFor([await webhook()]);
    const picture = await tinyJpeg();
    running.petlog.visits.record(visit({ picture }));
    await receiver.until(1);
    expect(payloads()[0]).toMatchObject({ data: { picture: Buffer.from(picture).toString('base64') } });
  });

  it('is told without its picture where the other side takes none', async () => {
    receiver.answer = ({ url }, response) =>
      url.includes('filename=')
        ? response.writeHead(400).end(JSON.stringify({ code: 40014, error: 'invalid request: attachments not allowed' }))
        : response.end(JSON.stringify({ id: 'x1' }));
    await ruleFor([await webhook({ kind: 'ntfy', url: undefined, secret: undefined, server_url: receiver.url, topic: 'cats' })]);
    running.petlog.visits.record(visit({ picture: await tinyJpeg() }));
    const [told] = await deliveries((all) => all.length === 1 && all[0]!.state !== 'waiting');
    expect(told).toMatchObject({ state: 'delivered', attempts: 1, last_error: null, title: 'A cat' });
    expect(receiver.requests.map(({ url }) => url.includes('filename='))).toEqual([true, false]);
  });

  it('is told of once it has lasted long enough, within the hours, and while nobody is at home', async () => {
    const channelId = await webhook();
    const other = await webhook({ name: 'Other', url: `${receiver.url}/other` });
    await ruleFor([channelId], { name: 'Long', min_duration_seconds: 60 });
    await ruleFor([other], { name: 'Away', presence: 'away', labels: ['cat'] });
    running.petlog.visits.record(visit());
    expect((await ask('/presence')).body).toEqual({ home: true, since: null });
    expect((await ask('/presence', 'PUT', { home: false })).body).toMatchObject({ home: false });
    running.petlog.visits.record(visit({ visitKey: 'visit-2' }));
    await receiver.until(1);
    running.petlog.visits.record(visit({ durationSeconds: 61, ended: true }));
    await receiver.until(2);
    expect(receiver.requests.map(({ url }) => url).sort()).toEqual(['/hook', '/other']);
  });

  it('is not told of by a rule that has just told, nor while alerts are snoozed', async () => {
    const channelId = await webhook();
    const other = await webhook({ name: 'Other', url: `${receiver.url}/other` });
    const seldom = await ruleFor([channelId], { name: 'Seldom', at_most_every_minutes: 10 });
    const often = await ruleFor([other], { name: 'Often' });
    running.petlog.visits.record(visit({ visitKey: 'a', durationSeconds: 1, ended: true }));
    await receiver.until(2);
    running.petlog.visits.record(visit({ visitKey: 'b', durationSeconds: 1, ended: true }));
    await receiver.until(3);
    const snoozed = await ask('/alerts/snooze', 'POST', { minutes: 15, rule_id: often });
    expect(snoozed.status).toBe(200);
    running.petlog.visits.record(visit({ visitKey: 'c', durationSeconds: 1, ended: true }));
    expect((await ask('/alerts/snooze')).body).toMatchObject({
      snoozed_until: null,
      rules: [{ rule_id: often, snoozed_until: snoozed.body['snoozed_until'] }],
    });
    expect((await ask('/alerts/snooze', 'POST', { minutes: 0, rule_id: often })).body).toEqual({ snoozed_until: null });
    running.petlog.visits.record(visit({ visitKey: 'd', durationSeconds: 1, ended: true }));
    await receiver.until(4);
    expect(receiver.requests.map(({ url }) => url).sort()).toEqual(['/hook', '/other', '/other', '/other']);
    expect(payloads().filter(({ data }) => data['rule_id'] === seldom)).toHaveLength(1);
  });
});

describe('a channel', () => {
  it('keeps its secret to itself, and keeps it when it is sent back as it was shown', async () => {
    const channelId = await webhook();
    await ruleFor([channelId]);
    const shown = (await ask('/alerts/channels')).body['channels'] as Record<string, unknown>[];
    const { secret: shownSecret, url, certificate_fingerprint: fingerprint } = shown.find(({ channel_id: id }) => id === channelId)!;
    const changed = await ask(`/alerts/channels/${channelId}`, 'PATCH', {
      secret: shownSecret,
      url,
      certificate_fingerprint: fingerprint,
      name: 'New',
    });
    expect(changed.body).toMatchObject({ name: 'New', secret: '<redacted>' });
    await ask('/event', 'POST', { event_type: 'playing' });
    const [request] = await receiver.until(1);
    expect(() => new Webhook(secret).verify(request!.body.toString(), request!.headers as Record<string, string>)).not.toThrow();
    const { mode } = await stat(join(running.dataDirectory, 'alerts', 'alerts.db'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('that is tried names the step that failed, and tells it until something arrives', async () => {
    const channelId = await webhook();
    receiver.answer = (_request, response) => response.writeHead(403).end('not you');
    const failed = await ask(`/alerts/channels/${channelId}/test`, 'POST');
    const message = `127.0.0.1:${receiver.port} answers 403: not you.`;
    expect(failed.body).toEqual({ ok: false, step: 'sign_in', message, certificate_fingerprint: null });
    const channel = async () =>
      ChannelList.parse((await ask('/alerts/channels')).body).channels.find(({ channel_id: id }) => id === channelId)!;
    expect((await channel()).last_error).toMatchObject({ step: 'sign_in', message });
    receiver.answer = (_request, response) => response.end();
    expect((await ask(`/alerts/channels/${channelId}/test`, 'POST')).body).toMatchObject({ ok: true, step: null });
    expect(await channel()).toMatchObject({ last_error: null, last_success: expect.any(String) as string });
    expect((await ask('/alerts/channels/web-push/test', 'POST')).body).toMatchObject({
      ok: false,
      message: 'No phone or browser gets alerts yet.',
    });
  });

  it('that is removed is forgotten by rules; phones and browsers stay', async () => {
    const channelId = await webhook();
    const ruleId = await ruleFor([channelId, 'web-push']);
    expect((await ask(`/alerts/channels/${channelId}`, 'DELETE')).body).toMatchObject({ channel_id: channelId });
    const { rules } = RuleList.parse((await ask('/alerts/rules')).body);
    expect(rules.find(({ rule_id: id }) => id === ruleId)?.channels).toEqual(['web-push']);
    expect((await ask('/alerts/channels/web-push', 'DELETE')).body['code']).toBe('channel_built_in');
    expect((await ask(`/alerts/channels/${channelId}`, 'DELETE')).body['code']).toBe('channel_not_found');
  });

  it.each<[object, string]>([
    [{ kind: 'webhook', name: 'x', secret }, 'url: is missing'],
    [
      { kind: 'webhook', name: 'x', url: 'ftp://home', secret },
      'url: "ftp://home" is not allowed; it must be an address that begins with http://',
    ],
    [{ kind: 'webhook', name: 'x', url: 'https://anna:pw@home', secret }, 'without a name and a password'],
    [
      { kind: 'webhook', name: 'x', url: 'https://home.example', secret: 'short' },
      'secret: the value given is not allowed; it must be whsec_',
    ],
    [{ kind: 'webhook', name: 'x', url: 'https://home.example', secret: '<redacted>' }, 'secret: there is no secret yet'],
    [
      { kind: 'ntfy', name: 'x', topic: 'cats', url: 'https://home.example' },
      'url: a channel of the kind ntfy has no such field; it has server_url',
    ],
    [{ kind: 'email', name: 'x', host: 'mail', from: 'anna', to: ['b@c'] }, 'from: "anna" is not allowed; it must be an e-mail address'],
    [{ kind: 'web_push', name: 'x' }, 'kind: "web_push" is not allowed'],
    [{ kind: 'telegram', name: '', bot_token: '1:a', chat_id: '1' }, 'name: "" is not allowed'],
  ])('%j is refused, and nothing is kept', async (body, detail) => {
    const answer = await ask('/alerts/channels', 'POST', body);
    expect([answer.status, answer.body['detail']]).toEqual([422, expect.stringContaining(detail)]);
    expect(ChannelList.parse((await ask('/alerts/channels')).body).channels).toHaveLength(1);
  });
});

describe('a rule', () => {
  it('that waits for a pet is about its silence alone', async () => {
    const channelId = await webhook();
    const ruleId = await ruleFor([channelId], { name: 'Quiet', no_activity_minutes: 60, labels: ['cat'] });
    running.petlog.visits.record(visit({ ended: true }));
    await ask('/event', 'POST', { event_type: 'no_activity', duration: 7200, metadata: { rule_id: 'another' } });
    await ask('/event', 'POST', { event_type: 'no_activity', duration: 7200, metadata: { rule_id: ruleId } });
    await receiver.until(1);
    expect(payloads()).toMatchObject([{ data: { rule_id: ruleId, event_type: 'no_activity', title: 'Nothing seen for 2 hours' } }]);
  });

  it.each<[object, string]>([
    [{ name: 'x' }, 'channels: is missing'],
    [{ name: 'x', channels: ['nowhere'] }, 'channels: "nowhere" is not allowed; there is no such channel.'],
    [{ name: 'x', channels: [], pet_ids: [9] }, 'pet_ids: 9 is not allowed; there is no such pet.'],
    [{ name: 'x', channels: [], camera_ids: ['garden'] }, 'camera_ids: "garden" is not allowed; there is no such camera.'],
    [{ name: 'x', channels: [], zone_ids: ['z'] }, 'zone_ids: "z" is not allowed; there is no such zone.'],
    [{ name: 'x', channels: [], from: '25:00' }, 'from: "25:00" is not allowed; it must be a time of day such as 22:00.'],
    [{ name: 'x', channels: [], days: ['monday'] }, 'days.0: "monday" is not allowed'],
  ])('%j is refused', async (body, detail) => {
    const answer = await ask('/alerts/rules', 'POST', body);
    expect([answer.status, answer.body['detail']]).toEqual([422, expect.stringContaining(detail)]);
  });

  it('is changed in part, and removed for good', async () => {
    const ruleId = await ruleFor([], { labels: ['cat'], from: '08:00' });
    const changed = await ask(`/alerts/rules/${ruleId}`, 'PATCH', { enabled: false });
    expect(changed.body).toMatchObject({ rule_id: ruleId, enabled: false, labels: ['cat'], from: '08:00', snoozed_until: null });
    expect((await ask(`/alerts/rules/${ruleId}`, 'DELETE')).status).toBe(200);
    expect((await ask(`/alerts/rules/${ruleId}`, 'PATCH', { enabled: true })).body['code']).toBe('rule_not_found');
  });

  it.each<[object, string]>([
    [{}, 'minutes: '],
    [{ minutes: 5, until: 'morning' }, 'minutes: '],
    [{ until: '2001-01-01T00:00:00Z' }, 'until: "2001-01-01T00:00:00Z" is not allowed'],
    [{ minutes: -1 }, 'minutes: -1 is not allowed'],
  ])('is not snoozed by %j', async (body, detail) => {
    const answer = await ask('/alerts/snooze', 'POST', body);
    expect([answer.status, answer.body['detail']]).toEqual([422, expect.stringContaining(detail)]);
  });
});
