import type { ChildProcess } from 'node:child_process';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CurrentRecording } from '../../../shared/api.ts';
import { Config } from '../../../shared/config.ts';
import { PetLogError } from '../../../shared/errors.ts';
import type { BusEventName } from '../../../shared/events.ts';
import { EventBus } from '../../../main/events/event-bus.ts';
import { RecordingLibrary } from '../../../main/library/recording-library.ts';
import { StorageDirectory } from '../../../main/library/storage-directory.ts';
import { initializationSegment } from '../../../main/mp4/fragmented-mp4.ts';
import { MediaProcessClient } from '../../../main/media/media-process-client.ts';
import { Retention } from '../../../main/recording/retention.ts';
import { RecordingStorage } from '../../../main/recording/recording-storage.ts';
import { RecordingService } from '../../../main/recording/recording-service.ts';
import { childModuleUrl } from '../../../main/system/child-module.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { forkNode as fork } from '../../../main/system/node-program.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { SettingsChanges } from '../../support/settings-changes.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { TestCamera } from '../../support/test-camera.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let clock: ManualClock;
let camera: TestCamera;
let bus: EventBus;
let media: MediaProcessClient;
/** The media processes; `holdsMedia` stops each as soon as it is there. */
let children: ChildProcess[];
let holdsMedia: boolean;
/** Another program than the media process, for its first lives. */
let mediaProgram: string | null;
let library: RecordingLibrary;
let storage: RecordingStorage;
let recorder: RecordingService;
let changes: SettingsChanges;
let config: Config;
let freeBytes: number;
let events: [BusEventName, Record<string, unknown>][];

beforeEach(async () => {
  directory = await temporaryDirectory();
  clock = new ManualClock();
  camera = await TestCamera.create(clock);
  bus = new EventBus();
  events = [];
  bus.onAny(({ name, data }) => events.push([name, data]));
  config = Config.parse({});
  freeBytes = 10e9;
  children = [];
  holdsMedia = false;
  mediaProgram = null;
  media = new MediaProcessClient({
    program: childModuleUrl('media-process'),
    clock: createSystemClock(),
    logger: silentLogger,
    fork: (path, options) => {
      const child = fork((children.length < 5 ? mediaProgram : null) ?? path, options);
      children.push(child);
      if (holdsMedia) {
        child.kill('SIGSTOP');
      }
      return child;
    },
  });
  camera.subscribe((frame) => media.write(frame));
  library = new RecordingLibrary({ dataDirectory: directory.path, media, clock, logger: silentLogger });
  changes = new SettingsChanges();
  const outside = {
    config: () => config,
    onSettingsChanged: changes.onSettingsChanged,
    clock,
    bus,
    logger: silentLogger,
    diskSpace: async () => ({ availableBytes: freeBytes, totalBytes: 100e9 }),
  };
  const cleanUp = new Retention({
    ...outside,
    clockSteadyMilliseconds: () => 0,
    storage: () => new StorageDirectory(directory.path, config.camera.storage_path),
    library,
  });
  const dataDirectory = directory.path;
  storage = new RecordingStorage({ ...outside, dataDirectory, isWanted: () => config.camera.enable_storage, library, cleanUp });
  recorder = new RecordingService({ ...outside, cameraId: 'main', dataDirectory, frames: camera, camera, media, library, storage });
  await storage.recover();
});

afterEach(async () => {
  await recorder.close();
  storage.close();
  await media.close();
  await library.close();
  await directory[Symbol.asyncDispose]();
});

const ask = (durationSeconds: number | null = null, filename: string | null = null): ReturnType<RecordingService['start']> =>
  recorder.start({ durationSeconds, filename });

/** Asks for a recording, and lets the camera give it its first picture. */
async function start(durationSeconds: number | null = null, filename: string | null = null): ReturnType<RecordingService['start']> {
  const starting = ask(durationSeconds, filename);
  starting.catch(() => {}); // the test gets it
  await camera.play(1 / 15);
  return starting;
}
/** Asks for a recording that has no picture yet. `asked` is the answer. */
async function running(): Promise<{ recordingId: string; path: string; asked: ReturnType<RecordingService['start']> }> {
  const asked = ask();
  asked.catch(() => {}); // the test gets it
  await until(() => recorder.current !== null);
  return { recordingId: recorder.current!.recording_id, path: recorder.current!.recording_path, asked };
}

const file = (path: string): string => join(directory.path, path);
const names = (): BusEventName[] => events.map(([name]) => name);
const event = (name: BusEventName): Record<string, unknown> | undefined => events.find(([candidate]) => candidate === name)?.[1];

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) {
    await sleep(10);
  }
}

test('stops by itself after its duration, which is the real time', async () => {
  await camera.play(0.5);
  const started = await start(3, 'cat');
  expect(started).toMatchObject({ path: 'recordings/cat.mp4', durationSeconds: 3, preRollSeconds: 0 });
  expect(camera.leases).toBe(1);
  await camera.play(1);
  expect(CurrentRecording.parse(recorder.current)).toMatchObject({
    recording_id: started.recordingId,
    recording_path: 'recordings/cat.mp4',
    recording_duration: 3,
    elapsed_seconds: expect.closeTo(1.07, 1),
  });
  await camera.play(3);
  await until(() => names().includes('recording.finished'));
  expect(recorder.current).toBeNull();
  expect([camera.leases, camera.viewers]).toEqual([0, 1]);
  expect(names()).toEqual(['recording.started', 'recording.finished']);
  const { duration_seconds, reason } = event('recording.finished')!;
  expect(reason).toBe('duration');
  expect(Math.abs(Number(duration_seconds) - 3)).toBeLessThanOrEqual(0.07);
  const facts = await media.probe(file(started.path));
  expect(Math.abs(facts.durationMilliseconds - 3000)).toBeLessThanOrEqual(67);
  expect(facts.frameCount).toBeGreaterThanOrEqual(44);
});

test('stops when asked, says what it made, and lists it', async () => {
  const { recordingId } = await start();
  await camera.play(2);
  const stopped = await recorder.stop('stopped');
  expect(stopped).toMatchObject({ recordingId, path: expect.stringMatching(/^recordings\/recording_\d{8}_\d{6}\.mp4$/) });
  expect(stopped.durationSeconds).toBeCloseTo(2, 0);
  expect(stopped.sizeBytes).toBe((await stat(file(stopped.path))).size);
  expect(library.list({}).recordings).toMatchObject([{ recording_id: recordingId, file_size: stopped.sizeBytes }]);
  await expect(recorder.stop('stopped')).rejects.toMatchObject({ code: 'not_recording' });
});

test('one at a time; none when storage is off; none when the application ends', async () => {
  const { path } = await start(null, 'cat');
  await expect(start()).rejects.toMatchObject({ code: 'already_recording', message: expect.stringContaining(path) });
  await camera.play(0.5);
  await recorder.stop('stopped');
  const both = await Promise.allSettled([start(), start()]);
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  await camera.play(0.5);
  await recorder.stop('stopped');
  config = Config.parse({ camera: { enable_storage: false } });
  await expect(start()).rejects.toMatchObject({ code: 'storage_disabled' });
  await recorder.close();
  await expect(start()).rejects.toMatchObject({ code: 'shutting_down' });
});

test('a name that exists gets a number', async () => {
  const paths = [];
  for (let count = 0; count < 2; count += 1) {
    paths.push((await start(null, 'cat')).path);
    await camera.play(0.3);
    await recorder.stop('stopped');
  }
  expect(paths).toEqual(['recordings/cat.mp4', 'recordings/cat (2).mp4']);
});

test('a name that is too long for the disk is cut off, letter by letter', async () => {
  const { path } = await start(null, '猫'.repeat(100));
  expect(path).toBe(`recordings/${'猫'.repeat(83)}.mp4`);
  await camera.play(0.3);
  await recorder.stop('stopped');
  expect((await start(null, '猫'.repeat(100))).path).toBe(`recordings/${'猫'.repeat(82)} (2).mp4`);
});

test('what cannot be made though the disk works is no problem of the disk, and ends nothing that runs', async () => {
  const { recordingId } = await start();
  const write = (): Promise<never> => Promise.reject(Object.assign(new Error('cross-device link'), { code: 'EXDEV' }));
  await expect(recorder.save({ reason: 'timelapse', name: 'film', startedAtMilliseconds: 0, write })).rejects.toMatchObject({
    code: 'recording_failed',
  });
  expect(storage.problems).toEqual([]);
  expect(recorder.current).toMatchObject({ recording_id: recordingId });
});

test('a camera that nobody gets is no problem of the disk', async () => {
  const refuse = vi.spyOn(camera, 'acquire').mockImplementation(() => {
    throw new PetLogError('privacy');
  });
  await expect(start()).rejects.toMatchObject({ code: 'privacy' });
  expect(storage.problems).toEqual([]);
  refuse.mockRestore();
  await start();
});

test('whoever ends any recording ends one that is about to begin, too', async () => {
  const starting = start();
  const ending = recorder.endAny('stopped');
  const { recordingId } = await starting;
  await until(() => recorder.current === null);
  await camera.play(0.2);
  expect(await ending).toMatchObject({ recordingId });
  expect(names()).toEqual(['recording.started', 'recording.finished']);
  expect(camera.leases).toBe(0);
  expect(await recorder.endAny('stopped')).toBeNull();
});

test('whoever ends any recording waits for the picture that an ending one still needs', async () => {
  await running();
  const stopping = recorder.stop('stopped');
  const ending = recorder.endAny('stopped');
  let hasEnded = false;
  void ending.then(() => (hasEnded = true));
  await clock.advance(1000);
  expect([hasEnded, camera.leases]).toEqual([false, 1]);
  await camera.play(0.2);
  expect(await ending).toBeNull();
  expect(camera.leases).toBe(0);
  await stopping;
});

test('a short loss of the camera is a held picture in real time', async () => {
  const { path } = await start();
  await camera.play(2);
  while ((await media.probe(file(path)).catch(() => null))?.frameCount !== 31) {
    await sleep(50); // 20 real seconds would leave nothing waiting for the encoder
  }
  await clock.advance(20_000);
  await camera.play(2);
  const { durationSeconds } = await recorder.stop('stopped');
  expect(durationSeconds).toBeCloseTo(24, 0);
  expect(await media.probe(file(path))).toMatchObject({ frameCount: 61 });
});

test('a long loss of the camera ends the recording with its last picture', async () => {
  await start();
  await camera.play(2);
  await clock.advance(32_000);
  await until(() => names().includes('recording.finished'));
  const { duration_seconds, reason } = event('recording.finished')!;
  expect(reason).toBe('camera_lost');
  expect(duration_seconds).toBeCloseTo(2, 0);
  expect(camera.leases).toBe(0);
});

test('who stops while the camera is starting gets its first picture', async () => {
  const { path, asked } = await running();
  const stopping = recorder.stop('stopped');
  expect([recorder.current, camera.leases]).toEqual([null, 1]);
  await camera.play(0.2);
  expect(await stopping).toMatchObject({ path });
  expect(await asked).toMatchObject({ path });
  expect(names()).toEqual(['recording.started', 'recording.finished']);
  expect(await media.probe(file(path))).toMatchObject({ frameCount: 1 });
  expect(camera.leases).toBe(0);
});

test('a camera that gives no picture at all leaves no file, and no recording was announced', async () => {
  const { asked } = await running();
  await clock.advance(35_000);
  await until(() => names().includes('recording.failed'));
  expect(event('recording.failed')).toMatchObject({ reason: expect.stringContaining('no picture') });
  await expect(asked).rejects.toMatchObject({ code: 'recording_failed', message: expect.stringContaining('no picture') });
  expect(names()).toEqual(['recording.failed']);
  expect(await readdir(file('recordings'))).toEqual(['.petlog']);
});

test('the end of the application finishes the recording', async () => {
  const { path, recordingId } = await start();
  await camera.play(2);
  await recorder.close();
  expect(event('recording.finished')).toMatchObject({ recording_id: recordingId, reason: 'shutdown' });
  expect((await media.probe(file(path))).durationMilliseconds).toBeGreaterThan(1900);
});

test('too little space: refused, told on every screen, and forgotten when there is space again', async () => {
  freeBytes = 400e6;
  await expect(start()).rejects.toMatchObject({
    code: 'storage_full',
    status: 507,
    message: expect.stringContaining('Only 400 MB are free'),
  });
  expect(storage.problems).toMatchObject([{ code: 'storage_full' }]);
  expect(event('storage.full')).toMatchObject({ free_mb: 400, minimum_mb: 500 });
  expect(camera.leases).toBe(0);
  freeBytes = 10e9;
  await clock.advance(5000);
  await until(() => storage.problems.length === 0);
});

test('the disk fills up during a recording: it ends with what there is', async () => {
  const { recordingId } = await start();
  await camera.play(2);
  freeBytes = 400e6;
  await camera.play(6);
  await until(() => names().includes('recording.finished'));
  expect(event('recording.finished')).toMatchObject({ recording_id: recordingId, reason: 'storage_full' });
  expect(event('storage.full')).toMatchObject({ free_mb: 400 });
  expect(storage.problems).toMatchObject([{ code: 'storage_full' }]);
  expect(Number(event('recording.finished')!['duration_seconds'])).toBeGreaterThan(1.9);
});

test('a directory that cannot be written is said in words, until it can', async () => {
  await rm(file('recordings'), { recursive: true, force: true });
  await writeFile(file('recordings'), 'in the way');
  await expect(start()).rejects.toMatchObject({
    code: 'recording_failed',
    status: 503,
    message: expect.stringContaining('is a file, not a directory'),
  });
  expect(storage.problems).toMatchObject([{ code: 'recording_failed' }]);
  await rm(file('recordings'));
  await clock.advance(5000);
  await until(() => storage.problems.length === 0);
  await start();
});

test('another directory takes effect with the next recording, and its files are listed', async () => {
  config = Config.parse({ camera: { storage_path: 'elsewhere' } });
  changes.tell('camera.storage_path');
  const { path } = await start(null, 'cat');
  expect(path).toBe('elsewhere/cat.mp4');
  await mkdir(file('recordings'), { recursive: true });
  expect(await readdir(file('recordings'))).toEqual([]);
});

test('a killed media process is an interruption, and the recording is whole', async () => {
  const { path } = await start();
  await camera.play(2);
  process.kill(media.pid!, 'SIGKILL');
  await camera.play(2);
  const { durationSeconds } = await recorder.stop('stopped');
  expect(names()).toEqual(['recording.started', 'recording.interrupted', 'recording.finished']);
  expect(durationSeconds).toBeCloseTo(4, 0);
  expect(await media.probe(file(path))).toMatchObject({ frameCount: 61 });
  expect(await readdir(join(file('recordings'), '.petlog'))).toHaveLength(1);
});

test('a media process that is slow to start costs nothing: the answer waits until there is something to say', async () => {
  holdsMedia = true;
  const { path, recordingId, asked } = await running();
  await camera.play(2);
  const stopping = recorder.stop('stopped');
  await clock.advance(5000);
  expect(names()).toEqual([]); // nothing is on the disk yet
  expect(library.list({}).total_count).toBe(0);

  const next = ask(null, 'next');
  await camera.play(1);
  children[0]!.kill('SIGCONT');
  await until(() => names().includes('recording.finished'));
  expect(await asked).toMatchObject({ recordingId });
  await next;
  expect(event('recording.finished')).toMatchObject({ recording_id: recordingId, duration_seconds: expect.closeTo(2, 0) });
  expect(await stopping).toMatchObject({
    recordingId,
    path,
    durationSeconds: expect.closeTo(2, 0),
    sizeBytes: (await stat(file(path))).size,
  });
  expect(await media.probe(file(path))).toMatchObject({ frameCount: 30 });
  expect(await recorder.stop('stopped')).toMatchObject({ path: 'recordings/next.mp4', durationSeconds: expect.closeTo(1, 0) });
});

test('who cannot wait for a media process that is slow to start is told nothing of the recording', async () => {
  holdsMedia = true;
  const { asked } = await running();
  await camera.play(2);
  const ending = recorder.endAny('stopped');
  await clock.advance(5000);
  expect(await ending).toBeNull();
  expect(camera.leases).toBe(0);
  children[0]!.kill('SIGCONT');
  await until(() => names().includes('recording.finished'));
  await asked;
});

test('the end of the application does not wait for a media process that is slow to start', async () => {
  holdsMedia = true;
  const { asked } = await running();
  await camera.play(2);
  const stopping = expect(recorder.stop('stopped')).rejects.toMatchObject({
    code: 'recording_failed',
    message: expect.stringContaining('no picture was encoded in time'),
  });
  await recorder.close();
  await stopping;
  expect(names()).toEqual(['recording.failed']);
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
    mediaProgram = join(directory.path, 'deadly.mjs');
  });

  const isDeadly = async (content: Buffer): Promise<void> => {
    await writeFile(
      mediaProgram!,
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
    const { asked } = await running();
    await camera.play(0.5);
    const failure = await recorder.stop('stopped').catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'recording_failed',
      status: 503,
      message: 'The recording could not be written: the program that encodes it ended 5 times (it was ended by SIGTRAP).',
    });
    expect(event('recording.failed')).toMatchObject({ code: 'recording_failed', reason: (failure as Error).message });
    expect(names()).not.toContain('recording.finished');
    expect(library.list({}).recordings).toEqual([]);
    expect(storage.problems).toEqual([]);
    await expect(asked).rejects.toMatchObject({ code: 'recording_failed' });
  });

  test('ends the recording by itself, and says so', async () => {
    await isDeadly(Buffer.alloc(0));
    const { asked } = await running();
    await camera.play(0.5);
    await until(() => names().includes('recording.failed'));
    expect(recorder.current).toBeNull();
    expect(camera.leases).toBe(0);
    expect(await readdir(file('recordings'))).toEqual(['.petlog']);
    await expect(asked).rejects.toMatchObject({ code: 'recording_failed' });
  });
});
