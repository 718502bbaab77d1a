import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { channelStdio, MessageChannel } from '../../../main/frames/message-channel.ts';
import { MediaProcessClient } from '../../../main/media/media-process-client.ts';
import type { RecordingFeed } from '../../../main/media/recording-feed.ts';
import { childModuleUrl } from '../../../main/system/child-module.ts';
import { createSystemClock, type Clock } from '../../../main/system/clock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { forkNode } from '../../../main/system/node-program.ts';
import { frameOf, smallJpegs } from '../../support/small-jpegs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const jpegs = await smallJpegs(8);
const intervalMilliseconds = 1000 / 15;
/** A hundred pictures are fewer than two seconds, by which nothing is too late, however slow the machine is. */
const shortMilliseconds = 19;
const clients: MediaProcessClient[] = [];

afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));

function mediaProcess(options: { clock?: Clock } = {}): MediaProcessClient {
  const client = new MediaProcessClient({
    program: childModuleUrl('media-process'),
    clock: createSystemClock(),
    logger: silentLogger,
    ...options,
  });
  clients.push(client);
  return client;
}

/** A recording whose further parts lie beside the first one. */
async function recordingIn(
  directory: string,
  client: MediaProcessClient,
  startMilliseconds = intervalMilliseconds,
): Promise<{ feed: RecordingFeed; interruptions: string[]; failures: string[]; hasBegun: (times: number) => Promise<void> }> {
  const interruptions: string[] = [];
  const failures: string[] = [];
  const path = join(directory, 'recording.mp4');
  await writeFile(path, '');
  let parts = 1;
  let begun = 0;
  const feed = client.record({
    recordingId: 'test',
    path,
    startMilliseconds,
    historyMilliseconds: null,
    beginsWithRequest: true,
    untilMilliseconds: null,
    nextPart: async () => {
      const part = join(directory, `part${(parts += 1)}.mp4`);
      await writeFile(part, '');
      return part;
    },
    onBegun: () => (begun += 1),
    onInterrupted: (reason) => interruptions.push(reason),
    onFailed: (code) => failures.push(code),
  });
  return { feed, interruptions, failures, hasBegun: (times) => vi.waitFor(() => expect(begun).toBe(times), { timeout: 60_000 }) };
}

/** Writes frames of the given numbers, from 1; a little faster than they were captured. */
async function play(client: MediaProcessClient, from: number, to: number, stepMilliseconds = intervalMilliseconds): Promise<void> {
  for (let sequence = from; sequence <= to; sequence += 1) {
    client.write(frameOf(jpegs[sequence % jpegs.length]!, sequence, sequence * stepMilliseconds));
    await sleep(10);
  }
}

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);

async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) {
    await sleep(20);
  }
}

test('records every frame from the request on, and ends when nothing needs it', async () => {
  await using directory = await temporaryDirectory();
  const client = mediaProcess();
  expect(client.pid).toBeUndefined();
  const { feed } = await recordingIn(directory.path, client);
  const pid = client.pid!;
  await play(client, 1, 30);
  const { parts, lastPart } = await feed.finish(31 * intervalMilliseconds, 60_000);
  expect(lastPart).toMatchObject({ frameCount: 30, durationMilliseconds: 2000, widthPixels: 320, heightPixels: 180 });
  expect(parts).toEqual([{ path: join(directory.path, 'recording.mp4'), offsetMilliseconds: 0 }]);
  expect(await client.finalize(parts, join(directory.path, 'final.mp4'))).toMatchObject({ frameCount: 30, durationMilliseconds: 2000 });
  expect(await client.probe(join(directory.path, 'final.mp4'))).toMatchObject({ frameCount: 30, durationMilliseconds: 2000 });
  await gone(pid);
  expect(client.pid).toBeUndefined();
  expect(client.droppedFrames).toBe(0);
});

test('a killed process costs nothing: the recording goes on in a further part', async () => {
  await using directory = await temporaryDirectory();
  const client = mediaProcess();
  const { feed, interruptions, hasBegun } = await recordingIn(directory.path, client, shortMilliseconds);
  await play(client, 1, 40, shortMilliseconds);
  await hasBegun(1);
  process.kill(client.pid!, 'SIGKILL');
  await play(client, 41, 80, shortMilliseconds);
  await hasBegun(2);
  process.kill(client.pid!, 'SIGSEGV');
  await play(client, 81, 100, shortMilliseconds);
  const { parts } = await feed.finish(101 * shortMilliseconds, 60_000);
  expect(interruptions).toEqual([expect.stringContaining('SIGKILL'), expect.stringContaining('SIGSEGV')]);
  expect(parts).toHaveLength(3);
  const facts = await client.finalize(parts, join(directory.path, 'final.mp4'));
  expect(facts).toMatchObject({ frameCount: 100, durationMilliseconds: expect.closeTo(100 * shortMilliseconds, -1) });
  expect(client.droppedFrames).toBe(0);
});

test('a recording that is asked for while the process is far behind has its pre-roll all the same', async () => {
  const client = mediaProcess();
  client.keepHistory({ limits: { keptMilliseconds: 60_000, mostBytes: 64e6 }, disk: null, recentMilliseconds: 2000 });
  await play(client, 1, 30);
  await vi.waitFor(
    async () => {
      const facts = await client.askHistory('describe-history', {});
      expect(facts?.span?.untilMilliseconds).toBeCloseTo(30 * intervalMilliseconds, 6);
    },
    { timeout: 60_000 },
  );
  process.kill(client.pid!, 'SIGSTOP');
  for (let sequence = 31; sequence <= 75; sequence += 1) {
    client.write(frameOf(jpegs[sequence % jpegs.length]!, sequence, sequence * intervalMilliseconds));
  }
  const prepared = client.prepareRecording(75 * intervalMilliseconds, 4000);
  process.kill(client.pid!, 'SIGCONT');
  expect(await prepared).toBeLessThanOrEqual(1000);
});

test('a process that hangs is killed and replaced', async () => {
  await using directory = await temporaryDirectory();
  const system = createSystemClock();
  const threefold: Clock = {
    nowMicroseconds: () => system.nowMicroseconds(),
    monotonicMilliseconds: () => system.monotonicMilliseconds() * 3,
    after: (milliseconds, callback) => system.after(milliseconds / 3, callback),
  };
  const client = mediaProcess({ clock: threefold });
  const { feed, interruptions, hasBegun } = await recordingIn(directory.path, client);
  await play(client, 1, 40);
  await hasBegun(1);
  process.kill(client.pid!, 'SIGSTOP');
  const stopped = client.pid!;
  await play(client, 41, 60);
  await gone(stopped);
  await play(client, 61, 80);
  const { parts } = await feed.finish(81 * intervalMilliseconds, 60_000);
  expect(interruptions).toHaveLength(1);
  const facts = await client.finalize(parts, join(directory.path, 'final.mp4'));
  expect(facts.frameCount + client.droppedFrames).toBe(80);
  expect(facts.durationMilliseconds).toBeCloseTo(80 * intervalMilliseconds, -1);
});

test('what cannot be written is told, with what was written before', async () => {
  const client = mediaProcess();
  await using directory = await temporaryDirectory();
  const failed: string[] = [];
  const feed = client.record({
    recordingId: 'test',
    path: join(directory.path, 'missing', 'recording.mp4'),
    startMilliseconds: intervalMilliseconds,
    historyMilliseconds: null,
    beginsWithRequest: true,
    untilMilliseconds: null,
    nextPart: () => Promise.reject(new Error('not expected')),
    onInterrupted: () => {},
    onFailed: (code) => failed.push(code),
  });
  await play(client, 1, 40);
  const { lastPart } = await feed.finish(41 * intervalMilliseconds, 60_000);
  expect(failed).toEqual(['ENOENT']);
  expect(lastPart).toBeNull();
});

test('frames that the process is too slow for are dropped and counted', async () => {
  await using directory = await temporaryDirectory();
  const client = mediaProcess();
  const { feed } = await recordingIn(directory.path, client);
  for (let sequence = 1; sequence <= 300; sequence += 1) {
    client.write(frameOf(jpegs[0]!, sequence, sequence * 100)); // 30 s at once, of which it keeps 10 s while it starts
  }
  expect(client.droppedFrames).toBe(300 - 101);
  const { lastPart } = await feed.finish(30_100, 10_000);
  expect(lastPart).toMatchObject({ frameCount: 101 + 1, durationMilliseconds: Math.round(30_100 - intervalMilliseconds) });
});

test('requests are refused in words when the file is no video or the process dies', async () => {
  await using directory = await temporaryDirectory();
  const client = mediaProcess();
  const path = join(directory.path, 'text.mp4');
  await writeFile(path, 'no video');
  await expect(client.probe(path)).rejects.toThrow(/could not read .*text\.mp4/);
  process.kill(client.pid!, 'SIGSTOP'); // or it may have answered before it is killed
  const pending = client.probe(path);
  process.kill(client.pid!, 'SIGKILL');
  await expect(pending).rejects.toThrow(/the media process is gone: it was ended by SIGKILL/);
  await expect(client.probe(path)).rejects.toThrow(/could not read/);
});

test('without its parent it finishes the file and ends; signals to the group do not end it', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'recording.mp4');
  await writeFile(path, '');
  const child = forkNode(fileURLToPath(childModuleUrl('media-process')), { stdio: channelStdio });
  const { promise: isReady, resolve } = Promise.withResolvers<void>();
  const channel = MessageChannel.toChild(child, { onMessage: () => resolve() })!;
  await isReady;
  channel.send({ type: 'configure', encoder: { frameRate: 15, bitrateKbps: 500, size: null, allowHardware: false } });
  channel.send({
    type: 'open-recording',
    recordingId: 'test',
    path,
    historyMilliseconds: null,
    fromMilliseconds: 0,
    untilMilliseconds: null,
    originMilliseconds: null,
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const) {
    child.kill(signal);
  }
  for (let sequence = 1; sequence <= 5; sequence += 1) {
    channel.send({ type: 'frame', sequence, jpeg: jpegs[0]!, captureMilliseconds: sequence * intervalMilliseconds });
  }
  const ended = once(child, 'exit');
  channel.end();
  expect(await ended).toEqual([0, null]);
  expect((await readFile(path)).length).toBeGreaterThan(1000);
  expect(await mediaProcess().probe(path)).toMatchObject({ frameCount: 5 });
});
