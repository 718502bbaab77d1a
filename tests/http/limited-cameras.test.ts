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
import { camera, expectations, routesWith, times, triangle, twoCameras } from '../support/limited-routes.ts';
import { apiToken, kioskCaller } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { tinyJpeg } from '../support/tiny-jpeg.ts';

const startedAt = Date.parse(times.start);
const recordingId = recordingIdOf(startedAt, 'abcdef');

type Headers = Readonly<Record<string, string>>;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let running: RunningPetLog;
/** Of the garden, in place of words that stand for them. */
const madeIds: Record<string, string> = {};

/** A recording of the garden, which is no video: nobody gets as far as to play it. */
async function addRecording(dataDirectory: string): Promise<void> {
  const storage = new StorageDirectory(dataDirectory, 'recordings');
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

const basic = ({ Authorization }: Headers): Headers => ({
  Authorization: `Basic ${Buffer.from(`petlog:${Authorization?.slice('Bearer '.length)}`).toString('base64')}`,
});

beforeAll(async () => {
  directory = await temporaryDirectory();
  await addRecording(directory.path);
  madeIds['recording'] = recordingId;
  running = await runPetLog(twoCameras, { dataDirectory: directory.path });
  const { bearer } = await apiToken(running, 'admin');
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

/** Those that are told which camera is meant. */
const byCamera = routesWith('hidden').filter(([, { input }]) => JSON.stringify(input).includes(camera));

describe('of a camera that there never was', () => {
  it.each(byCamera)('%s says so, to those who may see every camera', async (name, { input = {} }) => {
    const { bearer } = await apiToken(running, 'admin');
    const { status, text } = await ask(name, JSON.parse(JSON.stringify(input).replaceAll(camera, 'nowhere')) as object, bearer);
    expect([status, JSON.parse(text)]).toMatchObject([404, { code: 'camera_not_found' }]);
  });

  it('that is every route of live pictures, recordings, films, events and zones but those of single things', () => {
    const isBelow = (name: RouteName): boolean =>
      /^\/(live|camera|recordings|timelapses|events|zones)(\/|$)/.test(routes[name].path) && !routes[name].path.includes(':id');
    expect(byCamera.map(([name]) => name).filter(isBelow)).toEqual((Object.keys(expectations) as RouteName[]).filter(isBelow));
  });
});

describe('of a camera that one may not see', () => {
  it.each(routesWith('hidden'))('%s knows nothing, whoever asks', async (name, { input = {} }) => {
    const { access, method } = routes[name];
    const admin = await apiToken(running, 'admin', ['main']);
    const viewer = await apiToken(running, 'viewer', ['main']);
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
    const { bearer } = await apiToken(running, 'viewer', [camera]);
    for (const name of ['cameras.get', 'camera.status', 'live.status', 'recordings.list', 'live.snapshot', 'recordings.file'] as const) {
      expect([name, (await ask(name, expectations[name].input ?? {}, bearer)).status]).toEqual([name, 200]);
    }
    expect((await ask('live.status', {}, bearer)).status).toBe(404); // without a name, main is meant
  });

  it.each(routesWith('leftOut', 'unlimited').filter(([name]) => routes[name].access === 'viewer'))('%s says nothing', async (name) => {
    for (const scope of ['viewer', 'admin'] as const) {
      const { bearer } = await apiToken(running, scope, ['main']);
      const { status, text } = await ask(name, expectations[name].input ?? {}, bearer);
      // What changes something of their own says what it lacks.
      expect(routes[name].method === 'GET' ? [200] : [200, 404, 422]).toContain(status);
      expect(text).not.toContain(camera);
    }
    if (expectations[name].outcome === 'leftOut') {
      expect((await ask(name, {}, (await apiToken(running, 'viewer', null)).bearer)).text).toContain(camera);
    }
  });

  it('what goes first from the disk leaves it out', async () => {
    const firstToGo = async (cameraIds: string[] | null): Promise<boolean> =>
      (await ask('storage.outlook', {}, (await apiToken(running, 'viewer', cameraIds)).bearer)).text.includes(recordingId);
    await operations()['recordings.change']({ id: recordingId, kept: false }, kioskCaller);
    try {
      expect([await firstToGo(['main']), await firstToGo([camera]), await firstToGo(null)]).toEqual([false, true, true]);
    } finally {
      await operations()['recordings.change']({ id: recordingId, kept: true }, kioskCaller);
    }
  });

  it('the log of events and the zones have nothing', async () => {
    const texts = async (cameraIds: string[] | null): Promise<boolean[]> => {
      const { bearer } = await apiToken(running, 'viewer', cameraIds);
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
      (await call(`${running.url}/recordings`, 'GET', undefined, (await apiToken(running, 'viewer', cameraIds)).bearer)).body[
        'total_count'
      ];
    expect([await count(['main']), await count([camera]), await count(null)]).toEqual([0, 1, 1]);
  });
});

describe('an admin who may see some cameras alone', () => {
  it.each(routesWith('wholeHouse'))('does not get %s', async (name) => {
    const { bearer } = await apiToken(running, 'admin', ['main']);
    const { status, text } = await ask(name, {}, bearer);
    expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([403, 'limited_to_cameras']);
  });

  it('records and stops the cameras that it may see, and privacy is for these', async () => {
    const { bearer } = await apiToken(running, 'admin', ['main']);
    expect((await call(`${running.url}/live/privacy`, 'POST', { on: true }, bearer)).status).toBe(200);
    const status = async (id: string) => (await operations()['live.status']({ camera: id }, kioskCaller)).privacy;
    expect([await status('main'), await status(camera)]).toEqual([true, false]);
    expect((await call(`${running.url}/live/privacy`, 'POST', { on: false }, bearer)).status).toBe(200);
  });
});
