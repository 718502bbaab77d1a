/** What becomes of those who watch when the cameras are changed that they may see. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HeldAnswer } from '../support/held-answer.ts';
import { call } from '../support/http-client.ts';
import { camera, twoCameras } from '../support/limited-routes.ts';
import { apiToken, deviceOf, kioskCaller, type PairedDevice, pairDevice } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

let running: RunningPetLog;
const held: HeldAnswer[] = [];

beforeAll(async () => {
  running = await runPetLog(twoCameras);
});

afterAll(async () => {
  held.forEach((answer) => answer.close());
  await running.stop();
});

const operations = () => running.petlog.control.operations;

async function hold(path: string, headers: PairedDevice['bearer'], until: string): Promise<HeldAnswer> {
  const answer = new HeldAnswer(running.port, path, headers);
  held.push(answer);
  await answer.until(until);
  return answer;
}

describe('a change of the cameras', () => {
  it('ends at once what is of those that may not be seen any more, and nothing else', async () => {
    const { id, bearer } = await apiToken(running, 'viewer');
    const [main, garden, video, wall, events] = await Promise.all([
      hold('/live/stream', bearer, '--frame'),
      hold(`/live/stream?camera=${camera}`, bearer, '--frame'),
      hold(`/live/video?camera=${camera}`, bearer, 'moof'),
      hold('/live/wall', bearer, `X-Camera-Id: ${camera}`),
      hold('/live/events?camera=all', bearer, `"camera_id":"${camera}"`),
    ]);
    await operations()['tokens.change']({ id, camera_ids: ['main'] }, kioskCaller);
    await Promise.all([garden, video, wall, events].map((answer) => answer.ended()));
    main.text = '';
    await main.until('--frame');
    const again = await hold('/live/events?camera=all', bearer, 'event: heartbeat');
    expect(again.text).not.toContain(camera);
    expect((await operations()['tokens.list']({}, kioskCaller)).tokens.find(({ token_id }) => token_id === id)?.camera_ids).toEqual([
      'main',
    ]);
  });

  it('of a person is one of every device of theirs; of a device with a person, it is refused', async () => {
    const account = await operations()['accounts.create'](
      { name: 'Robin', password: 'wool and cat hair', role: 'viewer', camera_ids: [camera] },
      kioskCaller,
    );
    const input = { name: 'robin', password: 'wool and cat hair', token_delivery: 'body' };
    const signedIn = await call(`${running.url}/auth/sign-in`, 'POST', input);
    expect(signedIn.body['camera_ids']).toEqual([camera]);
    const device = deviceOf(signedIn.body as never);
    const stream = await hold(`/live/stream?camera=${camera}`, device.bearer, '--frame');
    const { bearer } = await apiToken(running, 'admin');
    const refused = await call(`${running.url}/auth/devices/${device.id}`, 'PATCH', { camera_ids: null }, bearer);
    expect([refused.status, refused.body['code']]).toEqual([409, 'role_of_account']);
    await call(`${running.url}/auth/accounts/${account.account_id}`, 'PATCH', { camera_ids: ['main'] }, bearer);
    await stream.ended();
    expect((await call(`${running.url}/auth/session`, 'GET', undefined, device.bearer)).body['camera_ids']).toEqual(['main']);
    expect((await call(`${running.url}/live/status`, 'GET', undefined, device.bearer)).status).toBe(200);
  });

  it('comes with the code that a device is let in by', async () => {
    const { code, camera_ids } = await operations()['invitations.create']({ role: 'viewer', camera_ids: [camera] }, kioskCaller);
    expect(camera_ids).toEqual([camera]);
    const { body } = await call(`${running.url}/auth/pair`, 'POST', { code, device_name: 'Tablet', token_delivery: 'body' });
    expect(body['camera_ids']).toEqual([camera]);
    const device = deviceOf(body as never);
    const stream = await hold(`/live/stream?camera=${camera}`, device.bearer, '--frame');
    await operations()['devices.change']({ id: device.id, camera_ids: ['main'] }, kioskCaller);
    await stream.ended();
  });

  it('names cameras that there are, at least one', async () => {
    const { bearer } = await apiToken(running, 'admin');
    for (const [camera_ids, sentence] of [
      [['main', 'attic'], 'camera_ids.1: there is no camera "attic"; there are main, garden.'],
      [[], 'it must name at least one camera; null stands for all'],
      ['main', 'camera_ids:'],
      [['No Id'], 'camera_ids.0:'],
    ] as const) {
      const { status, body } = await call(`${running.url}/auth/tokens`, 'POST', { name: 'x', camera_ids }, bearer);
      expect([status, body['code']]).toEqual([422, 'invalid_input']);
      expect(body['detail']).toContain(sentence);
    }
  });
});

describe('a camera that is removed', () => {
  it('harms no list, and another one of its id is not seen', async () => {
    const { id, bearer: limited } = await apiToken(running, 'viewer');
    const { bearer } = await apiToken(running, 'admin');
    const add = () => call(`${running.url}/cameras`, 'POST', { camera_id: 'attic', source: 'mock', resolution: [128, 96] }, bearer);
    const seen = async (): Promise<unknown[]> =>
      ((await call(`${running.url}/cameras`, 'GET', undefined, limited)).body['cameras'] as { camera_id: string }[]).map(
        ({ camera_id }) => camera_id,
      );
    expect((await add()).status).toBe(201);
    await operations()['tokens.change']({ id, camera_ids: ['main', 'attic'] }, kioskCaller);
    expect(await seen()).toEqual(['main', 'attic']);
    expect((await call(`${running.url}/cameras/attic`, 'DELETE', undefined, bearer)).status).toBe(200);
    expect(await seen()).toEqual(['main']);
    // The list can be saved as it was shown: recordings of it would still be to be seen.
    const unchanged = await call(`${running.url}/auth/tokens/${id}`, 'PATCH', { camera_ids: ['attic', 'main'] }, bearer);
    expect([unchanged.status, unchanged.body['camera_ids']]).toEqual([200, ['attic', 'main']]);
    // It left none.
    expect((await call(`${running.url}/recordings?camera=attic`, 'GET', undefined, limited)).status).toBe(404);
    expect((await add()).status).toBe(201);
    expect(await seen()).toEqual(['main']);
    await call(`${running.url}/cameras/attic`, 'DELETE', undefined, bearer);
  });
});

it('an admin of every camera is told who comes in, and one of some is not', async () => {
  const [limited, all] = [(await apiToken(running, 'admin', ['main'])).bearer, (await apiToken(running, 'admin')).bearer];
  const [of, ofAll] = [
    await hold('/live/events?camera=all', limited, 'event: heartbeat'),
    await hold('/live/events', all, 'event: heartbeat'),
  ];
  await pairDevice(running, 'viewer', 'Guest');
  await operations()['settings.change']({ cameras: { garden: { quality: 70 } }, camera: { quality: 70 } }, kioskCaller);
  await ofAll.until('cameras.garden.quality');
  expect(ofAll.text).toContain('access.changed');
  await of.until('settings.changed');
  expect(of.text).toContain('camera.quality');
  expect([of.text.includes('garden'), of.text.includes('Guest')]).toEqual([false, false]);
});
