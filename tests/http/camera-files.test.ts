/** No file of the machine is shown by the camera, or told of, unless its owner allowed it. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { PetLogError } from '../../shared/errors.ts';
import { Config, ConfigPatch } from '../../shared/config.ts';
import { collectingLogger } from '../support/open-access.ts';
import { footageJpegs, footagePath } from '../support/footage-jpegs.ts';
import { HeldAnswer } from '../support/held-answer.ts';
import { call } from '../support/http-client.ts';
import { kioskCaller, pairDevice } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let running: RunningPetLog | null = null;
const at = (...names: string[]): string => join(directory.path, ...names);

beforeEach(async () => {
  directory = await temporaryDirectory();
  await Promise.all(['data', 'videos', 'private'].map((name) => mkdir(at(name))));
  const passwords = 'cat: hunter2\n'.repeat(100);
  await writeFile(at('private/passwords.txt'), passwords);
  await writeFile(at('videos/passwords.txt'), passwords);
  await writeFile(at('private/photo.jpg'), footageJpegs(1)[0] ?? '');
  await writeFile(at('videos/photo.jpg'), footageJpegs(1)[0] ?? '');
  await writeFile(at('videos/list.ffconcat'), `ffconcat version 1.0\nfile 'cat.mp4'\n`);
  await copyFile(footagePath, at('private/film.mp4'));
  await copyFile(footagePath, at('videos/cat.mp4'));
  await symlink(at('private/film.mp4'), at('videos/link.mp4'));
});

afterEach(async () => {
  await running?.stop();
  running = null;
  await directory[Symbol.asyncDispose]();
});

async function start(
  environment: Record<string, string> = {},
  saved?: string,
  logger?: ReturnType<typeof collectingLogger>,
): Promise<RunningPetLog> {
  if (saved !== undefined) {
    await writeFile(at('data/settings.yaml'), saved);
  }
  running = await runPetLog(
    { PETLOG_CAMERA_RESOLUTION: '128x96', ...environment },
    { dataDirectory: at('data'), ...(logger === undefined ? {} : { logger }) },
  );
  return running;
}

const allowed = (): Record<string, string> => ({ PETLOG_ALLOWED_DIRECTORIES: at('videos') });
const choose = (petlog: RunningPetLog, source: string) => call(`${petlog.url}/settings`, 'PATCH', { camera: { source } });
const sourceOf = async (petlog: RunningPetLog): Promise<unknown> =>
  ((await call(`${petlog.url}/settings`)).body['camera'] as { source: string }).source;
const statusOf = async ({ url }: RunningPetLog, headers?: Record<string, string>) =>
  (await call(`${url}/live/status`, 'GET', undefined, headers)).body;
const untilLost = (petlog: RunningPetLog, headers?: Record<string, string>) =>
  vi.waitFor(
    async () => {
      const status = await statusOf(petlog, headers);
      expect(status['state']).toBe('lost');
      return status;
    },
    { timeout: 60_000 },
  );

describe('what is chosen over the network', () => {
  test('is no file at all, as long as nothing is allowed, and whether it is there is not told', async () => {
    const petlog = await start();
    const sentences = new Set<string>();
    for (const path of ['/private/passwords.txt', '/private/photo.jpg', '/private/film.mp4', '/videos/cat.mp4', '/private/missing.mp4'].map(
      (name) => at(name),
    )) {
      const { status, body } = await choose(petlog, `file:${path}`);
      expect([path, status, body['code']]).toEqual([path, 422, 'invalid_input']);
      expect(body['errors']).toMatchObject([{ path: 'camera.source' }]);
      sentences.add(String(body['detail']).replace(/"file:[^ ]*/, ''));
    }
    expect([...sentences]).toEqual([
      'camera.source:  is not allowed; over the network only video files below a directory of security.allowed_directories, which is empty, are, and what the configuration file, a variable or a flag names.',
    ]);
    expect(await sourceOf(petlog)).toBe('mock');
  });

  test('is a video below an allowed directory, and nothing else that is there', async () => {
    const petlog = await start(allowed());
    for (const [name, reason] of [
      ['passwords.txt', 'is not a video file'],
      ['photo.jpg', 'is a picture'],
      ['list.ffconcat', 'is not a video file'],
      ['link.mp4', 'leads out'],
      ['missing.mp4', 'there is no file'],
      ['../private/film.mp4', 'only video files below'],
    ] as const) {
      const { status, body } = await choose(petlog, `file:${at('videos')}/${name}`);
      expect([name, status, body['detail']]).toEqual([name, 422, expect.stringContaining(reason)]);
    }
    expect((await choose(petlog, `file:${at('videos/cat.mp4')}`)).status).toBe(200);
    const picture = await fetch(`${petlog.url}/live/snapshot`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(await statusOf(petlog)).toMatchObject({ source: 'file', state: 'live' });
  });

  test('is no address that looks like a file, and none is asked', async () => {
    const petlog = await start(allowed());
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      const sources = [
        `file:http://${address}/a.mp4`,
        `file:http:/${address}/a.mp4`,
        `file:concat:subfile,,start,0,end,0,,:${at('private/passwords.txt')}`,
        `file:file:${at('videos/cat.mp4')}`,
        `file://${address}${at('videos/cat.mp4')}`,
        'file:/proc/self/environ',
        'v4l2:/dev/watchdog',
        'v4l2:/dev/../etc/passwd',
        `v4l2:${at('private/passwords.txt')}`,
      ];
      for (const source of sources) {
        expect([source, (await choose(petlog, source)).status]).toEqual([source, 422]);
      }
      expect((await call(`${petlog.url}/settings`, 'PATCH', { camera: { storage_path: `http:/${address}/x` } })).status).toBe(422);
      expect(requests).toBe(0);
    } finally {
      server.close();
    }
  });

  test('is not where files may be: those lists are changed by nobody, and on the own screen nobody gets further', async () => {
    const petlog = await start();
    for (const security of [
      { allowed_directories: ['/'] },
      { allowed_targets: ['127.0.0.1'] },
      { https_certificate: at('private/passwords.txt') },
      { https_key: '/etc/shadow' },
    ]) {
      const { status, body } = await call(`${petlog.url}/settings`, 'PATCH', { security });
      expect([security, status, body['code']]).toEqual([security, 422, 'invalid_input']);
    }
    const change = petlog.petlog.control.operations['settings.change'](
      { camera: { source: `file:${at('private/film.mp4')}` } },
      kioskCaller,
    );
    await expect(change).rejects.toMatchObject({ code: 'invalid_input' } satisfies Partial<PetLogError>);
    const { body } = await call(`${petlog.url}/settings`);
    expect(body).toMatchObject({ camera: { source: 'mock' }, security: { allowed_directories: [], allowed_targets: [], https_key: '' } });
    expect((await call(`${petlog.url}/settings`, 'PATCH', body)).status).toBe(200);
  });
});

describe('a saved camera that is not allowed', () => {
  test.each([
    ['a file', (): string => `file:${at('private/film.mp4')}`],
    ['a device', (): string => 'v4l2:/dev/watchdog'],
  ])('%s is a problem with a name, not a failed start', async (_what, source) => {
    const petlog = await start({ PETLOG_CAMERA: '' }, `camera:\n  source: ${source()}\n`);
    expect((await statusOf(petlog))['problems']).toMatchObject([{ code: 'camera_source_not_allowed' }]);
    await call(`${petlog.url}/live/start`, 'POST');
    const status = await untilLost(petlog);
    expect(status).toMatchObject({
      latest_frame_time: null,
      problems: [{ code: 'camera_source_not_allowed', message: expect.not.stringContaining(directory.path) }],
    });
    expect((await call(`${petlog.url}/health`)).body['status']).toBe('degraded');
    const { body } = await call(`${petlog.url}/doctor`);
    expect(JSON.stringify(body)).toContain('which the owner of this machine has not allowed');
    expect((await choose(petlog, 'mock')).status).toBe(200);
    expect((await statusOf(petlog))['problems']).toEqual([]);
  });

  test('a list that was saved counts for nothing', async () => {
    const logger = collectingLogger();
    const petlog = await start(
      { PETLOG_CAMERA: '' },
      `camera:\n  source: file:${at('private/film.mp4')}\nsecurity:\n  allowed_directories: [/]\n`,
      logger,
    );
    expect((await statusOf(petlog))['problems']).toMatchObject([{ code: 'camera_source_not_allowed' }]);
    expect((await call(`${petlog.url}/settings`)).body).toMatchObject({ security: { allowed_directories: [] } });
  });
});

test('what the owner of the machine names may be anywhere, and may be chosen again', async () => {
  const own = `file:${at('private/film.mp4')}`;
  const petlog = await start({ PETLOG_CAMERA: own });
  expect((await fetch(`${petlog.url}/live/snapshot`)).status).toBe(200);
  expect((await choose(petlog, 'mock')).status).toBe(200);
  expect((await choose(petlog, own)).status).toBe(200);
  expect((await choose(petlog, `file:${at('private/passwords.txt')}`)).status).toBe(422);
});

test('which file it is, and what is wrong with it, is told to admins; viewers hear that there is no picture', async () => {
  const petlog = await start({ PETLOG_CAMERA: `file:${at('private/missing.mp4')}`, PETLOG_SECURITY_ACCESS: 'accounts' });
  const viewer = await pairDevice(petlog, 'viewer');
  const admin = await pairDevice(petlog, 'admin');
  await call(`${petlog.url}/live/start`, 'POST', undefined, admin.bearer);
  const told = `there is no file ${at('private/missing.mp4')}`;
  expect(await untilLost(petlog, admin.bearer)).toMatchObject({ state_reason: told });
  expect(await statusOf(petlog, viewer.bearer)).toMatchObject({ state: 'lost', state_reason: 'the video file cannot be played' });
  const events = [
    new HeldAnswer(petlog.port, '/live/events', viewer.bearer),
    new HeldAnswer(petlog.port, '/live/events', admin.bearer),
  ] as const;
  await events[1].until(told);
  await events[0].until('the video file cannot be played');
  const recording = await call(`${petlog.url}/live/record/start`, 'POST', undefined, admin.bearer);
  expect(recording.body).toMatchObject({ code: 'camera_unavailable' });
  events.forEach((each) => each.close());
  const everything = JSON.stringify([await statusOf(petlog, viewer.bearer), events[0].text]);
  expect(everything).not.toContain(directory.path);
});

describe('settings answer without secrets', () => {
  const patch = ConfigPatch as unknown as z.ZodObject<{ server: z.ZodOptional<z.ZodObject<{ name: z.ZodOptional }>> }>;
  const schemas = [Config.shape.server.unwrap().shape.name, patch.shape.server.unwrap().shape.name.unwrap()];
  const before = z.globalRegistry.get(schemas[0]!);

  // A configuration has no secret yet; the name of the camera is one for a while.
  beforeEach(() => schemas.forEach((schema) => z.globalRegistry.add(schema, { ...before, secret: true })));
  afterEach(() => schemas.forEach((schema) => z.globalRegistry.add(schema, { ...before })));

  test('over HTTP, on the own screen, in the log and in errors; <redacted> leaves one as it is', async () => {
    const logger = collectingLogger();
    const petlog = await start({ PETLOG_SERVER_NAME: 'hunter2' }, undefined, logger);
    const { body } = await call(`${petlog.url}/settings`);
    expect(body['server']).toMatchObject({ name: '<redacted>' });
    expect((await petlog.petlog.control.operations['settings.get']({}, kioskCaller)).server.name).toBe('<redacted>');
    const unchanged = await call(`${petlog.url}/settings`, 'PATCH', { ...body, camera: { quality: 70 } });
    expect([unchanged.status, (unchanged.body['server'] as { name: string }).name]).toEqual([200, '<redacted>']);
    expect(petlog.petlog.config()).toMatchObject({ server: { name: 'hunter2' }, camera: { quality: 70 } });
    const changed = await call(`${petlog.url}/settings`, 'PATCH', { server: { name: 'hunter3' } });
    expect(changed.body).toMatchObject({ server: { name: '<redacted>' } });
    expect(petlog.petlog.config().server.name).toBe('hunter3');
    const refused = await call(`${petlog.url}/settings`, 'PATCH', { server: { name: ' hunter4 ' } });
    expect(refused.status).toBe(422);
    expect(JSON.stringify([body, unchanged.body, changed.body, refused.body, logger.lines])).not.toContain('hunter');
    expect(await readFile(at('data/settings.yaml'), 'utf8')).not.toContain('hunter');
    expect(await readFile(at('data/camera-secrets.json'), 'utf8')).toContain('hunter3');
  });
});
