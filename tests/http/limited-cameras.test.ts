/** Somebody who may see one camera of two, on every route of the table. */
import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../main/library/recording.ts';
import { writeSidecar } from '../../main/library/sidecar.ts';
import { dateOf } from '../../main/event-log/habits/day-counts.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { PetInput } from '../../shared/pets.ts';
import { type RouteName, routes } from '../../shared/routes.ts';
import { call } from '../support/http-client.ts';
import { HeldAnswer } from '../support/held-answer.ts';
import { deviceOf, kioskCaller, pairDevice } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { tinyJpeg } from '../support/tiny-jpeg.ts';

const startedAt = Date.parse('2026-05-01T12:00:00Z');
const recordingId = recordingIdOf(startedAt, 'abcdef');
/** Of a zone. */
const triangle: [number, number][] = [
  [0, 0],
  [1, 0],
  [1, 1],
];
const times = { start: '2026-05-01T12:00:00Z', end: '2026-05-01T12:00:30Z' };

/**
 * What who sees `main` alone gets of `garden`. `hidden`: 404, as if there were no such camera. `wholeHouse`: 403, it is
 * for admins who see every camera. `leftOut`: an answer without a word of it. `unlimited`: nothing in it is of a camera.
 */
type Outcome = 'hidden' | 'wholeHouse' | 'leftOut' | 'unlimited';

interface Expectation {
  readonly outcome: Outcome;
  readonly input?: object;
}

const camera = 'garden';
const hidden = (input: object = { camera }): Expectation => ({ outcome: 'hidden', input });
const wholeHouse: Expectation = { outcome: 'wholeHouse' };
const leftOut: Expectation = { outcome: 'leftOut' };
const unlimited: Expectation = { outcome: 'unlimited' };

/** A new route has to say here what somebody with a limit gets. */
const expectations: Record<RouteName, Expectation> = {
  'api.welcome': unlimited,
  'health.get': unlimited,
  'openapi.get': unlimited,
  'storage.get': unlimited,
  'cameras.list': leftOut,
  'cameras.get': hidden({ id: camera }),
  'cameras.sources': wholeHouse,
  'cameras.test': wholeHouse,
  'cameras.add': wholeHouse,
  'cameras.change': wholeHouse,
  'cameras.remove': wholeHouse,
  'camera.status': hidden(),
  'live.status': hidden(),
  'live.options': hidden(),
  'live.movement': hidden(),
  'live.soundLevel': hidden(),
  'live.microphones': hidden(),
  'live.speakers': hidden(),
  'live.start': hidden(),
  'live.stop': hidden(),
  'live.talk': hidden({ camera, session_id: 'none', on: true }),
  'live.stream': hidden(),
  'live.video': hidden(),
  'hls.index': hidden(),
  'hls.playlist': hidden({ camera, rendition: 'full' }),
  'hls.piece': hidden({ camera, rendition: 'full', piece: 'init-0.mp4' }),
  'webrtc.open': hidden(),
  'webrtc.change': hidden({ id: 'none' }),
  'webrtc.end': hidden({ id: 'none' }),
  'live.wall': hidden({ cameras: `main,${camera}` }),
  'live.snapshot': hidden(),
  'live.events': hidden(),
  'privacy.set': hidden({ camera, on: true }),
  'record.start': hidden(),
  'record.stop': hidden(),
  'recordings.list': hidden(),
  'recordings.timeline': hidden({ camera, start_date: times.start, end_date: times.end }),
  'recordings.change': hidden({ id: recordingId, kept: true }),
  'recordings.remove': hidden({ id: recordingId }),
  'recordings.file': hidden({ id: recordingId }),
  'recordings.thumbnail': hidden({ id: recordingId }),
  'recordings.preview': hidden({ id: recordingId }),
  'rewind.range': hidden(),
  'rewind.save': hidden({ camera, ...times }),
  'rewind.clip': hidden({ camera, start: times.start }),
  'rewind.picture': hidden({ camera, at: times.start }),
  'timelapse.start': hidden({ camera, ...times }),
  'timelapse.get': hidden({ id: 'timelapse' }),
  'timelapse.cancel': hidden({ id: 'timelapse' }),
  'day_films.list': hidden(),
  'day_films.make': hidden({ camera, date: '2026-05-01' }),
  'day_films.get': hidden({ id: 'dayFilm' }),
  'day_films.remove': hidden({ id: 'dayFilm' }),
  'settings.get': wholeHouse,
  'settings.change': wholeHouse,
  'configuration.export': wholeHouse,
  'configuration.import': wholeHouse,
  'backup.targets': wholeHouse,
  'backup.add': wholeHouse,
  'backup.change': wholeHouse,
  'backup.remove': wholeHouse,
  'backup.test': wholeHouse,
  'backup.make_key': wholeHouse,
  'backup.confirm_key': wholeHouse,
  'backup.check': wholeHouse,
  'backup.status': wholeHouse,
  'backup.restore': wholeHouse,
  'relays.list': wholeHouse,
  'relays.add': wholeHouse,
  'relays.test': wholeHouse,
  'relays.change': wholeHouse,
  'relays.remove': wholeHouse,
  'homekit.get': wholeHouse,
  'homekit.unpair': wholeHouse,
  'backup.cancel_restore': wholeHouse,
  'backup.copies': wholeHouse,
  'backup.event_places': wholeHouse,
  'doctor.get': wholeHouse,
  'metrics.get': leftOut,
  'kiosk_pin.remove': wholeHouse,
  'audit.list': wholeHouse,
  'invitations.create': wholeHouse,
  'invitations.get': wholeHouse,
  'invitations.cancel': wholeHouse,
  'devices.list': wholeHouse,
  'devices.change': wholeHouse,
  'devices.revoke': wholeHouse,
  'accounts.list': wholeHouse,
  'accounts.create': wholeHouse,
  'accounts.change': wholeHouse,
  'accounts.remove': wholeHouse,
  'tokens.list': wholeHouse,
  'tokens.create': wholeHouse,
  'tokens.change': wholeHouse,
  'tokens.revoke': wholeHouse,
  'session.get': unlimited,
  'session.pair': unlimited,
  'session.sign_in': unlimited,
  'session.refresh': unlimited,
  'session.sign_out': unlimited,
  'session.restrict_access': wholeHouse,
  'events.list': hidden(),
  'events.summary': hidden({ camera, start_date: times.start, end_date: times.end }),
  'events.timeline': hidden({ camera, start_date: times.start, end_date: times.end }),
  'events.log': hidden({ camera_id: camera, event_type: 'visit' }),
  'events.get': hidden({ id: 'event' }),
  'events.change': hidden({ id: 'event', kept: true }),
  'events.remove': hidden({ id: 'event' }),
  'events.picture': hidden({ id: 'event' }),
  'events.clip': hidden({ id: 'event' }),
  'pets.list': unlimited,
  'pets.create': wholeHouse,
  'pets.get': { outcome: 'unlimited', input: { id: 'pet' } },
  'pets.habits': { outcome: 'unlimited', input: { id: 'pet' } },
  'pets.change': wholeHouse,
  'pets.remove': wholeHouse,
  'pets.picture': { outcome: 'unlimited', input: { id: 'pet' } },
  'pets.set_picture': wholeHouse,
  'zones.list': hidden(),
  'zones.create': hidden({ camera_id: camera, polygon: triangle }),
  'zones.change': hidden({ id: 'zone', name: 'Bowl' }),
  'zones.remove': hidden({ id: 'zone' }),
  'alert_channels.list': wholeHouse,
  'alert_channels.create': wholeHouse,
  'alert_channels.change': wholeHouse,
  'alert_channels.remove': wholeHouse,
  'alert_channels.test': wholeHouse,
  'alert_rules.list': wholeHouse,
  'alert_rules.create': wholeHouse,
  'alert_rules.change': wholeHouse,
  'alert_rules.remove': wholeHouse,
  'alert_deliveries.list': wholeHouse,
  'presence.get': wholeHouse,
  'presence.set': wholeHouse,
  'push.key': unlimited,
  'push.list': unlimited,
  'push.subscribe': unlimited,
  'push.unsubscribe': unlimited,
  'push.test': unlimited,
  'alert_snooze.get': unlimited,
  'alert_snooze.set': unlimited,
  'shares.create': wholeHouse,
  'shares.list': wholeHouse,
  'shares.remove': wholeHouse,
  'shares.page': unlimited,
  'shares.video': unlimited,
  'shares.picture': unlimited,
  'trust.get': unlimited,
  'trust.certificate': unlimited,
  'trust.profile': unlimited,
  'trust.check': unlimited,
  'authority.get': wholeHouse,
  'authority.create': wholeHouse,
  'remote_access.get': wholeHouse,
};

type Headers = Record<string, string>;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let running: RunningPetLog;
/** Of the garden, in place of words that stand for them. */
const madeIds: Record<string, string> = {};
const held: HeldAnswer[] = [];

/** A recording of the garden, which is no video: nobody gets as far as to play it. */
async function addRecording(): Promise<void> {
  const storage = new StorageDirectory(directory.path, 'recordings');
  const filename = `${recordingId}.mp4`;
  await mkdir(storage.hiddenFile('.'), { recursive: true });
  await writeFile(storage.file(filename), 'no video');
  const recording = {
    recordingId,
    filename,
    directory: storage.relativePath,
    startedAtMilliseconds: startedAt,
    durationMilliseconds: 60_000,
    sizeBytes: 8,
    widthPixels: 320,
    heightPixels: 240,
    clock: 'synchronized',
    frameRate: 15,
    cameraId: camera,
    preRollMilliseconds: 0,
    reason: 'manual',
    isKept: true,
    state: 'finished',
    pictures: 'missing',
    name: '',
    note: '',
  } as const;
  await writeSidecar(storage.sidecar(recordingId), { recording, furtherParts: [] });
}

const operations = () => running.petlog.control.operations;

async function tokenFor(scope: 'viewer' | 'admin', cameraIds: string[] | null): Promise<{ id: string; bearer: Headers }> {
  const made = await operations()['tokens.create']({ name: scope, scope, camera_ids: cameraIds }, kioskCaller);
  return { id: made.token_id, bearer: { Authorization: `Bearer ${made.token}` } };
}

const basic = ({ Authorization }: Headers): Headers => ({
  Authorization: `Basic ${Buffer.from(`petlog:${Authorization?.slice('Bearer '.length)}`).toString('base64')}`,
});

beforeAll(async () => {
  directory = await temporaryDirectory();
  await addRecording();
  running = await runPetLog(
    {
      PETLOG_SECURITY_ACCESS: 'accounts',
      PETLOG_CAMERA_RESOLUTION: '128x96',
      PETLOG_CAMERAS_GARDEN_SOURCE: 'mock',
      PETLOG_CAMERAS_GARDEN_RESOLUTION: '128x96',
      PETLOG_LIMITS_VIEWERS_PER_DEVICE: '20',
    },
    { dataDirectory: directory.path },
  );
  const { bearer } = await tokenFor('admin', null);
  while ((await call(`${running.url}/recordings?camera=${camera}`, 'GET', undefined, bearer)).body['total_count'] !== 1) {
    // the library takes in what it finds after the start
  }
  madeIds['timelapse'] = (await operations()['timelapse.start']({ camera, ...times }, kioskCaller)).timelapse_id;
  const timestamp = new Date(startedAt + 1000).toISOString();
  madeIds['event'] = String(
    (await operations()['events.log']({ camera_id: camera, event_type: 'visit', timestamp }, kioskCaller)).event_id,
  );
  madeIds['dayFilm'] = (await operations()['day_films.make']({ camera, date: dateOf(startedAt) }, kioskCaller)).day_film_id;
  const zone = { camera_id: camera, name: '', kind: 'place', place: 'bowl', polygon: triangle, labels: [] as string[] } as const;
  madeIds['zone'] = (await operations()['zones.create']({ ...zone, polygon: [...triangle] }, kioskCaller)).zone_id;
  madeIds['pet'] = String((await operations()['pets.create'](PetInput.parse({ name: 'Luna' }), kioskCaller)).pet_id);
  const picture = await fetch(`${running.url}/pets/${madeIds['pet']}/picture`, {
    method: 'PUT',
    headers: { ...bearer, 'Content-Type': 'image/jpeg' },
    body: new Uint8Array(await tinyJpeg()),
  });
  expect(picture.status).toBe(200);
});

afterAll(async () => {
  held.forEach((answer) => answer.close());
  await running.stop();
  await directory[Symbol.asyncDispose]();
});

/** Asks for a route, with its input where it belongs. */
async function ask(name: RouteName, input: object, headers: Headers): Promise<{ status: number; text: string }> {
  const { method, path } = routes[name];
  const values = new Map(Object.entries(input).map(([key, value]) => [key, madeIds[String(value)] ?? value] as const));
  const url = new URL(
    path.replace(/:(\w+)/g, (_whole, key: string) => {
      const value = String(values.get(key) ?? 'none');
      values.delete(key);
      return value;
    }),
    running.url,
  );
  const { textBodyType } = routes[name] as { textBodyType?: string };
  const inBody = textBodyType === undefined && (method === 'POST' || method === 'PATCH');
  if (!inBody) {
    values.forEach((value, key) => url.searchParams.set(key, String(value)));
  }
  const response = await fetch(url, {
    method,
    headers: {
      ...headers,
      ...(inBody ? { 'Content-Type': 'application/json' } : textBodyType === undefined ? {} : { 'Content-Type': textBodyType }),
    },
    ...(inBody ? { body: JSON.stringify(Object.fromEntries(values)) } : textBodyType === undefined ? {} : { body: 'v=0' }),
  });
  return { status: response.status, text: await response.text() };
}

const allRoutes = Object.entries(expectations) as [RouteName, Expectation][];
const of = (...outcomes: Outcome[]) => allRoutes.filter(([, { outcome }]) => outcomes.includes(outcome));

/** Those that are told which camera is meant. */
const byCamera = of('hidden').filter(([, { input }]) => JSON.stringify(input).includes(camera));

describe('of a camera that there never was', () => {
  it.each(byCamera)('%s says so, to those who may see every camera', async (name, { input = {} }) => {
    const { bearer } = await tokenFor('admin', null);
    const { status, text } = await ask(name, JSON.parse(JSON.stringify(input).replaceAll(camera, 'nowhere')) as object, bearer);
    expect([status, JSON.parse(text)]).toMatchObject([404, { code: 'camera_not_found' }]);
  });

  it('that is every route of live pictures, recordings, films, events and zones but those of single things', () => {
    const isBelow = (name: RouteName): boolean =>
      /^\/(live|camera|recordings|timelapses|events|zones)(\/|$)/.test(routes[name].path) && !routes[name].path.includes(':id');
    expect(byCamera.map(([name]) => name).filter(isBelow)).toEqual(allRoutes.map(([name]) => name).filter(isBelow));
  });
});

describe('of a camera that one may not see', () => {
  it.each(of('hidden'))('%s knows nothing, whoever asks', async (name, { input = {} }) => {
    const { access, method } = routes[name];
    const admin = await tokenFor('admin', ['main']);
    const viewer = await tokenFor('viewer', ['main']);
    const answers = [await ask(name, input, admin.bearer)];
    if (access === 'viewer') {
      answers.push(await ask(name, input, viewer.bearer));
      answers.push(...(method === 'GET' ? [await ask(name, input, basic(viewer.bearer))] : []));
    }
    const unknown = await ask(name, JSON.parse(JSON.stringify(input).replaceAll(camera, 'nowhere')) as object, admin.bearer);
    for (const { status, text } of answers) {
      expect(status).toBe(404);
      if (text.includes(camera)) {
        // In the words of the one who asked, and in nothing else.
        expect(text.replaceAll(camera, 'nowhere')).toBe(unknown.text);
      }
    }
  });

  it('the same calls answer who may see it', async () => {
    const { bearer } = await tokenFor('viewer', [camera]);
    for (const name of ['cameras.get', 'camera.status', 'live.status', 'recordings.list', 'live.snapshot', 'recordings.file'] as const) {
      expect([name, (await ask(name, expectations[name].input ?? {}, bearer)).status]).toEqual([name, 200]);
    }
    expect((await ask('live.status', {}, bearer)).status).toBe(404); // without a name, main is meant
  });

  it.each(of('leftOut', 'unlimited').filter(([name]) => routes[name].access === 'viewer'))('%s says nothing', async (name) => {
    for (const scope of ['viewer', 'admin'] as const) {
      const { bearer } = await tokenFor(scope, ['main']);
      const { status, text } = await ask(name, expectations[name].input ?? {}, bearer);
      // What changes something of their own says what it lacks.
      expect(routes[name].method === 'GET' ? [200] : [200, 404, 422]).toContain(status);
      expect(text).not.toContain(camera);
    }
    if (expectations[name].outcome === 'leftOut') {
      expect((await ask(name, {}, (await tokenFor('viewer', null)).bearer)).text).toContain(camera);
    }
  });

  it('the log of events and the zones have nothing', async () => {
    const texts = async (cameraIds: string[] | null): Promise<boolean[]> => {
      const { bearer } = await tokenFor('viewer', cameraIds);
      const paths = ['/events', `/events/summary?start_date=2000-01-01&end_date=2100-01-01`, '/zones'];
      const answers = await Promise.all(paths.map((path) => call(running.url + path, 'GET', undefined, bearer)));
      return [answers[0]?.body['total_count'] === 1, answers[1]?.body['count'] === 1, JSON.stringify(answers[2]?.body).includes(camera)];
    };
    expect([await texts(['main']), await texts([camera]), await texts(null)]).toEqual([
      [false, false, false],
      [true, true, true],
      [true, true, true],
    ]);
  });

  it('lists of recordings have nothing', async () => {
    const count = async (cameraIds: string[] | null): Promise<unknown> =>
      (await call(`${running.url}/recordings`, 'GET', undefined, (await tokenFor('viewer', cameraIds)).bearer)).body['total_count'];
    expect([await count(['main']), await count([camera]), await count(null)]).toEqual([0, 1, 1]);
  });
});

describe('an admin who may see some cameras alone', () => {
  it.each(of('wholeHouse'))('does not get %s', async (name) => {
    const { bearer } = await tokenFor('admin', ['main']);
    const { status, text } = await ask(name, {}, bearer);
    expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([403, 'limited_to_cameras']);
  });

  it('records and stops the cameras that it may see, and privacy is for these', async () => {
    const { bearer } = await tokenFor('admin', ['main']);
    expect((await call(`${running.url}/live/privacy`, 'POST', { on: true }, bearer)).status).toBe(200);
    const status = async (id: string) => (await operations()['live.status']({ camera: id }, kioskCaller)).privacy;
    expect([await status('main'), await status(camera)]).toEqual([true, false]);
    expect((await call(`${running.url}/live/privacy`, 'POST', { on: false }, bearer)).status).toBe(200);
  });
});

async function hold(path: string, headers: Headers, until: string): Promise<HeldAnswer> {
  const answer = new HeldAnswer(running.port, path, headers);
  held.push(answer);
  await answer.until(until);
  return answer;
}

describe('a change of the cameras', () => {
  it('ends at once what is of those that may not be seen any more, and nothing else', async () => {
    const { id, bearer } = await tokenFor('viewer', null);
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
    const { bearer } = await tokenFor('admin', null);
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
    const { bearer } = await tokenFor('admin', null);
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
    const { id, bearer: limited } = await tokenFor('viewer', null);
    const { bearer } = await tokenFor('admin', null);
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
  const [limited, all] = [(await tokenFor('admin', ['main'])).bearer, (await tokenFor('admin', null)).bearer];
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
