import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LiveStatus } from '../../shared/api.ts';
import { call, StreamReader } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

let running: RunningPetLog;
const readers: StreamReader[] = [];

beforeEach(async () => {
  running = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240', PETLOG_CAMERA_FRAME_RATE: '20' });
});

afterEach(async () => {
  readers.splice(0).forEach((reader) => reader.close());
  await running.stop();
});

function watch(): StreamReader {
  const reader = new StreamReader(running.port);
  readers.push(reader);
  return reader;
}

const status = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${running.url}/live/status`)).body);
const setPrivacy = (on: boolean) => call(`${running.url}/live/privacy`, 'POST', { on });

const starts = [
  ['POST', '/live/start'],
  ['POST', '/live/start?record_duration=10'],
  ['POST', '/live/record/start'],
  ['GET', '/live/stream'],
  ['HEAD', '/live/stream'],
  ['GET', '/live/snapshot'],
] as const;

describe('POST /live/privacy', () => {
  test('ends streams and a recording in an orderly way, and stops the camera', async () => {
    const reader = watch();
    await reader.next(3);
    await call(`${running.url}/live/record/start`, 'POST');
    await reader.next(10);
    const before = Date.now();
    const { status: code, body } = await setPrivacy(true);
    expect(code).toBe(200);
    expect(body).toEqual({ on: true, since: expect.any(String) });
    expect(Date.parse(body['since'] as string)).toBeGreaterThanOrEqual(before - 1000);
    await reader.untilEnded();
    expect(await status()).toMatchObject({
      privacy: true,
      privacy_since: body['since'],
      state: 'stopped',
      streaming: false,
      recording: false,
      active_streams: 0,
      explicitly_started: false,
    });
    const { body: list } = await call(`${running.url}/recordings`);
    expect(list).toMatchObject({ total_count: 1, recordings: [{ duration: expect.any(Number) }] });
    const [recording] = list['recordings'] as { recording_id: string; duration: number }[];
    expect(recording?.duration).toBeGreaterThan(0.3);
    const file = await fetch(`${running.url}/recordings/${recording?.recording_id}`);
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(4, 8)
        .toString(),
    ).toBe('ftyp');
  });

  test.each(starts)('%s %s answers 409 and starts nothing until it is released', async (method, path) => {
    await setPrivacy(true);
    const refused = await fetch(running.url + path, { method });
    expect(refused.status).toBe(409);
    if (method !== 'HEAD') {
      expect(await refused.json()).toMatchObject({ code: 'privacy', detail: 'The camera is switched off for privacy; release it first.' });
    }
    expect(await status()).toMatchObject({ state: 'stopped', recording: false, active_streams: 0, frame_counter: 0 });
    expect((await setPrivacy(false)).body).toEqual({ on: false, since: null });
    const abort = new AbortController();
    expect((await fetch(running.url + path, { method, signal: abort.signal })).status).toBe(200);
    abort.abort();
  });

  test('what one could look back at is gone', async () => {
    const reader = watch();
    await reader.next(20);
    const range = async (): Promise<Record<string, unknown>> => (await call(`${running.url}/live/rewind`)).body;
    await expect.poll(range).toMatchObject({ start: expect.any(String) });
    const { start, end } = await range();
    await setPrivacy(true);
    expect(await range()).toMatchObject({ enabled: true, start: null, end: null, size_bytes: 0 });
    for (const path of [`/live/rewind/clip?start=${start as string}`, `/live/rewind/picture?at=${start as string}`]) {
      expect((await call(running.url + path)).body).toMatchObject({ code: 'rewind_unavailable' });
    }
    expect((await call(`${running.url}/live/rewind/save`, 'POST', { start, end })).body).toMatchObject({ code: 'rewind_unavailable' });
    await setPrivacy(false);
    await watch().next(20);
    await expect.poll(range).toMatchObject({ start: expect.any(String) });
    expect(Date.parse((await range())['start'] as string)).toBeGreaterThan(Date.parse(end as string));
  });

  test('a second time it changes nothing, not even since when', async () => {
    const { body: first } = await setPrivacy(true);
    expect((await setPrivacy(true)).body).toEqual(first);
    await setPrivacy(false);
    expect((await setPrivacy(false)).body).toEqual({ on: false, since: null });
  });

  test('a camera that was started runs again afterwards, one that was not does not', async () => {
    await call(`${running.url}/live/start`, 'POST');
    await setPrivacy(true);
    await setPrivacy(false);
    await expect.poll(status).toMatchObject({ privacy: false, privacy_since: null, state: 'live', explicitly_started: true });
    await call(`${running.url}/live/stop`, 'POST');
    await setPrivacy(true);
    await setPrivacy(false);
    expect(await status()).toMatchObject({ state: 'stopped', explicitly_started: false });
  });

  test('always_on, switched on meanwhile, waits for the release', async () => {
    await setPrivacy(true);
    expect((await call(`${running.url}/settings`, 'PATCH', { camera: { always_on: true } })).status).toBe(200);
    expect(await status()).toMatchObject({ state: 'stopped' });
    await setPrivacy(false);
    await expect.poll(status).toMatchObject({ state: 'live', explicitly_started: true });
  });

  test('is no fault: health says that it is on purpose', async () => {
    await setPrivacy(true);
    expect((await call(`${running.url}/health`)).body).toMatchObject({ status: 'healthy', camera_status: 'stopped', privacy: true });
    await setPrivacy(false);
    expect((await call(`${running.url}/health`)).body).toMatchObject({ privacy: false });
  });

  test('a recording that is just beginning is ended too', async () => {
    const beginning = call(`${running.url}/live/record/start`, 'POST');
    await setPrivacy(true);
    await beginning;
    expect(await status()).toMatchObject({ recording: false, current_recording: null, state: 'stopped' });
  });

  test('switched on and off by several at once, every screen is told the same, and it is written down', async () => {
    const last = await Promise.all([setPrivacy(true), setPrivacy(false), setPrivacy(true)]);
    expect(last.map(({ status: code }) => code)).toEqual([200, 200, 200]);
    const { privacy } = await status();
    expect((await call(`${running.url}/health`)).body['privacy']).toBe(privacy);
    const { body } = await call(`${running.url}/audit`);
    expect(
      (body['entries'] as { action: string; detail: string }[])
        .filter(({ action }) => action === 'privacy.set')
        .map(({ detail }) => detail)
        .toSorted(),
    ).toEqual(['off', 'on', 'on']);
  });
});

describe('after a restart', () => {
  let dataDirectory: string;

  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-privacy-'));
  });

  afterEach(async () => {
    await rm(dataDirectory, { recursive: true, force: true });
  });

  test('it is still on, with always_on too, also after a kill', async () => {
    const options = { dataDirectory, config: { camera: { always_on: true } } };
    let since: unknown;
    {
      await using petlog = await startPetLog(options);
      since = (await call(`${petlog.url}/live/privacy`, 'POST', { on: true })).body['since'];
      await petlog.stop('SIGKILL');
    }
    await using again = await startPetLog(options);
    expect((await call(`${again.url}/live/status`)).body).toMatchObject({
      privacy: true,
      privacy_since: since,
      state: 'stopped',
      frame_counter: 0,
    });
    expect((await call(`${again.url}/live/start`, 'POST')).body).toMatchObject({ code: 'privacy' });
    await call(`${again.url}/live/privacy`, 'POST', { on: false });
    await expect.poll(async () => (await call(`${again.url}/live/status`)).body).toMatchObject({ privacy: false, state: 'live' });
    expect(JSON.parse(await readFile(join(dataDirectory, 'privacy.json'), 'utf8'))).toEqual({ since: null, resumes: false });
  });

  test('a file that cannot be read counts as switched on', async () => {
    await writeFile(join(dataDirectory, 'privacy.json'), 'sin');
    await using petlog = await startPetLog({ dataDirectory });
    expect((await call(`${petlog.url}/live/status`)).body).toMatchObject({ privacy: true, state: 'stopped' });
  });
});
