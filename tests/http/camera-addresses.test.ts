/** Addresses of cameras that only the owner of the machine may allow: refused when they are saved, and named where they were saved before. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { LiveStatus } from '../../shared/api.ts';
import { CameraList } from '../../shared/cameras.ts';
import { call } from '../support/http-client.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

let running: RunningPetLog | null = null;

afterEach(async () => {
  await running?.stop();
  running = null;
});

async function start(environment: Record<string, string> = {}, dataDirectory?: string): Promise<RunningPetLog> {
  running = await runPetLog(environment, dataDirectory === undefined ? {} : { dataDirectory });
  return running;
}

const settingsOf = async ({ url }: RunningPetLog): Promise<unknown> => (await call(`${url}/settings`)).body;
const statusOf = async ({ url }: RunningPetLog): Promise<LiveStatus> => LiveStatus.parse((await call(`${url}/live/status`)).body);
const codesOf = async (petlog: RunningPetLog): Promise<string[]> => (await statusOf(petlog)).problems.map(({ code }) => code);

describe('an address that is not allowed', () => {
  test('is refused by every call that saves it, in the words of the connection to it, and nothing is changed', async () => {
    const petlog = await start();
    const before = await settingsOf(petlog);
    for (const [source, sentence] of [
      ['rtsp://127.0.0.1:8554/cat', '127.0.0.1 is this machine itself, and port 8554 of it is not in security.allowed_targets'],
      ['rtsps://[::1]/cat', '::1 is this machine itself, and port 322 of it'],
      ['http://0.0.0.0/', '0.0.0.0 is this machine itself, and port 80 of it'],
      ['http://169.254.7.7/a.jpg', '169.254.7.7 is of this link alone, and port 80 of it'],
      ['http://169.254.169.254/latest', '169.254.169.254 gives out the keys of a machine in a cloud, and port 80 of it'],
      ['rtsp://239.1.2.3/', '239.1.2.3 is of many machines at once, and port 554 of it'],
      ['https://localhost/', 'localhost, which leads to '],
      [`petlog+http://127.0.0.1:${petlog.port}`, `127.0.0.1 is PetLog itself, and port ${petlog.port} of it`],
    ] as const) {
      const tried = await call(`${petlog.url}/cameras/test`, 'POST', { source });
      expect(tried.body).toMatchObject({ ok: false, reason: expect.stringContaining(sentence) });
      for (const [method, path, body, key] of [
        ['POST', '/cameras', { source, name: 'Cat' }, 'source'],
        ['PATCH', '/cameras/main', { source }, 'source'],
        ['PATCH', '/settings', { camera: { source } }, 'camera.source'],
      ] as const) {
        const answer = await call(petlog.url + path, method, body);
        const { status, body: refused } = answer;
        expect([path, status, refused]).toMatchObject([path, 422, { code: 'invalid_input', errors: [{ path: key }] }]);
        expect((refused['errors'] as { message: string }[])[0]?.message).toContain(sentence);
      }
    }
    expect(await settingsOf(petlog)).toEqual(before);
    expect(CameraList.parse((await call(`${petlog.url}/cameras`)).body).cameras).toHaveLength(1);
  });

  test('is refused for STUN and TURN servers alike; a credential that was saved is shown to nobody, and stays', async () => {
    const petlog = await start();
    const change = (iceServers: unknown): ReturnType<typeof call> =>
      call(`${petlog.url}/settings`, 'PATCH', { video: { ice_servers: iceServers } });
    expect(await change([{ urls: ['stun:127.0.0.1'] }])).toMatchObject({
      status: 422,
      body: {
        code: 'invalid_input',
        errors: [
          {
            path: 'video.ice_servers',
            message:
              'the value given is not allowed; 127.0.0.1 is this machine itself, and port 3478 of it is not in security.allowed_targets.',
          },
        ],
      },
    });
    const server = { urls: ['turn:192.0.2.1'], username: 'petlog' };
    expect((await change([{ ...server, credential: 'hunter2' }])).status).toBe(200);
    const shown = [{ ...server, credential: '<redacted>' }];
    expect(await settingsOf(petlog)).toMatchObject({ video: { ice_servers: shown } });
    expect((await change([...shown, { urls: ['stun:192.0.2.2'] }])).status).toBe(200);
    const told = await fetch(`${petlog.url}/live/webrtc`, { method: 'OPTIONS' });
    expect(told.headers.get('link')).toMatch(/credential="hunter2".*<stun:192\.0\.2\.2>/);
    expect((await change([{ urls: ['turn:192.0.2.9'], username: 'petlog', credential: '<redacted>' }])).status).toBe(422);
    expect(await readFile(join(petlog.dataDirectory, 'settings.yaml'), 'utf8')).not.toContain('hunter2');
  });

  test('is one that nobody can tell of a name which is not known now: that is looked up when the camera is asked', async () => {
    const petlog = await start();
    expect(await call(`${petlog.url}/cameras`, 'POST', { source: 'rtsp://camera.invalid/cat', camera_id: 'hall' })).toMatchObject({
      status: 201,
    });
    expect(await call(`${petlog.url}/cameras`, 'POST', { source: 'rtsp://192.168.77.20/cat', camera_id: 'garden' })).toMatchObject({
      status: 201,
    });
  });

  test('may be saved where the owner of the machine named it, with its port', async () => {
    const petlog = await start({ PETLOG_ALLOWED_TARGETS: '127.0.0.1:8554' });
    const change = (source: string) => call(`${petlog.url}/cameras/main`, 'PATCH', { source });
    expect(await change('rtsp://127.0.0.1:8554/cat')).toMatchObject({ status: 200 });
    expect(await codesOf(petlog)).toEqual([]);
    expect(await change('rtsp://127.0.0.1:8555/cat')).toMatchObject({ status: 422 });
  });
});

describe('an address that was saved and is not allowed any more', () => {
  test('is named as a problem, and PetLog starts all the same', async () => {
    await using directory = await temporaryDirectory();
    await writeFile(join(directory.path, 'settings.yaml'), 'camera:\n  source: rtsp://127.0.0.1:8554/cat\n');
    const petlog = await start({ PETLOG_CAMERA: '' }, directory.path);
    expect(await codesOf(petlog)).toEqual(['camera_address_not_allowed']);
    expect(await call(`${petlog.url}/cameras/main`, 'PATCH', { source: 'mock' })).toMatchObject({ status: 200 });
    expect(await codesOf(petlog)).toEqual([]);
  });

  test('is named once it was asked, where it is a name that leads there', async () => {
    await using directory = await temporaryDirectory();
    await writeFile(
      join(directory.path, 'settings.yaml'),
      'cameras:\n  hall:\n    source: http://localhost:9/\n    storage_path: elsewhere\n    quality: 60\n',
    );
    const petlog = await start({}, directory.path);
    const hall = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${petlog.url}/live/status?camera=hall`)).body);
    expect((await hall()).problems).toEqual([]);
    await call(`${petlog.url}/live/start?camera=hall`, 'POST');
    await vi.waitFor(async () => expect((await hall()).state).toBe('lost'), { timeout: 60_000 });
    const status = await hall();
    expect(status.problems.map(({ code }) => code)).toEqual(['camera_address_not_allowed']);
    expect(status.problems[0]?.message).not.toContain('localhost');
    expect(await settingsOf(petlog)).toMatchObject({ cameras: { hall: { quality: 60 } } });
  });
});

test('only the camera main says where recordings go, as one disk holds all', async () => {
  const petlog = await start();
  const camera = { source: 'mock', storage_path: 'elsewhere' };
  expect((await call(`${petlog.url}/cameras`, 'POST', { ...camera, camera_id: 'hall' })).body).toMatchObject({
    code: 'invalid_input',
    errors: [{ path: 'storage_path', message: expect.stringContaining('there is no such key') }],
  });
  expect(await call(`${petlog.url}/cameras`, 'POST', { source: 'mock', camera_id: 'hall' })).toMatchObject({ status: 201 });
  for (const [path, body, key] of [
    ['/cameras/hall', { storage_path: 'elsewhere' }, 'storage_path'],
    ['/settings', { cameras: { hall: { storage_path: 'elsewhere' } } }, 'cameras.hall.storage_path'],
  ] as const) {
    expect((await call(petlog.url + path, 'PATCH', body)).body).toMatchObject({ code: 'invalid_input', errors: [{ path: key }] });
  }
  expect(await call(`${petlog.url}/cameras/main`, 'PATCH', { storage_path: 'elsewhere' })).toMatchObject({ status: 200 });
});
