import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { MediaProcessClient } from '../../../main/media/media-process-client.ts';
import type { EncodedPacket } from '../../../main/media/protocol.ts';
import type { RecordingFeed } from '../../../main/media/recording-feed.ts';
import { childModuleUrl } from '../../../main/system/child-module.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { isAlive } from '../../support/process-life.ts';
import { frameOf, smallJpegs } from '../../support/small-jpegs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { videoFacts } from '../../support/video-facts.ts';

const jpegs = await smallJpegs(8);
const intervalMilliseconds = 50;
const settings = { limits: { keptMilliseconds: 60_000, mostBytes: 64e6 }, disk: null, recentMilliseconds: 2000 };
const clients: MediaProcessClient[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

/** A client, and a camera that gives it twenty pictures a second. */
function withCamera(): { client: MediaProcessClient; run: (milliseconds: number) => Promise<void>; captured: number[] } {
  const client = new MediaProcessClient({ program: childModuleUrl('media-process'), clock: createSystemClock(), logger: silentLogger });
  client.configure({ frameRate: 20, bitrateKbps: 500 });
  clients.push(client);
  let sequence = 0;
  const captured: number[] = [];
  return {
    client,
    captured,
    async run(milliseconds) {
      const began = performance.now();
      for (let index = 0; index * intervalMilliseconds < milliseconds; index += 1) {
        sequence += 1;
        const now = performance.now();
        captured.push(now);
        const frame = frameOf(jpegs[sequence % jpegs.length] ?? Buffer.alloc(0), sequence, now);
        client.write(frame);
        await delay(Math.max(0, began + (index + 1) * intervalMilliseconds - performance.now()));
      }
    },
  };
}

/** Runs the camera until the media process, which takes a while to start, remembers something. */
async function begin({ client, run }: Pick<ReturnType<typeof withCamera>, 'client' | 'run'>): Promise<void> {
  while (client.historyBytes === 0) {
    await run(100);
  }
}

/** Capture times that no picture of the file has, to two milliseconds. */
function missingOf(captured: readonly number[], timesSeconds: readonly number[], originMilliseconds: number): number[] {
  return captured.filter((at) => !timesSeconds.some((time) => Math.abs(originMilliseconds + time * 1000 - at) <= 2));
}

async function startRecording(
  client: MediaProcessClient,
  directory: string,
  preRollMilliseconds: number,
): Promise<{ feed: RecordingFeed; from: number; requested: number; parts: string[]; interruptions: string[] }> {
  const requested = performance.now();
  const from = await client.prepareRecording(requested, preRollMilliseconds);
  const parts = [join(directory, 'part1.mp4')];
  const interruptions: string[] = [];
  await writeFile(parts[0] ?? '', '');
  const feed = client.record({
    recordingId: 'one',
    path: parts[0] ?? '',
    startMilliseconds: requested,
    historyMilliseconds: from,
    beginsWithRequest: from === null,
    untilMilliseconds: null,
    async nextPart() {
      const path = join(directory, `part${parts.length + 1}.mp4`);
      parts.push(path);
      await writeFile(path, '');
      return path;
    },
    onInterrupted: (reason) => interruptions.push(reason),
    onFailed: (code) => expect.unreachable(code),
  });
  return { feed, from: from ?? NaN, requested, parts, interruptions };
}

test('a recording takes over from the history and gives back to it, and no picture is encoded twice or lost', async () => {
  await using directory = await temporaryDirectory();
  const { client, run, captured } = withCamera();
  client.keepHistory(settings);
  await begin({ client, run });
  await run(3000);
  const { feed, from, requested } = await startRecording(client, directory.path, 1000);
  expect(requested - from).toBeGreaterThanOrEqual(1000);
  await run(1500);
  const ended = performance.now();
  const { lastPart } = await feed.finish(ended, 60_000);
  await run(1000);
  expect(Math.abs((lastPart?.durationMilliseconds ?? 0) - (ended - from))).toBeLessThan(150);
  expect(client.droppedFrames).toBe(0);
  const path = join(directory.path, 'all.mp4');
  await writeFile(path, '');
  const span = await client.askHistory('find-clip', { fromMilliseconds: 0, untilMilliseconds: performance.now() });
  const saved = await client.askHistory('save-clip', {
    fromMilliseconds: span?.fromMilliseconds ?? NaN,
    untilMilliseconds: performance.now(),
    path,
    minimumFreeBytes: 0,
  });
  const { times } = await videoFacts(path);
  expect(saved?.facts.frameCount).toBe(times.length);
  expect(missingOf(captured, times, saved?.fromMilliseconds ?? NaN)).toEqual([]);
  // And the one that a recording may hold at its end.
  expect(times.length - captured.length).toBeLessThanOrEqual(1);
});

test('a media process that is killed in the middle costs the recording nothing but time', async () => {
  await using directory = await temporaryDirectory();
  const { client, run, captured } = withCamera();
  client.keepHistory(settings);
  await begin({ client, run });
  await run(3000);
  const { feed, from, parts, interruptions } = await startRecording(client, directory.path, 2000);
  await run(1700);
  const { pid } = client;
  process.kill(pid ?? 0, 'SIGKILL');
  await run(2500);
  const ended = performance.now();
  const finished = await feed.finish(ended, 60_000);
  expect(interruptions).toHaveLength(1);
  expect(client.pid).not.toBe(pid);
  expect(finished.parts.map(({ path }) => path)).toEqual(parts);
  const output = join(directory.path, 'whole.mp4');
  await client.finalize(finished.parts, output);
  const { times, durationSeconds, decodedCount } = await videoFacts(output);
  expect(Math.abs(durationSeconds - (ended - from) / 1000)).toBeLessThan(0.5);
  expect(decodedCount).toBe(times.length);
  expect(
    missingOf(
      captured.filter((at) => at >= from),
      times,
      from,
    ),
  ).toEqual([]);
  // The history began anew with the new process.
  const { span } = (await client.askHistory('describe-history', {})) ?? { span: null };
  expect(span?.fromMilliseconds).toBeGreaterThan(from + 1000);
});

test('without a history the process is there for a recording alone; with one it ends when there is nothing to remember any more', async () => {
  const { client, run } = withCamera();
  await run(300);
  expect(client.pid).toBeUndefined();
  expect(await client.askHistory('describe-history', {})).toBeNull();
  expect(await client.prepareRecording(performance.now(), 5000)).toBeNull();
  client.keepHistory(settings);
  await begin({ client, run });
  const { pid } = client;
  expect(isAlive(pid ?? -1)).toBe(true);
  client.keepHistory(null);
  expect(await client.askHistory('describe-history', {})).toBeNull();
  while (isAlive(pid ?? -1)) {
    await delay(50);
  }
});

test('a change of the picture size begins anew: clips and recordings have one size', async () => {
  const { client, run } = withCamera();
  client.keepHistory(settings);
  await begin({ client, run });
  const [large] = await smallJpegs(1, 640, 360);
  const changed = performance.now();
  let from: number | null = null;
  for (let sequence = 1000; from === null || from < changed; sequence += 1) {
    client.write(frameOf(large ?? Buffer.alloc(0), sequence, performance.now(), { widthPixels: 640, heightPixels: 360 }));
    await delay(intervalMilliseconds);
    from = await client.prepareRecording(performance.now(), 5000);
  }
  const facts = await client.askHistory('describe-history', {});
  expect(facts?.span?.fromMilliseconds).toBeLessThan(changed);
});

test('packets leave the process for whoever reads them, as they are in a recording beside it, and go on after a crash with a keyframe', async () => {
  await using directory = await temporaryDirectory();
  const { client, run } = withCamera();
  const packets: EncodedPacket[] = [];
  const reader = client.subscribe({
    mostBytes: 8e6,
    onAvailable: () => {
      for (let packet = reader.take(); packet !== null; packet = reader.take()) {
        packets.push(packet);
      }
    },
  });
  while (packets.length < 10) {
    await run(100);
  }
  expect(packets[0]?.isKeyframe).toBe(true);
  const { feed } = await startRecording(client, directory.path, 0);
  await run(1000);
  const { lastPart } = await feed.finish(performance.now(), 60_000);
  expect(lastPart?.frameCount).toBeGreaterThanOrEqual(15);
  // Each picture was encoded once, whoever had it.
  const sequences = packets.map(({ sequence }) => sequence);
  expect(new Set(sequences).size).toBeGreaterThanOrEqual(sequences.length - 1); // but for the one that is held at a recording's end
  const { pid } = client;
  const before = packets.length;
  process.kill(pid ?? 0, 'SIGKILL');
  while (packets.length < before + 5) {
    await run(100);
  }
  expect(client.pid).not.toBe(pid);
  const [firstAfter] = packets.slice(before).filter(({ isKeyframe }) => isKeyframe);
  expect(firstAfter).toBeDefined();
  const last = client.pid;
  reader.close();
  while (isAlive(last ?? -1)) {
    await delay(50);
  }
});
