import { copyFile, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RecordingInfo, RecordingsPage } from '../../shared/api.ts';
import { StorageOutlook, StorageUsage } from '../../shared/storage.ts';
import type { Notice } from '../../shared/events.ts';
import type { Recording } from '../../main/library/recording.ts';
import { writeSidecar } from '../../main/library/sidecar.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { call } from '../support/http-client.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

const footage = fileURLToPath(new URL('../support/cat-visit-720p15.mp4', import.meta.url));

let running: RunningPetLog;
let notices: Notice[];

const list = async (query = ''): Promise<RecordingInfo[]> =>
  RecordingsPage.parse((await call(`${running.url}/recordings${query}`)).body).recordings;
const named = (name: string): Notice['data'][] => notices.filter((notice) => notice.name === name).map(({ data }) => data);

/** Resolves with the event's data, now or when it happens. */
function event(name: string): Promise<Notice['data']> {
  const [before] = named(name);
  return before !== undefined
    ? Promise.resolve(before)
    : new Promise((resolve) => {
        const unsubscribe = running.petlog.control.onPush('notice', (notice) => {
          if (notice.name === name) {
            unsubscribe();
            resolve(notice.data);
          }
        });
      });
}

async function record(filename: string): Promise<RecordingInfo> {
  const finished = event('recording.finished');
  await call(`${running.url}/live/record/start`, 'POST', { duration: 1, filename });
  await finished;
  const recording = (await list()).find((info) => info.filename === `${filename}.mp4`);
  if (recording === undefined) {
    throw new Error(`${filename} is not in the list`);
  }
  return recording;
}

beforeEach(async () => {
  running = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240', PETLOG_CAMERA_FRAME_RATE: '20' });
  notices = [];
  running.petlog.control.onPush('notice', (notice) => void notices.push(notice));
});

afterEach(() => running.stop());

test('a recording is kept and let go again', async () => {
  const { recording_id: id, reason, kept } = await record('Mimi');
  expect([reason, kept]).toEqual(['manual', false]);
  const { status, body } = await call(`${running.url}/recordings/${id}`, 'PATCH', { kept: true });
  expect([status, RecordingInfo.parse(body)]).toMatchObject([200, { recording_id: id, kept: true }]);
  expect(named('recording.changed')).toEqual([{ recording_id: id }]);
  expect(await list('?kept=true&reason=manual')).toHaveLength(1);
  expect(await list('?kept=false')).toEqual([]);
  expect(await list('?reason=motion')).toEqual([]);
  expect((await call(`${running.url}/recordings/${id}`, 'PATCH', { kept: 'perhaps' })).body).toMatchObject({ code: 'invalid_input' });
  expect((await call(`${running.url}/recordings/${id}`, 'PATCH', {})).body).toMatchObject({ code: 'invalid_input' });
  expect((await call(`${running.url}/recordings/${id}`, 'PATCH', { id, kept: false })).body).toMatchObject({ code: 'invalid_input' });
  expect((await call(`${running.url}/recordings?reason=boredom`)).body).toMatchObject({ code: 'invalid_input' });
  expect((await call(`${running.url}/recordings/nothing`, 'PATCH', { kept: true })).body).toMatchObject({ code: 'recording_not_found' });
});

test('a recording is removed with everything that belongs to it', async () => {
  const { recording_id: id, file_path: path, url, thumbnail_url: thumbnail } = await record('Mimi');
  await fetch(new URL(thumbnail ?? '', running.url));
  const { status, body } = await call(`${running.url}/recordings/${id}`, 'DELETE');
  expect([status, body]).toEqual([200, { message: 'Recording removed successfully', recording_id: id }]);
  expect(named('recording.removed')).toEqual([{ recording_id: id, recording_path: path, reason: 'asked' }]);
  expect((await fetch(new URL(url, running.url))).status).toBe(404);
  expect(await list()).toEqual([]);
  const left = await readdir(join(running.dataDirectory, 'recordings'), { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([]);
  expect((await call(`${running.url}/recordings/${id}`, 'DELETE')).body).toMatchObject({ code: 'recording_not_found' });
});

test('what is being recorded cannot be removed, and has no pictures yet', async () => {
  const {
    body: { recording_id: id },
  } = await call(`${running.url}/live/record/start`, 'POST');
  expect((await call(`${running.url}/recordings/${String(id)}`, 'DELETE')).body).toMatchObject({
    status: 409,
    code: 'recording_in_progress',
  });
  expect((await call(`${running.url}/recordings/${String(id)}/thumbnail`)).body).toMatchObject({
    status: 409,
    code: 'recording_in_progress',
  });
});

test('a known path says which methods it has', async () => {
  const { status, headers } = await call(`${running.url}/recordings/some`, 'POST');
  expect([status, headers.get('allow')?.split(', ').sort()]).toEqual([405, ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH']]);
});

test('there are pictures of a recording as soon as somebody asks', async () => {
  const { thumbnail_url, preview_url, preview_frames } = await record('Mimi');
  const [thumbnail, preview] = await Promise.all([thumbnail_url, preview_url].map((url) => fetch(new URL(url ?? '', running.url))));
  expect(thumbnail?.headers.get('content-type')).toBe('image/jpeg');
  expect(thumbnail?.headers.get('cache-control')).toContain('max-age');
  expect(await sharp(await thumbnail?.arrayBuffer()).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 240 });
  expect(preview_frames).toBeGreaterThanOrEqual(10);
  expect(await sharp(await preview?.arrayBuffer()).metadata()).toMatchObject({ format: 'jpeg', width: preview_frames * 160, height: 120 });
  expect((await call(`${running.url}/recordings/nothing/preview`)).body).toMatchObject({ code: 'recording_not_found' });
});

test('the storage is told: how full, with what', async () => {
  const { recording_id: id } = await record('Mimi');
  await call(`${running.url}/recordings/${id}`, 'PATCH', { kept: true });
  // It becomes another size once more, when it is made into a plain MP4.
  const storage = await vi.waitFor(async () => {
    const told = StorageUsage.parse((await call(`${running.url}/storage`)).body);
    const [{ file_size } = { file_size: 0 }] = RecordingsPage.parse((await call(`${running.url}/recordings`)).body).recordings;
    expect(told).toMatchObject({ recordings_count: 1, recordings_bytes: file_size, kept_bytes: file_size, limit_bytes: null });
    return told;
  }, 60_000);
  expect(storage.hours_left).toBeGreaterThanOrEqual(0);
  expect(storage.total_bytes).toBeGreaterThan(storage.available_bytes);
});

test('what goes first is told, and leaves its place to what is kept', async () => {
  const { recording_id: id } = await record('Mimi');
  const outlook = async () => StorageOutlook.parse((await call(`${running.url}/storage/outlook`)).body);
  await vi.waitFor(async () => {
    const { first_to_go, days_fit, rewind_bytes } = await outlook();
    expect([first_to_go.map(({ recording_id }) => recording_id), rewind_bytes]).toEqual([[id], 0]);
    expect(days_fit).toBeGreaterThan(0);
  }, 60_000);
  await call(`${running.url}/recordings/${id}`, 'PATCH', { kept: true });
  expect((await outlook()).first_to_go).toEqual([]);
});

test("recordings go as soon as the settings say so, the first recorded first, and other people's videos never", async () => {
  const storage = new StorageDirectory(running.dataDirectory, 'old');
  await storage.prepare();
  await copyFile(footage, storage.file('last year.mp4'));
  await utimes(storage.file('last year.mp4'), new Date('2025-01-01'), new Date('2025-01-01'));
  const recordingId = '20250101T120000000Z-abcdef';
  const recording: Recording = {
    recordingId,
    filename: 'own.mp4',
    directory: 'old',
    startedAtMilliseconds: Date.UTC(2025, 0, 1, 12),
    clock: 'synchronized',
    durationMilliseconds: 1000,
    sizeBytes: 2_000_000_000,
    widthPixels: 320,
    heightPixels: 180,
    frameRate: 15,
    cameraId: 'main',
    preRollMilliseconds: 0,
    reason: 'manual',
    isKept: false,
    name: '',
    note: '',
    state: 'finished',
    pictures: 'missing',
  };
  await writeFile(storage.file('own.mp4'), '');
  await truncate(storage.file('own.mp4'), recording.sizeBytes); // takes no room
  await writeSidecar(storage.sidecar(recordingId), { recording, furtherParts: [] });
  await call(`${running.url}/settings`, 'PATCH', {
    camera: { storage_path: 'old' },
    recording: { max_age_days: 30, max_disk_used_percent: 100, min_free_mb: 0 },
  });
  while ((await list()).length < 2) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await list('?reason=imported')).toMatchObject([{ filename: 'last year.mp4', kept: false }]);
  const removed = event('recording.removed');
  await call(`${running.url}/settings`, 'PATCH', { recording: { max_total_gb: 1 } });
  expect(await removed).toMatchObject({ recording_id: recordingId, reason: 'total_size' });
  expect(await list()).toMatchObject([{ filename: 'last year.mp4' }]);
});

test('a video that somebody removes is not found, gone from the list, and everybody is told', async () => {
  const { recording_id: id, file_path } = await record('removed');
  await rm(join(running.dataDirectory, file_path));
  expect((await fetch(`${running.url}/recordings/${id}`)).status).toBe(404);
  await expect.poll(() => named('library.checked')).toContainEqual(expect.objectContaining({ gone: 1 }));
  expect(await list()).toEqual([]);
});
