import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { PacketPreparation } from '../../../main/camera/packet-preparation.ts';
import type { CameraPacket } from '../../../main/camera/source.ts';
import type { EncodedFrame } from '../../../main/frames/encoded-frame.ts';
import { readJpegSize } from '../../../main/frames/jpeg-size.ts';
import type { MediaProcessClient } from '../../../main/media/media-process-client.ts';
import type { EncodedPacket, Sight } from '../../../main/media/protocol.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { recordingPictures } from '../../../main/picture-process/recording-pictures.ts';
import { cameraH264 } from '../../support/camera-h264.ts';
import { cameraH265 } from '../../support/camera-h265.ts';
import { interval, keep, mediaProcess, recordingIn, taken } from '../../support/camera-media.ts';
import { decodeVideo } from '../../support/decode-video.ts';
import { averageDifference, decodePixels } from '../../support/pixels.ts';
import { smallJpegs } from '../../support/small-jpegs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const run = promisify(execFile);
/** A keyframe each second: of the pictures 1, 16, 31 and so on. */
const packets = await cameraH265(130, { keyframeEvery: 15 });

function encodingProcess(): MediaProcessClient {
  const client = mediaProcess();
  client.configure({ frameRate: 15, bitrateKbps: 1000 });
  return client;
}

/** As the application passes them on, without their times. */
function framesOf(given: readonly CameraPacket[], firstSequence = 1): EncodedFrame[] {
  const frames: EncodedFrame[] = [];
  const preparation = new PacketPreparation({
    clock: createSystemClock(),
    onFrame: (frame) => {
      const sequence = firstSequence + frames.length;
      frames.push({ ...frame, sequence, monotonicMilliseconds: sequence * interval, capturedAtMicroseconds: 0 });
    },
    onRefused: (reason) => {
      throw new Error(reason);
    },
  });
  given.forEach((packet) => preparation.push(packet));
  return frames;
}

const frames = framesOf(packets);

async function play(client: MediaProcessClient, given: readonly EncodedFrame[]): Promise<void> {
  for (const [index, frame] of given.entries()) {
    client.write(frame);
    await sleep(3);
    if (index % 5 === 4) {
      await taken(client);
    }
  }
}

/** Codec, tag, and pictures that decode, as Debian's FFmpeg finds them. */
async function probed(path: string): Promise<string> {
  const entries = 'stream=codec_name,codec_tag_string,nb_read_frames';
  const words = ['-v', 'error', '-count_frames', '-select_streams', 'v', '-show_entries', entries, '-of', 'csv=p=0', path];
  return (await run('ffprobe', words)).stdout.trim();
}

test('a recording has the pictures as they came, also after the process was killed, and is hvc1', async () => {
  await using directory = await temporaryDirectory();
  const client = encodingProcess();
  keep(client);
  await play(client, frames.slice(0, 40));
  await vi.waitFor(() => expect(client.historyBytes).toBeGreaterThan(0), { timeout: 60_000 });
  const { feed, hasBegun, finished, part } = await recordingIn(directory.path, client, 40 * interval, 1000);
  await play(client, frames.slice(40, 70));
  await hasBegun(1);
  await vi.waitFor(async () => expect((await decodeVideo(part)).pictures).toBeGreaterThan(40), { timeout: 60_000 });
  const { pid } = client;
  process.kill(pid!, 'SIGKILL');
  await vi.waitFor(() => expect(client.pid).not.toBe(pid), { timeout: 60_000 });
  await play(client, frames.slice(70, 100));
  await hasBegun(2);
  const { parts } = await feed.finish(101 * interval, 60_000);
  expect(parts).toHaveLength(2);
  // From picture 16 on: the newest keyframe that has a second before the request.
  expect(await client.finalize(parts, finished)).toMatchObject({ frameCount: 85, widthPixels: 320, heightPixels: 180 });
  expect(await probed(finished)).toBe('hevc,hvc1,85');
  // A part of it, and its thumbnail.
  const trimmed = join(directory.path, 'part.mp4');
  const part2 = await client.trim({
    ...{ path: finished, fromMilliseconds: 2100, untilMilliseconds: 4000, outputPath: trimmed, minimumFreeBytes: 0 },
  });
  expect(part2.fromMilliseconds).toBe(2000);
  expect(await probed(trimmed)).toBe('hevc,hvc1,30');
  const { thumbnail } = await recordingPictures({ path: finished, durationMilliseconds: 5600, previewFrames: 4 }, () => Promise.resolve());
  expect(readJpegSize(Buffer.from(thumbnail))).toEqual({ widthPixels: 320, heightPixels: 180 });
});

test('the last minutes hold the pictures as they came, and show any of them', async () => {
  await using directory = await temporaryDirectory();
  const client = encodingProcess();
  keep(client);
  await play(client, frames.slice(0, 60));
  await vi.waitFor(
    async () => {
      const facts = await client.askHistory('describe-history', {});
      expect(facts?.span?.untilMilliseconds).toBeCloseTo(60 * interval, 6);
    },
    { timeout: 60_000 },
  );
  const picture = await client.askHistory('read-picture', { atMilliseconds: 50.5 * interval });
  expect(picture?.fromMilliseconds).toBeCloseTo(50 * interval, 6);
  expect(readJpegSize(Buffer.from(picture!.jpeg))).toEqual({ widthPixels: 320, heightPixels: 180 });
  const clip = await client.askHistory('open-clip', { fromMilliseconds: 20 * interval, untilMilliseconds: 40 * interval });
  const content: Buffer[] = [];
  for (let at = 0; at < (clip?.sizeBytes ?? 0); at += content.at(-1)?.length ?? 0) {
    content.push(Buffer.from((await client.askHistory('read-clip', { clipId: clip?.clipId ?? '', positionBytes: at }))!));
  }
  const path = join(directory.path, 'clip.mp4');
  await writeFile(path, Buffer.concat(content));
  expect(await probed(path)).toBe('hevc,hvc1,24'); // from 16 on
  const saved = join(directory.path, 'saved.mp4');
  await writeFile(saved, '');
  const span = { fromMilliseconds: 16 * interval, untilMilliseconds: 40 * interval };
  expect(await client.askHistory('save-clip', { ...span, path: saved, minimumFreeBytes: 0 })).toMatchObject({ facts: { frameCount: 24 } });
  expect(await probed(saved)).toBe('hevc,hvc1,24');
});

test('JPEGs, small grey pictures and H.264 are made of it while somebody wants them', async () => {
  const client = encodingProcess();
  const pictures: { jpeg: Buffer; sequence: number }[] = [];
  const sights: Sight[] = [];
  const encoded: EncodedPacket[] = [];
  client.onPicture((jpeg, captureMilliseconds) => pictures.push({ jpeg, sequence: Math.round(captureMilliseconds / interval) }));
  client.onSight((sight) => sights.push(sight));
  await play(client, frames.slice(0, 25));
  expect(client.passedCodec).toBe('h265');
  expect(client.pid).toBeUndefined(); // nobody needs anything
  client.wantPictures({ quality: 90, framesPerSecond: 30 });
  await vi.waitFor(() => expect(pictures.at(-1)?.sequence).toBe(25), { timeout: 60_000 });
  const jpegs = await smallJpegs(16);
  expect(averageDifference(await decodePixels(pictures.at(-1)!.jpeg), await decodePixels(jpegs[24 % 16]!))).toBeLessThan(12);
  client.notice({ sensitivity: 50, ignored: [] });
  client.showPicture();
  const subscription = client.rendition(180).subscribe({
    mostBytes: 10_000_000,
    onAvailable: () => {
      for (let packet = subscription.take(); packet !== null; packet = subscription.take()) {
        encoded.push(packet);
      }
    },
  });
  for (const frame of frames.slice(25, 45)) {
    client.write(frame);
    await vi.waitFor(() => expect(pictures.at(-1)?.sequence).toBe(frame.sequence), { timeout: 60_000 });
  }
  await vi.waitFor(() => expect(encoded.length).toBeGreaterThan(15), { timeout: 60_000 });
  await vi.waitFor(() => expect(sights.length).toBeGreaterThan(0), { timeout: 60_000 });
  expect(encoded[0]).toMatchObject({ isKeyframe: true, size: { widthPixels: 320, heightPixels: 180 } });
  expect(encoded.every(({ size }) => size.codec === undefined && size.cameraProfile === undefined)).toBe(true);
  subscription.close();
});

test('a camera that changes to other parameter sets, or to H.264, ends the recording, which plays up to then', async () => {
  for (const others of [await cameraH265(20, { parameters: ['level-idc=50'] }), await cameraH264(20)]) {
    await using directory = await temporaryDirectory();
    const client = encodingProcess();
    const { feed, seen, hasBegun, finished } = await recordingIn(directory.path, client, 0);
    await play(client, frames.slice(0, 30));
    await hasBegun(1);
    await play(client, framesOf(others, 31));
    await vi.waitFor(() => expect(seen.changes).toBe(1), { timeout: 60_000 });
    const { parts } = await feed.finish(51 * interval, 60_000);
    await client.finalize(parts, finished);
    expect(await probed(finished)).toBe('hevc,hvc1,30');
  }
});

test.each([
  ['B-frames', { bFrames: 2 }, 'has B-frames'],
  ['interlaced pictures', { parameters: ['interlace=tff'] }, 'is interlaced'],
])('%s are refused with a sentence', async (_, options, reason) => {
  const refusals: string[] = [];
  const preparation = new PacketPreparation({ clock: createSystemClock(), onFrame: () => {}, onRefused: (why) => refusals.push(why) });
  (await cameraH265(8, options)).forEach((packet) => preparation.push(packet));
  expect(refusals).toEqual([expect.stringContaining(`the H.265 of the camera ${reason}`)]);
  expect(refusals[0]).toContain('choose H.264 there');
});
