import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import type { CameraPacket } from '../../../main/camera/source.ts';
import type { EncodedFrame } from '../../../main/frames/encoded-frame.ts';
import { readJpegSize } from '../../../main/frames/jpeg-size.ts';
import { MediaProcessClient } from '../../../main/media/media-process-client.ts';
import type { PacketSource, PacketSubscription } from '../../../main/media/packet-hub.ts';
import type { EncodedPacket } from '../../../main/media/protocol.ts';
import type { RecordingFeed } from '../../../main/media/recording-feed.ts';
import { childModuleUrl } from '../../../main/system/child-module.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { cameraH264 } from '../../support/camera-h264.ts';
import { decodeVideo } from '../../support/decode-video.ts';
import { averageDifference, decodePixels } from '../../support/pixels.ts';
import { frameOf, smallJpegs } from '../../support/small-jpegs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const interval = 1000 / 15;
/** A keyframe each second: of the pictures 1, 16, 31 and so on. */
const packets = await cameraH264(150, { keyframeEvery: 15 });
const clients: MediaProcessClient[] = [];

afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));

function mediaProcess(): MediaProcessClient {
  const client = new MediaProcessClient({ program: childModuleUrl('media-process'), clock: createSystemClock(), logger: silentLogger });
  clients.push(client);
  return client;
}

const encodedFrame = (packet: CameraPacket, sequence: number, size = { widthPixels: 320, heightPixels: 180 }): EncodedFrame => ({
  annexB: packet.annexB,
  isKeyframe: packet.isKeyframe,
  sequence,
  monotonicMilliseconds: sequence * interval,
  capturedAtMicroseconds: 0,
  profile: 66,
  ...size,
});

/** A process that runs has taken what was written before: a question comes after it. One that ends meanwhile has its test. */
async function taken(client: MediaProcessClient): Promise<void> {
  if (client.pid !== undefined) {
    await client.askHistory('describe-history', {}).catch(() => undefined);
  }
}

/** Writes pictures of the given numbers, from 1, as fast as they are taken: what is two seconds behind would be left out. */
async function play(client: MediaProcessClient, from: number, to: number): Promise<void> {
  for (let sequence = from; sequence <= to; sequence += 1) {
    client.write(encodedFrame(packets[sequence - 1]!, sequence));
    await sleep(3);
    if (sequence % 5 === 0) {
      await taken(client);
    }
  }
}

async function recordingIn(directory: string, client: MediaProcessClient, startMilliseconds: number, preRollMilliseconds = 0) {
  const path = join(directory, 'recording.mp4');
  await writeFile(path, '');
  const seen = { begun: 0, changes: 0, interruptions: [] as string[] };
  const unexpect = client.expectRecording(startMilliseconds);
  const historyMilliseconds = await client.prepareRecording(startMilliseconds, preRollMilliseconds);
  let parts = 1;
  const feed: RecordingFeed = client.record({
    recordingId: 'test',
    path,
    startMilliseconds,
    historyMilliseconds,
    beginsWithRequest: historyMilliseconds === null,
    untilMilliseconds: null,
    nextPart: async () => {
      const part = join(directory, `part${(parts += 1)}.mp4`);
      await writeFile(part, '');
      return part;
    },
    onBegun: () => (seen.begun += 1),
    onVideoChanged: () => (seen.changes += 1),
    onInterrupted: (reason) => seen.interruptions.push(reason),
    onFailed: () => {},
  });
  unexpect();
  const hasBegun = (times: number): Promise<void> => vi.waitFor(() => expect(seen.begun).toBe(times), { timeout: 60_000 });
  return { feed, seen, historyMilliseconds, hasBegun, finished: join(directory, 'final.mp4') };
}

const keep = (client: MediaProcessClient, keptMilliseconds = 60_000): void =>
  client.keepHistory({ limits: { keptMilliseconds, mostBytes: 1e8 }, disk: null, recentMilliseconds: 5000 });

test('a recording without a history begins with the newest keyframe before the request, and nothing is encoded anew', async () => {
  await using directory = await temporaryDirectory();
  const client = mediaProcess();
  await play(client, 1, 40);
  expect(client.pid).toBeUndefined(); // nobody needs anything
  const { feed, historyMilliseconds, hasBegun, finished } = await recordingIn(directory.path, client, 40.5 * interval);
  expect(historyMilliseconds).toBeCloseTo(31 * interval, 6);
  await play(client, 41, 70);
  await hasBegun(1);
  const { parts, lastPart } = await feed.finish(71 * interval, 60_000);
  expect(lastPart).toMatchObject({ frameCount: 40, widthPixels: 320, heightPixels: 180 });
  expect(await client.finalize(parts, finished)).toMatchObject({ frameCount: 40, durationMilliseconds: expect.closeTo(40 * interval, -1) });
  const { pictures } = await decodeVideo(finished);
  expect(pictures).toBe(40);
  expect(client.droppedFrames).toBe(0);
});

test('one that was opened before the camera gave a picture begins with its first keyframe', async () => {
  await using directory = await temporaryDirectory();
  const client = mediaProcess();
  const { feed, hasBegun, finished } = await recordingIn(directory.path, client, 0.5 * interval);
  // The process has opened it, for JPEGs, as nothing says yet what the camera gives.
  await vi.waitFor(() => expect(client.pid).toBeDefined());
  await client.askHistory('describe-history', {}).catch(() => undefined);
  await play(client, 1, 40);
  await hasBegun(1);
  const { parts } = await feed.finish(41 * interval, 60_000);
  expect(await client.finalize(parts, finished)).toMatchObject({ frameCount: 40 });
});

test('with a history it begins in the past, and a killed process costs nothing that was in the file', async () => {
  await using directory = await temporaryDirectory();
  const client = mediaProcess();
  keep(client);
  await play(client, 1, 70);
  await vi.waitFor(() => expect(client.historyBytes).toBeGreaterThan(0), { timeout: 60_000 });
  const { feed, seen, historyMilliseconds, hasBegun, finished } = await recordingIn(directory.path, client, 70 * interval, 2000);
  expect(historyMilliseconds).toBeCloseTo(31 * interval, 6);
  await play(client, 71, 100);
  await hasBegun(1);
  // What is not in the file of the past before the request is lost with the process.
  const part = join(directory.path, 'recording.mp4');
  await vi.waitFor(async () => expect((await decodeVideo(part)).pictures).toBeGreaterThan(60), { timeout: 60_000 });
  const { pid } = client;
  process.kill(pid!, 'SIGKILL');
  // Here a second of video is played in a few milliseconds: the next keyframe would be there before the end of the process is seen.
  await vi.waitFor(() => expect(client.pid).not.toBe(pid), { timeout: 60_000 });
  await play(client, 101, 130);
  await hasBegun(2);
  const { parts } = await feed.finish(131 * interval, 60_000);
  expect(seen.interruptions).toEqual([expect.stringContaining('SIGKILL')]);
  expect(parts).toHaveLength(2);
  const facts = await client.finalize(parts, finished);
  expect(facts).toMatchObject({ frameCount: 100, durationMilliseconds: expect.closeTo(100 * interval, -1) });
  const { pictures } = await decodeVideo(finished);
  expect(pictures).toBe(100);
});

test('the last minutes hold the pictures as they came, and show any of them', async () => {
  const client = mediaProcess();
  keep(client, 4000);
  // As fast as they are taken: what is two seconds behind is left out.
  for (let sequence = 1; sequence <= 120; sequence += 15) {
    await play(client, sequence, sequence + 14);
    await vi.waitFor(
      async () => {
        const facts = await client.askHistory('describe-history', {});
        expect(facts?.span?.untilMilliseconds).toBeCloseTo((sequence + 14) * interval, 6);
      },
      { timeout: 60_000 },
    );
  }
  expect((await client.askHistory('describe-history', {}))?.span?.fromMilliseconds).toBeGreaterThan(40 * interval);
  const picture = await client.askHistory('read-picture', { atMilliseconds: 100.5 * interval });
  expect(picture?.fromMilliseconds).toBeCloseTo(100 * interval, 6);
  const clip = await client.askHistory('open-clip', { fromMilliseconds: 80 * interval, untilMilliseconds: 110 * interval });
  const content: Buffer[] = [];
  for (let at = 0; at < (clip?.sizeBytes ?? 0); at += content.at(-1)?.length ?? 0) {
    content.push(Buffer.from((await client.askHistory('read-clip', { clipId: clip?.clipId ?? '', positionBytes: at }))!));
  }
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'clip.mp4');
  await writeFile(path, Buffer.concat(content));
  expect(await client.probe(path)).toMatchObject({ widthPixels: 320, heightPixels: 180, frameCount: 34 }); // from 76 on
});

/** Takes every packet that there is for readers, as it comes. */
function read(source: Pick<PacketSource, 'subscribe'>): { readonly taken: EncodedPacket[]; close(): void } {
  const taken: EncodedPacket[] = [];
  const subscription: PacketSubscription = source.subscribe({
    mostBytes: 10_000_000,
    onAvailable: () => {
      for (let packet = subscription.take(); packet !== null; packet = subscription.take()) {
        taken.push(packet);
      }
    },
  });
  return { taken, close: () => subscription.close() };
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const sequencesOf = (taken: readonly EncodedPacket[]): number[] => taken.map(({ sequence }) => sequence);

test('packets go to readers as they came in, from the newest keyframe on, and no process is needed for that', async () => {
  const client = mediaProcess();
  await play(client, 1, 20);
  const reader = read(client);
  await play(client, 21, 40);
  expect(sequencesOf(reader.taken)).toEqual(numbers(16, 40));
  expect(reader.taken.every(({ annexB, sequence }) => annexB === packets[sequence - 1]!.annexB)).toBe(true);
  expect(reader.taken.map(({ captureMilliseconds }) => captureMilliseconds)).toEqual(numbers(16, 40).map((number) => number * interval));
  expect(client.pid).toBeUndefined();
  expect(client.publishedPackets(null)).toBe(20); // the others were there before anybody read
  reader.close();
});

test('a reader that was there before the camera has each packet once, and the process that JPEGs would have needed ends', async () => {
  const client = mediaProcess();
  const reader = read(client);
  expect(client.pid).toBeDefined();
  await play(client, 1, 20);
  await vi.waitFor(() => expect(client.pid).toBeUndefined(), { timeout: 60_000 });
  await play(client, 21, 25);
  expect(sequencesOf(reader.taken)).toEqual(numbers(1, 25));
  reader.close();
});

test('whoever comes after the camera stopped begins with what it gives then', async () => {
  const client = mediaProcess();
  await play(client, 1, 20);
  client.forgetPassed();
  const reader = read(client);
  await play(client, 31, 35);
  expect(sequencesOf(reader.taken)).toEqual(numbers(31, 35));
  reader.close();
});

test.each([
  ['that begins then', false],
  ['that keeps the last minutes', true],
])('so does a smaller rendition of a process %s', async (_, isHistoryKept) => {
  const client = mediaProcess();
  if (isHistoryKept) {
    keep(client);
  }
  await play(client, 1, 20);
  await taken(client);
  client.forgetPassed();
  const reader = read(client.rendition(90));
  await play(client, 31, 35);
  await vi.waitFor(() => expect(sequencesOf(reader.taken)).toContain(35), { timeout: 60_000 });
  expect(sequencesOf(reader.taken)).toEqual(numbers(31, 35));
  expect(reader.taken[0]).toMatchObject({ isKeyframe: true, size: { widthPixels: 160, heightPixels: 90 } });
  reader.close();
});

test('a process that stands still, or is killed, costs readers nothing, as the last minutes need it and they do not', async () => {
  const client = mediaProcess();
  keep(client);
  await play(client, 1, 20);
  const reader = read(client);
  await vi.waitFor(() => expect(client.historyBytes).toBeGreaterThan(0), { timeout: 60_000 });
  const pid = client.pid!;
  process.kill(pid, 'SIGSTOP');
  for (const sequence of numbers(21, 40)) {
    client.write(encodedFrame(packets[sequence - 1]!, sequence));
  }
  expect(sequencesOf(reader.taken)).toEqual(numbers(16, 40));
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(client.pid).not.toBe(pid), { timeout: 60_000 });
  await play(client, 41, 44);
  await taken(client);
  expect(sequencesOf(reader.taken)).toEqual(numbers(16, 44));
  reader.close();
});

test('readers follow a camera that gives H.264 instead of JPEGs, and the other way, with a keyframe and nothing twice', async () => {
  const client = mediaProcess();
  const jpegs = await smallJpegs(16);
  const reader = read(client);
  const playJpegs = async (from: number, to: number): Promise<void> => {
    for (const sequence of numbers(from, to)) {
      client.write(frameOf(jpegs[sequence % 16]!, sequence, sequence * interval));
      await vi.waitFor(() => expect(sequencesOf(reader.taken)).toContain(sequence), { timeout: 60_000 });
    }
  };
  await playJpegs(1, 10);
  await play(client, 16, 25);
  await playJpegs(26, 35);
  expect(sequencesOf(reader.taken)).toEqual([...numbers(1, 10), ...numbers(16, 35)]);
  const first = (sequence: number): EncodedPacket | undefined => reader.taken.find((packet) => packet.sequence === sequence);
  expect([1, 16, 26].map((sequence) => first(sequence)?.isKeyframe)).toEqual([true, true, true]);
  expect([1, 16, 26].map((sequence) => first(sequence)?.size.cameraProfile)).toEqual([undefined, 66, undefined]);
  reader.close();
});

test('JPEGs are made of it while somebody wants them, beginning at once, and nothing is decoded otherwise', async () => {
  const client = mediaProcess();
  const pictures: { jpeg: Buffer; captureMilliseconds: number }[] = [];
  client.onPicture((jpeg, captureMilliseconds) => pictures.push({ jpeg, captureMilliseconds }));
  await play(client, 1, 25);
  expect(client.pid).toBeUndefined(); // nobody wants any
  client.wantPictures({ quality: 90, framesPerSecond: 30 });
  // Picture 25 needs those since 16, of which none is shown.
  await vi.waitFor(() => expect(pictures).toHaveLength(1), { timeout: 60_000 });
  expect(pictures[0]?.captureMilliseconds).toBeCloseTo(25 * interval, 6);
  expect(readJpegSize(pictures[0]!.jpeg)).toEqual({ widthPixels: 320, heightPixels: 180 });
  const jpegs = await smallJpegs(16);
  expect(averageDifference(await decodePixels(pictures[0]!.jpeg), await decodePixels(jpegs[24 % 16]!))).toBeLessThan(12);
  for (let sequence = 26; sequence <= 40; sequence += 1) {
    const before = pictures.length;
    client.write(encodedFrame(packets[sequence - 1]!, sequence));
    await vi.waitFor(() => expect(pictures.length).toBe(before + 1), { timeout: 60_000 });
  }
  const { pid } = client;
  client.wantPictures(null);
  await vi.waitFor(() => expect(client.pid).toBeUndefined(), { timeout: 60_000 });
  expect(pid).toBeDefined();
});

test('without a picture of the camera nothing runs for those who want JPEGs', () => {
  const client = mediaProcess();
  client.wantPictures({ quality: 90, framesPerSecond: 30 });
  expect(client.pid).toBeUndefined(); // there is nothing to make them of
});

test('no more JPEGs are made than are wanted in a second', async () => {
  const client = mediaProcess();
  const times: number[] = [];
  client.onPicture((_, captureMilliseconds) => times.push(captureMilliseconds));
  client.wantPictures({ quality: 60, framesPerSecond: 5 });
  for (let sequence = 1; sequence <= 60; sequence += 1) {
    client.write(encodedFrame(packets[sequence - 1]!, sequence));
    await sleep(10);
    await taken(client);
  }
  // On a busy machine the last ones that are due may be left out.
  await vi.waitFor(() => expect(times.at(-1)).toBeGreaterThan(49 * interval), { timeout: 60_000 });
  expect(times.length).toBeLessThanOrEqual(21);
  // One that came late may be close to the next, but in no second there are more than one beyond the rate.
  expect(Math.min(...times.slice(6).map((time, index) => time - times[index]!))).toBeGreaterThan(1000 - interval);
});

test('a picture that cannot be decoded costs those that need it, and no more', async () => {
  const client = mediaProcess();
  const times: number[] = [];
  client.onPicture((_, captureMilliseconds) => times.push(captureMilliseconds));
  client.wantPictures({ quality: 60, framesPerSecond: 30 });
  await play(client, 1, 10);
  client.write({ ...encodedFrame(packets[10]!, 11), annexB: Buffer.concat([Buffer.from([0, 0, 1, 0x41]), Buffer.alloc(500, 0x55)]) });
  await play(client, 12, 45);
  await vi.waitFor(() => expect(times.at(-1)).toBeCloseTo(45 * interval, 6), { timeout: 60_000 });
  expect(client.pid).toBeDefined();
});

test.each([
  ['another size', await cameraH264(30, { widthPixels: 640, heightPixels: 360 }), { widthPixels: 640, heightPixels: 360 }, 66],
  ['another profile', await cameraH264(30, { profile: 'high' }), { widthPixels: 320, heightPixels: 180 }, 100],
])('a camera that changes to %s ends the recording, which plays up to then', async (_, others, size, profile) => {
  await using directory = await temporaryDirectory();
  const client = mediaProcess();
  keep(client);
  const { feed, seen, hasBegun, finished } = await recordingIn(directory.path, client, 0);
  await play(client, 1, 30);
  await hasBegun(1);
  for (const [index, packet] of others.entries()) {
    client.write({ ...encodedFrame(packet, 31 + index, size), profile });
    await taken(client);
  }
  await vi.waitFor(() => expect(seen.changes).toBe(1), { timeout: 60_000 });
  const { parts } = await feed.finish(61 * interval, 60_000);
  expect(await client.finalize(parts, finished)).toMatchObject({
    frameCount: 30,
    widthPixels: 320,
    durationMilliseconds: expect.closeTo(31 * interval, -2),
  });
  expect((await decodeVideo(finished)).pictures).toBe(30);
  // What came later is in the last minutes, and a recording of it can begin.
  await vi.waitFor(
    async () => {
      const facts = await client.askHistory('describe-history', {});
      expect(facts?.span?.untilMilliseconds).toBeCloseTo(60 * interval, 6);
    },
    { timeout: 60_000 },
  );
  const clip = await client.askHistory('find-clip', { fromMilliseconds: 0, untilMilliseconds: 60 * interval });
  expect(clip?.untilMilliseconds).toBeLessThan(34 * interval); // one that plays, too
});

test('parameters that change without the size go on in the same file, which plays', async () => {
  await using directory = await temporaryDirectory();
  const client = mediaProcess();
  const { feed, seen, hasBegun, finished } = await recordingIn(directory.path, client, 0);
  await play(client, 1, 30);
  await hasBegun(1);
  const others = await cameraH264(30, { options: { level: '4.0', 'x264-params': 'ref=3:keyint=30:level=4.0' } });
  for (const [index, packet] of others.entries()) {
    client.write(encodedFrame(packet, 31 + index));
    await sleep(3);
  }
  const { parts } = await feed.finish(61 * interval, 60_000);
  expect(seen.changes).toBe(0);
  await client.finalize(parts, finished);
  expect((await decodeVideo(finished)).pictures).toBe(60);
});

test('a camera that gives H.264 instead of JPEGs, and the other way, is followed', async () => {
  await using directory = await temporaryDirectory();
  const client = mediaProcess();
  keep(client);
  const jpegs = await smallJpegs(16);
  for (let sequence = 1; sequence <= 20; sequence += 1) {
    client.write(frameOf(jpegs[sequence % 16]!, sequence, sequence * interval));
    await sleep(5);
  }
  await vi.waitFor(
    async () => {
      const facts = await client.askHistory('describe-history', {});
      expect(facts?.span?.untilMilliseconds).toBeCloseTo(20 * interval, 6);
    },
    { timeout: 60_000 },
  );
  const { feed, seen, finished } = await recordingIn(directory.path, client, 20 * interval, 1000);
  for (const [index, packet] of packets.slice(0, 30).entries()) {
    client.write(encodedFrame(packet, 21 + index));
    await taken(client);
  }
  await vi.waitFor(() => expect(seen.changes).toBe(1), { timeout: 60_000 });
  const { parts } = await feed.finish(51 * interval, 60_000);
  await client.finalize(parts, finished);
  const { pictures } = await decodeVideo(finished);
  expect(pictures).toBeGreaterThan(10);
  for (let sequence = 51; sequence <= 70; sequence += 1) {
    client.write(frameOf(jpegs[sequence % 16]!, sequence, sequence * interval));
    await sleep(5);
  }
  await vi.waitFor(
    async () => {
      const facts = await client.askHistory('describe-history', {});
      expect(facts?.span?.untilMilliseconds).toBeCloseTo(70 * interval, 6);
    },
    { timeout: 60_000 },
  );
});
