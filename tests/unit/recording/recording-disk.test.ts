import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Config } from '../../../shared/config.ts';
import { TestRecorder, until } from '../../support/test-recorder.ts';

let set: TestRecorder;

beforeEach(async () => {
  set = await TestRecorder.create();
});

afterEach(() => set[Symbol.asyncDispose]());

test('what cannot be made though the disk works is no problem of the disk, and ends nothing that runs', async () => {
  const { recordingId } = await set.start();
  const write = (): Promise<never> => Promise.reject(Object.assign(new Error('cross-device link'), { code: 'EXDEV' }));
  await expect(set.recorder.save({ reason: 'timelapse', name: 'film', startedAtMilliseconds: 0, write })).rejects.toMatchObject({
    code: 'recording_failed',
  });
  expect(set.storage.problems).toEqual([]);
  expect(set.recorder.current).toMatchObject({ recording_id: recordingId });
});

test('too little space: refused, told on every screen, and forgotten when there is space again', async () => {
  set.freeBytes = 400e6;
  await expect(set.start()).rejects.toMatchObject({
    code: 'storage_full',
    status: 507,
    message: expect.stringContaining('Only 400 MB are free'),
  });
  expect(set.storage.problems).toMatchObject([{ code: 'storage_full' }]);
  expect(set.event('storage.full')).toMatchObject({ free_mb: 400, minimum_mb: 500 });
  expect(set.camera.leases).toBe(0);
  set.freeBytes = 10e9;
  await set.clock.advance(5000);
  await until(() => set.storage.problems.length === 0);
});

test('the disk fills up during a recording: it ends with what there is', async () => {
  const { recordingId } = await set.start();
  await set.camera.play(2);
  set.freeBytes = 400e6;
  await set.camera.play(6);
  await until(() => set.names.includes('recording.finished'));
  expect(set.event('recording.finished')).toMatchObject({ recording_id: recordingId, reason: 'storage_full' });
  expect(set.event('storage.full')).toMatchObject({ free_mb: 400 });
  expect(set.storage.problems).toMatchObject([{ code: 'storage_full' }]);
  expect(Number(set.event('recording.finished')!['duration_seconds'])).toBeGreaterThan(1.9);
});

test('a directory that cannot be written is said in words, until it can', async () => {
  await rm(set.file('recordings'), { recursive: true, force: true });
  await writeFile(set.file('recordings'), 'in the way');
  await expect(set.start()).rejects.toMatchObject({
    code: 'recording_failed',
    status: 503,
    message: expect.stringContaining('is a file, not a directory'),
  });
  expect(set.storage.problems).toMatchObject([{ code: 'recording_failed' }]);
  await rm(set.file('recordings'));
  await set.clock.advance(5000);
  await until(() => set.storage.problems.length === 0);
  await set.start();
});

test('another directory takes effect with the next recording, and its files are listed', async () => {
  set.config = Config.parse({ camera: { storage_path: 'elsewhere' } });
  set.changes.tell('camera.storage_path');
  const { path } = await set.start(null, 'cat');
  expect(path).toBe('elsewhere/cat.mp4');
  await mkdir(set.file('recordings'), { recursive: true });
  expect(await readdir(set.file('recordings'))).toEqual([]);
});
