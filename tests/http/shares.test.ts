import { copyFile, mkdir, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeSidecar } from '../../main/library/sidecar.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { NewShare, ShareList } from '../../shared/shares.ts';
import { HeldAnswer } from '../support/held-answer.ts';
import { call } from '../support/http-client.ts';
import { pairDevice } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const footage = fileURLToPath(new URL('../support/cat-visit-720p15.mp4', import.meta.url));
const recordingId = '20260501T120000000Z-000001';
const largeId = '20260501T130000000Z-000002';

let running: RunningPetLog;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let admin: { headers: Record<string, string> };
const held: HeldAnswer[] = [];

async function addRecording(id: string, durationMilliseconds: number, sizeBytes?: number): Promise<void> {
  const storage = new StorageDirectory(directory.path, 'recordings');
  await mkdir(storage.hiddenFile('.'), { recursive: true });
  const filename = `${id}.mp4`;
  await copyFile(footage, storage.file(filename));
  if (sizeBytes !== undefined) {
    await truncate(storage.file(filename), sizeBytes);
  }
  const recording = {
    recordingId: id,
    filename,
    directory: storage.relativePath,
    startedAtMilliseconds: Date.parse('2026-05-01T12:00:00Z'),
    durationMilliseconds,
    sizeBytes: (await readFile(storage.file(filename))).length,
    widthPixels: 1280,
    heightPixels: 720,
    clock: 'synchronized',
    frameRate: 15,
    cameraId: 'main',
    preRollMilliseconds: 0,
    reason: 'manual',
    isKept: true,
    name: 'Luna <b>jumps</b>',
    note: 'nobody else reads this',
    state: 'finished',
    pictures: 'missing',
  } as const;
  await writeSidecar(storage.sidecar(id), { recording, furtherParts: [] });
}

const start = (): Promise<RunningPetLog> =>
  runPetLog({ PETLOG_SECURITY_ACCESS: 'accounts', PETLOG_CAMERA_RESOLUTION: '320x240' }, { dataDirectory: directory.path });

async function listed(): Promise<void> {
  while ((await call(`${running.url}/recordings`, 'GET', undefined, admin.headers)).body.total_count !== 2) {
    // the library takes in what it finds after the start
  }
}

beforeEach(async () => {
  directory = await temporaryDirectory();
  await addRecording(recordingId, 30_000);
  await addRecording(largeId, 30_000, 60_000_000);
  running = await start();
  admin = { headers: (await pairDevice(running, 'admin')).bearer };
  await listed();
});

afterEach(async () => {
  held.splice(0).forEach((answer) => answer.close());
  await running.stop();
  await directory[Symbol.asyncDispose]();
});

async function share(input: object = {}, headers = admin.headers): Promise<NewShare> {
  const { status, body } = await call(
    `${running.url}/shares`,
    'POST',
    { recording_id: recordingId, expires_in_seconds: 3600, ...input },
    headers,
  );
  expect([status, body.code]).toEqual([201, undefined]);
  return NewShare.parse(body);
}

const shares = async (): Promise<ShareList['shares']> =>
  ShareList.parse((await call(`${running.url}/shares`, 'GET', undefined, admin.headers)).body).shares;
type ShareList = ReturnType<typeof ShareList.parse>;

const pathOf = ({ url }: NewShare): string => new URL(url).pathname;
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => fetch(running.url + path, { headers });

describe('somebody without an account', () => {
  it('sees the clip of a link, and its page tells nobody anything', async () => {
    const made = await share();
    const page = await get(pathOf(made), { 'Accept-Language': 'de' });
    const text = await page.text();
    expect(page.status).toBe(200);
    expect(text).toContain('lang="de"');
    expect(text).toContain('Luna &lt;b&gt;jumps&lt;/b&gt;');
    expect(text).not.toContain('nobody else');
    expect(text).not.toContain(recordingId);
    expect(text).not.toContain('<script');
    expect(page.headers.get('set-cookie')).toBeNull();
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('x-robots-tag')).toContain('noindex');
    expect(page.headers.get('cache-control')).toBe('no-store');
    const video = await get(`${pathOf(made)}/video`, { Range: 'bytes=0-99' });
    expect([video.status, video.headers.get('content-type'), (await video.arrayBuffer()).byteLength]).toEqual([206, 'video/mp4', 100]);
    const download = await get(`${pathOf(made)}/video?download=1`);
    expect(download.headers.get('content-disposition')).toContain('clip_20260501_120000.mp4');
    expect(Buffer.from(await download.arrayBuffer())).toEqual(await readFile(footage));
  });

  it('sees the picture of a whole recording, which no browser keeps', async () => {
    const made = await share();
    const picture = await get(`${pathOf(made)}/picture`);
    expect([picture.headers.get('content-type'), picture.headers.get('cache-control')]).toEqual(['image/jpeg', 'no-store']);
  });

  it('sees nothing else with it', async () => {
    const made = await share();
    const secret = pathOf(made).split('/').at(-1) ?? '';
    for (const path of ['/recordings', `/recordings/${recordingId}`, '/live/status', '/shares', '/settings']) {
      expect((await get(path, { Authorization: `Bearer ${secret}`, Cookie: `petlog_access=${secret}` })).status).toBe(401);
    }
    expect((await get(`${pathOf(made)}/../${secret}x`)).status).toBe(404);
  });

  it('cannot guess: a wrong secret is as unknown as one that ended, and a few of them are enough', async () => {
    const made = await share();
    const wrong = await get('/app/s/AAAAAAAAAAAAAAAAAAAAAA', { Accept: 'text/html,*/*;q=0.8' });
    expect([wrong.status, await wrong.text()]).toEqual([404, expect.stringContaining('This link has ended')]);
    expect((await (await get('/app/s/AAAAAAAAAAAAAAAAAAAAAB/video')).json()).code).toBe('share_not_found');
    const statuses: number[] = [];
    for (let guess = 0; guess < 12; guess += 1) {
      statuses.push((await get(`/app/s/guess${guess}`)).status);
    }
    expect(statuses.at(-1)).toBe(429);
    expect((await get(pathOf(made))).status).toBe(429);
    expect((await call(`${running.url}/recordings`, 'GET', undefined, admin.headers)).status).toBe(200);
  });
});

it('keeps a hash of the secret alone, and the address by which somebody asked leads to it', async () => {
  const made = await share({}, { ...admin.headers, Host: `127.0.0.1:${running.port}` });
  const secret = new URL(made.url).pathname.split('/').at(-1) ?? '';
  expect(Buffer.from(secret, 'base64url')).toHaveLength(16);
  const files = await readdir(join(directory.path, 'access'));
  expect(files).toContain('shares.db');
  for (const file of files) {
    expect((await readFile(join(directory.path, 'access', file))).includes(secret)).toBe(false);
  }
  expect(JSON.stringify(await shares())).not.toContain(secret);
});

it('counts who opened it, and writes it down', async () => {
  const made = await share();
  await get(pathOf(made));
  await get(pathOf(made));
  expect(await shares()).toMatchObject([{ share_id: made.share_id, opened_count: 2, last_opened_at: expect.any(String) }]);
  const { entries } = (await call(`${running.url}/audit?outcome=done`, 'GET', undefined, admin.headers)).body as {
    entries: { action: string; actor: string }[];
  };
  expect(entries.filter(({ actor }) => actor === 'link')).toMatchObject([{ action: 'shares.page' }]);
  expect(entries.map(({ action }) => action)).toContain('shares.create');
});

it('a part is a file of its own that holds nothing else', async () => {
  const made = await share({ start: 4, end: 6 });
  expect(made.start).toBeLessThanOrEqual(4);
  expect(made.end).toBeGreaterThanOrEqual(6);
  const video = Buffer.from(await (await get(`${pathOf(made)}/video`)).arrayBuffer());
  expect(video.length).toBeLessThan((await readFile(footage)).length / 2);
  expect(await (await get(pathOf(made))).text()).not.toContain('/picture');
  expect((await get(`${pathOf(made)}/picture`)).status).toBe(404);
  const parts = join(directory.path, 'recordings', '.petlog', 'shared');
  expect(await readdir(parts)).toHaveLength(1);
  await call(`${running.url}/shares/${made.share_id}`, 'DELETE', undefined, admin.headers);
  while ((await readdir(parts)).length > 0) {
    // it is removed behind the answer
  }
});

it('refuses what makes no sense with one sentence, and makes nothing', async () => {
  const refused = async (input: object): Promise<unknown[]> => {
    const { status, body } = await call(
      `${running.url}/shares`,
      'POST',
      { recording_id: recordingId, expires_in_seconds: 60, ...input },
      admin.headers,
    );
    return [status, body.code];
  };
  expect(await refused({ recording_id: 'x' })).toEqual([404, 'recording_not_found']);
  expect(await refused({ expires_in_seconds: 59 })).toEqual([422, 'invalid_input']);
  expect(await refused({ expires_in_seconds: 2_592_001 })).toEqual([422, 'invalid_input']);
  expect(await refused({ start: 30 })).toEqual([422, 'invalid_input']);
  expect(await refused({ start: 5, end: 5 })).toEqual([422, 'invalid_input']);
  expect(await refused({ end: -1 })).toEqual([422, 'invalid_input']);
  expect(await shares()).toEqual([]);
  const viewer = await pairDevice(running, 'viewer');
  expect((await call(`${running.url}/shares`, 'GET', undefined, viewer.bearer)).status).toBe(403);
  expect((await call(`${running.url}/shares/x`, 'DELETE', undefined, admin.headers)).body.code).toBe('share_not_found');
});

describe('a download under way, and the link, end', () => {
  async function reading(made: NewShare): Promise<HeldAnswer> {
    const answer = new HeldAnswer(running.port, `${pathOf(made)}/video`, {});
    held.push(answer);
    await answer.until('video/mp4');
    answer.socket.pause();
    return answer;
  }

  async function expectEnded(made: NewShare, answer: HeldAnswer): Promise<void> {
    answer.socket.resume();
    await answer.ended();
    expect(answer.receivedBytes).toBeLessThan(60_000_000);
    expect((await get(pathOf(made))).status).toBe(404);
    expect(await shares()).toEqual([]);
  }

  it('when somebody ends it', async () => {
    const made = await share({ recording_id: largeId });
    const answer = await reading(made);
    await call(`${running.url}/shares/${made.share_id}`, 'DELETE', undefined, admin.headers);
    await expectEnded(made, answer);
  });

  it('when the recording is removed', async () => {
    const made = await share({ recording_id: largeId });
    const answer = await reading(made);
    await call(`${running.url}/recordings/${largeId}`, 'DELETE', undefined, admin.headers);
    await expectEnded(made, answer);
  });
});

it('lasts over a restart and a library that is made anew', async () => {
  const made = await share();
  await running.stop();
  await Promise.all(['petlog.db', 'petlog.db-wal', 'petlog.db-shm'].map((name) => rm(join(directory.path, name), { force: true })));
  running = await start();
  await listed();
  expect((await get(pathOf(made))).status).toBe(200);
  expect(await shares()).toMatchObject([{ share_id: made.share_id }]);
});

it('readers through one link are four at most', async () => {
  const made = await share({ recording_id: largeId });
  const answers = Array.from({ length: 4 }, () => new HeldAnswer(running.port, `${pathOf(made)}/video`, {}));
  held.push(...answers);
  // All at once: only the newest of what came is kept, and the beginning of one that is looked at late is gone.
  await Promise.all(
    answers.map(async (answer) => {
      await answer.until('video/mp4');
      answer.socket.pause();
    }),
  );
  const fifth = await get(`${pathOf(made)}/video`);
  expect([fifth.status, ((await fifth.json()) as { code: string }).code]).toEqual([503, 'too_many_downloads']);
  expect((await get(`/recordings/${recordingId}`, admin.headers)).status).toBe(200);
});
