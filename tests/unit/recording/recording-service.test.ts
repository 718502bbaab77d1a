import { stat } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CurrentRecording } from '../../../shared/api.ts';
import { Config } from '../../../shared/config.ts';
import { TestRecorder, until } from '../../support/test-recorder.ts';

let set: TestRecorder;

beforeEach(async () => {
  set = await TestRecorder.create();
});

afterEach(() => set[Symbol.asyncDispose]());

test('stops by itself after its duration, which is the real time', async () => {
  await set.camera.play(0.5);
  const started = await set.start(3, 'cat');
  expect(started).toMatchObject({ path: 'recordings/cat.mp4', durationSeconds: 3, preRollSeconds: 0 });
  expect(set.camera.leases).toBe(1);
  await set.camera.play(1);
  expect(CurrentRecording.parse(set.recorder.current)).toMatchObject({
    recording_id: started.recordingId,
    recording_path: 'recordings/cat.mp4',
    recording_duration: 3,
    elapsed_seconds: expect.closeTo(1.07, 1),
  });
  await set.camera.play(3);
  await until(() => set.names.includes('recording.finished'));
  expect(set.recorder.current).toBeNull();
  expect([set.camera.leases, set.camera.viewers]).toEqual([0, 1]);
  expect(set.names).toEqual(['recording.started', 'recording.finished']);
  const { duration_seconds, reason } = set.event('recording.finished')!;
  expect(reason).toBe('duration');
  expect(Math.abs(Number(duration_seconds) - 3)).toBeLessThanOrEqual(0.07);
  const facts = await set.media.probe(set.file(started.path));
  expect(Math.abs(facts.durationMilliseconds - 3000)).toBeLessThanOrEqual(67);
  expect(facts.frameCount).toBeGreaterThanOrEqual(44);
});

test('stops when asked, says what it made, and lists it', async () => {
  const { recordingId } = await set.start();
  await set.camera.play(2);
  const stopped = await set.recorder.stop('stopped');
  expect(stopped).toMatchObject({ recordingId, path: expect.stringMatching(/^recordings\/recording_\d{8}_\d{6}\.mp4$/) });
  expect(stopped.durationSeconds).toBeCloseTo(2, 0);
  expect(stopped.sizeBytes).toBe((await stat(set.file(stopped.path))).size);
  expect(set.library.list({}).recordings).toMatchObject([{ recording_id: recordingId, file_size: stopped.sizeBytes }]);
  await expect(set.recorder.stop('stopped')).rejects.toMatchObject({ code: 'not_recording' });
});

test('one at a time; none when storage is off; none when the application ends', async () => {
  const { path } = await set.start(null, 'cat');
  await expect(set.start()).rejects.toMatchObject({ code: 'already_recording', message: expect.stringContaining(path) });
  await set.camera.play(0.5);
  await set.recorder.stop('stopped');
  const both = await Promise.allSettled([set.start(), set.start()]);
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  await set.camera.play(0.5);
  await set.recorder.stop('stopped');
  set.config = Config.parse({ camera: { enable_storage: false } });
  await expect(set.start()).rejects.toMatchObject({ code: 'storage_disabled' });
  await set.recorder.close();
  await expect(set.start()).rejects.toMatchObject({ code: 'shutting_down' });
});

test('a name that exists gets a number', async () => {
  const paths = [];
  for (let count = 0; count < 2; count += 1) {
    paths.push((await set.start(null, 'cat')).path);
    await set.camera.play(0.3);
    await set.recorder.stop('stopped');
  }
  expect(paths).toEqual(['recordings/cat.mp4', 'recordings/cat (2).mp4']);
});

test('a name that is too long for the disk is cut off, letter by letter', async () => {
  const { path } = await set.start(null, '猫'.repeat(100));
  expect(path).toBe(`recordings/${'猫'.repeat(83)}.mp4`);
  await set.camera.play(0.3);
  await set.recorder.stop('stopped');
  expect((await set.start(null, '猫'.repeat(100))).path).toBe(`recordings/${'猫'.repeat(82)} (2).mp4`);
});

test('whoever ends any recording ends one that is about to begin, too', async () => {
  const starting = set.start();
  const ending = set.recorder.endAny('stopped');
  const { recordingId } = await starting;
  await until(() => set.recorder.current === null);
  await set.camera.play(0.2);
  expect(await ending).toMatchObject({ recordingId });
  expect(set.names).toEqual(['recording.started', 'recording.finished']);
  expect(set.camera.leases).toBe(0);
  expect(await set.recorder.endAny('stopped')).toBeNull();
});

test('the end of the application finishes the recording', async () => {
  const { path, recordingId } = await set.start();
  await set.camera.play(2);
  await set.recorder.close();
  expect(set.event('recording.finished')).toMatchObject({ recording_id: recordingId, reason: 'shutdown' });
  expect((await set.media.probe(set.file(path))).durationMilliseconds).toBeGreaterThan(1900);
});
