import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { initializationSegment } from '../../../main/mp4/fragmented-mp4.ts';
import { TestRecorder, until } from '../../support/test-recorder.ts';

let set: TestRecorder;

beforeEach(async () => {
  set = await TestRecorder.create();
});

afterEach(() => set[Symbol.asyncDispose]());

test('a killed media process is an interruption, and the recording is whole', async () => {
  const { path } = await set.start();
  await set.camera.play(2);
  process.kill(set.media.pid!, 'SIGKILL');
  await set.camera.play(2);
  const { durationSeconds } = await set.recorder.stop('stopped');
  expect(set.names).toEqual(['recording.started', 'recording.interrupted', 'recording.finished']);
  expect(durationSeconds).toBeCloseTo(4, 0);
  expect(await set.media.probe(set.file(path))).toMatchObject({ frameCount: 61 });
  expect(await readdir(join(set.file('recordings'), '.petlog'))).toHaveLength(1);
});

test('a media process that is slow to start costs nothing: the answer waits until there is something to say', async () => {
  set.holdsMedia = true;
  const { path, recordingId, asked } = await set.running();
  await set.camera.play(2);
  const stopping = set.recorder.stop('stopped');
  await set.clock.advance(5000);
  expect(set.names).toEqual([]); // nothing is on the disk yet
  expect(set.library.list({}).total_count).toBe(0);

  const next = set.ask(null, 'next');
  await set.camera.play(1);
  set.children[0]!.kill('SIGCONT');
  await until(() => set.names.includes('recording.finished'));
  expect(await asked).toMatchObject({ recordingId });
  await next;
  expect(set.event('recording.finished')).toMatchObject({ recording_id: recordingId, duration_seconds: expect.closeTo(2, 0) });
  expect(await stopping).toMatchObject({
    recordingId,
    path,
    durationSeconds: expect.closeTo(2, 0),
    sizeBytes: (await stat(set.file(path))).size,
  });
  expect(await set.media.probe(set.file(path))).toMatchObject({ frameCount: 30 });
  expect(await set.recorder.stop('stopped')).toMatchObject({ path: 'recordings/next.mp4', durationSeconds: expect.closeTo(1, 0) });
});

test('who cannot wait for a media process that is slow to start is told nothing of the recording', async () => {
  set.holdsMedia = true;
  const { asked } = await set.running();
  await set.camera.play(2);
  const ending = set.recorder.endAny('stopped');
  await set.clock.advance(5000);
  expect(await ending).toBeNull();
  expect(set.camera.leases).toBe(0);
  set.children[0]!.kill('SIGCONT');
  await until(() => set.names.includes('recording.finished'));
  await asked;
});

test('the end of the application does not wait for a media process that is slow to start', async () => {
  set.holdsMedia = true;
  const { asked } = await set.running();
  await set.camera.play(2);
  const stopping = expect(set.recorder.stop('stopped')).rejects.toMatchObject({
    code: 'recording_failed',
    message: expect.stringContaining('no picture was encoded in time'),
  });
  await set.recorder.close();
  await stopping;
  expect(set.names).toEqual(['recording.failed']);
  await expect(asked).rejects.toMatchObject({ code: 'recording_failed' });
});

describe('an encoder that ends its process with each picture', () => {
  /** What the file holds when the process dies. */
  const before = {
    'an empty file': Buffer.alloc(0),
    'a file without a picture': initializationSegment(
      { widthPixels: 640, heightPixels: 360 },
      Buffer.from('000000016764001eacd940a02ff9610000030001000003003c8f162d960000000168ebe3cb22c0', 'hex'),
    ),
  };

  beforeEach(async () => {
    set.mediaProgram = join(set.directory, 'deadly.mjs');
  });

  const isDeadly = async (content: Buffer): Promise<void> => {
    await writeFile(
      set.mediaProgram!,
      `
      import { writeFileSync } from 'node:fs';
      import { MessageChannel } from ${JSON.stringify(new URL('../../../main/frames/message-channel.ts', import.meta.url).href)};
      const channel = MessageChannel.toParent({
        onMessage({ type, path }) {
          if (type === 'open-recording') writeFileSync(path, Buffer.from('${content.toString('hex')}', 'hex'));
          if (type === 'frame') process.kill(process.pid, 'SIGTRAP');
        },
      });
      channel.send({ type: 'ready' });`,
    );
  };

  test.each(Object.entries(before))('leaves %s: whoever stops the recording hears that it failed, and why', async (_, content) => {
    await isDeadly(content);
    const { asked } = await set.running();
    await set.camera.play(0.5);
    const failure = await set.recorder.stop('stopped').catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'recording_failed',
      status: 503,
      message: 'The recording could not be written: the program that encodes it ended 5 times (it was ended by SIGTRAP).',
    });
    expect(set.event('recording.failed')).toMatchObject({ code: 'recording_failed', reason: (failure as Error).message });
    expect(set.names).not.toContain('recording.finished');
    expect(set.library.list({}).recordings).toEqual([]);
    expect(set.storage.problems).toEqual([]);
    await expect(asked).rejects.toMatchObject({ code: 'recording_failed' });
  });

  test('ends the recording by itself, and says so', async () => {
    await isDeadly(Buffer.alloc(0));
    const { asked } = await set.running();
    await set.camera.play(0.5);
    await until(() => set.names.includes('recording.failed'));
    expect(set.recorder.current).toBeNull();
    expect(set.camera.leases).toBe(0);
    expect(await readdir(set.file('recordings'))).toEqual(['.petlog']);
    await expect(asked).rejects.toMatchObject({ code: 'recording_failed' });
  });
});
