/** Two PetLogs in one home: the cameras of one are shown, noticed and told about by the other. */
import { afterEach, expect, test, vi } from 'vitest';
import { LiveStatus } from '../../shared/api.ts';
import { petlogIdHeader } from '../../shared/petlog-id-header.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { call } from '../support/http-client.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { WebReceiver } from '../support/web-receiver.ts';

const opened: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  for (const running of opened.splice(0).reverse()) {
    await running.stop();
  }
});

async function start(environment: Record<string, string>): Promise<RunningPetLog> {
  const running = await runPetLog(environment);
  opened.push(running);
  return running;
}

test('a visit before a camera of another PetLog is noticed here, with its camera, and told by a rule of this one, once', async () => {
  const receiver = await WebReceiver.start();
  opened.push({ stop: () => receiver.close() });
  const there = await start({ PETLOG_CAMERA: `file:${footagePath}` });
  const here = await start({
    PETLOG_ALLOWED_TARGETS: `127.0.0.1:${there.port},127.0.0.1:${receiver.port}`,
    PETLOG_CAMERA_ENABLED: 'false',
    PETLOG_DETECTION_ENABLED: 'true',
  });
  const made = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await call(here.url + path, 'POST', body);
    expect([answer.status, answer.body['detail']]).toEqual([201, undefined]);
    return answer.body;
  };
  const { channel_id: channel } = await made('/alerts/channels', {
    kind: 'webhook',
    name: 'Home',
    url: `${receiver.url}/hook`,
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  });
  await made('/alerts/rules', { name: 'Cats', channels: [channel], labels: ['cat'] });
  await made('/cameras', { camera_id: 'garden', name: 'Garden', source: `petlog+http://127.0.0.1:${there.port}`, always_on: true });
  const [request] = await receiver.until(1);
  expect(JSON.parse(request?.body.toString() ?? '')).toMatchObject({
    type: 'alert.created',
    data: { camera_id: 'garden', camera_name: 'Garden', label: 'cat', event_type: 'visit', picture: expect.any(String) },
  });
  const visits = await call(`${here.url}/events?event_type=visit`);
  expect(visits.body).toMatchObject({ total_count: 1, events: [{ camera_id: 'garden', label: 'cat' }] });
  expect((await call(`${there.url}/events`)).body).toMatchObject({ total_count: 0 });
});

test('a camera that is lost there is lost here, with its reason, and comes back; what is drawn meanwhile is no picture', async () => {
  const there = await start({ PETLOG_CAMERA: 'mock', PETLOG_CAMERA_RESOLUTION: '320x240' });
  const header = await fetch(`${there.url}/live/stream`, { method: 'HEAD' });
  expect(header.headers.get(petlogIdHeader)).toMatch(/^[0-9a-f]{32}$/);
  const here = await start({
    PETLOG_ALLOWED_TARGETS: `127.0.0.1:${there.port}`,
    PETLOG_CAMERA: `petlog+http://127.0.0.1:${there.port}`,
    PETLOG_CAMERA_ALWAYS_ON: 'true',
  });
  const status = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${here.url}/live/status`)).body);
  await vi.waitFor(async () => expect(await status()).toMatchObject({ state: 'live', source: 'petlog' }), 60_000);
  // No camera of that kind is there.
  await call(`${there.url}/settings`, 'PATCH', { camera: { source: 'rpicam' } });
  await vi.waitFor(async () => expect(await status()).toMatchObject({ state: 'lost', state_reason_code: 'camera_lost_there' }), 60_000);
  await call(`${there.url}/settings`, 'PATCH', { camera: { source: 'mock' } });
  await vi.waitFor(async () => expect(await status()).toMatchObject({ state: 'live' }), 90_000);
});
