import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { cameraH264 } from '../../support/camera-h264.ts';
import { interval, keep, mediaProcess, recordingIn, taken } from '../../support/camera-media.ts';
import { decodeVideo } from '../../support/decode-video.ts';
import { encodedFrame, packets, play } from '../../support/played-h264.ts';
import { frameOf, smallJpegs } from '../../support/small-jpegs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

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
