import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PetLogError } from '../../../shared/errors.ts';
import { TestRecorder, until } from '../../support/test-recorder.ts';

let set: TestRecorder;

beforeEach(async () => {
  set = await TestRecorder.create();
});

afterEach(() => set[Symbol.asyncDispose]());

test('a camera that nobody gets is no problem of the disk', async () => {
  const refuse = vi.spyOn(set.camera, 'acquire').mockImplementation(() => {
    throw new PetLogError('privacy');
  });
  await expect(set.start()).rejects.toMatchObject({ code: 'privacy' });
  expect(set.storage.problems).toEqual([]);
  refuse.mockRestore();
  await set.start();
});

test('whoever ends any recording waits for the picture that an ending one still needs', async () => {
  await set.running();
  const stopping = set.recorder.stop('stopped');
  const ending = set.recorder.endAny('stopped');
  let hasEnded = false;
  void ending.then(() => (hasEnded = true));
  await set.clock.advance(1000);
  expect([hasEnded, set.camera.leases]).toEqual([false, 1]);
  await set.camera.play(0.2);
  expect(await ending).toBeNull();
  expect(set.camera.leases).toBe(0);
  await stopping;
});

test('a short loss of the camera is a held picture in real time', async () => {
  const { path } = await set.start();
  await set.camera.play(2);
  while ((await set.media.probe(set.file(path)).catch(() => null))?.frameCount !== 31) {
    await sleep(50); // 20 real seconds would leave nothing waiting for the encoder
  }
  await set.clock.advance(20_000);
  await set.camera.play(2);
  const { durationSeconds } = await set.recorder.stop('stopped');
  expect(durationSeconds).toBeCloseTo(24, 0);
  expect(await set.media.probe(set.file(path))).toMatchObject({ frameCount: 61 });
});

test('a long loss of the camera ends the recording with its last picture', async () => {
  await set.start();
  await set.camera.play(2);
  await set.clock.advance(32_000);
  await until(() => set.names.includes('recording.finished'));
  const { duration_seconds, reason } = set.event('recording.finished')!;
  expect(reason).toBe('camera_lost');
  expect(duration_seconds).toBeCloseTo(2, 0);
  expect(set.camera.leases).toBe(0);
});

test('who stops while the camera is starting gets its first picture', async () => {
  const { path, asked } = await set.running();
  const stopping = set.recorder.stop('stopped');
  expect([set.recorder.current, set.camera.leases]).toEqual([null, 1]);
  await set.camera.play(0.2);
  expect(await stopping).toMatchObject({ path });
  expect(await asked).toMatchObject({ path });
  expect(set.names).toEqual(['recording.started', 'recording.finished']);
  expect(await set.media.probe(set.file(path))).toMatchObject({ frameCount: 1 });
  expect(set.camera.leases).toBe(0);
});

test('a camera that gives no picture at all leaves no file, and no recording was announced', async () => {
  const { asked } = await set.running();
  await set.clock.advance(35_000);
  await until(() => set.names.includes('recording.failed'));
  expect(set.event('recording.failed')).toMatchObject({ reason: expect.stringContaining('no picture') });
  await expect(asked).rejects.toMatchObject({ code: 'recording_failed', message: expect.stringContaining('no picture') });
  expect(set.names).toEqual(['recording.failed']);
  expect(await readdir(set.file('recordings'))).toEqual(['.petlog']);
});
