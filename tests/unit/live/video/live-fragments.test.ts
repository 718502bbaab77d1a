import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LiveFragments } from '../../../../main/live/video/live-fragments.ts';
import type { EncodedPacket } from '../../../../main/media/protocol.ts';
import { cameraH264 } from '../../../support/camera-h264.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { videoFacts } from '../../../support/video-facts.ts';

const size = { widthPixels: 320, heightPixels: 180, cameraProfile: 66 };
const wallOf = (milliseconds: number): number => 1_800_000_000_000_000 + milliseconds * 1000;

/** Packets of a camera, captured at those times. */
async function packets(captureTimes: readonly number[], keyframeEvery = 30): Promise<EncodedPacket[]> {
  return (await cameraH264(captureTimes.length, { keyframeEvery })).map(({ annexB, isKeyframe }, index) => ({
    annexB,
    isKeyframe,
    captureMilliseconds: captureTimes[index]!,
    sequence: index + 1,
    size,
  }));
}

const newFragments = (): LiveFragments => new LiveFragments(() => 100, wallOf);

/** Presentation times in milliseconds, as ffprobe reads them from what a viewer would have saved. */
async function playedTimes(bytes: readonly Buffer[]): Promise<{ times: number[]; decoded: number }> {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'live.mp4');
  await writeFile(path, Buffer.concat(bytes));
  const { times, decodedCount } = await videoFacts(path);
  return { times: times.map((seconds) => Math.round(seconds * 1000)), decoded: decodedCount };
}

test('every picture is a fragment of a video without holes, which keeps the time of the camera', async () => {
  const fragments = newFragments();
  const made = (await packets([5000, 5100, 5230, 5290, 5400])).map((packet) => fragments.add(packet));
  const { times, decoded } = await playedTimes([fragments.beginning!.initialization, ...made.map(({ bytes }) => bytes)]);
  // Each picture is shown where the one before it was expected to end.
  expect(times).toEqual([0, 100, 200, 330, 390]);
  expect(decoded).toBe(5);
});

test('after a pause the time of the video is that of the camera', async () => {
  const fragments = newFragments();
  const made = (await packets([0, 100, 10_100, 10_200], 2)).map((packet) => fragments.add(packet));
  const { times } = await playedTimes([fragments.beginning!.initialization, ...made.map(({ bytes }) => bytes)]);
  expect(times).toEqual([0, 100, 10_100, 10_200]);
});

test('each fragment says when its picture was captured', async () => {
  const fragments = newFragments();
  const { bytes } = fragments.add((await packets([2500]))[0]!);
  expect(bytes.toString('latin1', 4, 8)).toBe('prft');
  const unixSeconds = bytes.readUInt32BE(16) - 2_208_988_800;
  expect(unixSeconds * 1000 + (bytes.readUInt32BE(20) / 2 ** 32) * 1000).toBeCloseTo(wallOf(2500) / 1000, 2);
});

test('whoever comes is given the pictures since the newest keyframe, as the others were given them', async () => {
  const fragments = newFragments();
  expect(fragments.beginning).toBeNull();
  const made = (await packets([0, 100, 200, 300, 400], 3)).map((packet) => fragments.add(packet));
  const { initialization, group } = fragments.beginning!;
  expect(group).toEqual(made.slice(3));
  expect(group[0]!.bytes).toBe(made[3]!.bytes);
  const { decoded } = await playedTimes([initialization, ...group.map(({ bytes }) => bytes)]);
  expect(decoded).toBe(2);
  fragments.forget();
  expect(fragments.beginning).toBeNull();
});

test('what the video begins with stays the same until it has another size', async () => {
  const fragments = newFragments();
  const [first, second, third] = await packets([0, 100, 200], 1);
  fragments.add(first!);
  const { initialization } = fragments.beginning!;
  fragments.add(second!);
  expect(fragments.beginning!.initialization).toBe(initialization);
  fragments.add({ ...third!, size: { ...size, widthPixels: 640 } });
  expect(fragments.beginning!.initialization).not.toBe(initialization);
  expect(fragments.beginning!.initialization.equals(initialization)).toBe(false);
});

test('of a camera that makes hardly any keyframes, no more is kept than is of use', async () => {
  const fragments = newFragments();
  const [keyframe, following] = await packets([0, 100]);
  fragments.add(keyframe!);
  // A picture of a megabyte, of which only the bytes matter here.
  const large = { ...following!, annexB: Buffer.concat([following!.annexB, Buffer.alloc(1024 * 1024, 0xff)]) };
  for (let index = 1; index <= 40; index += 1) {
    fragments.add({ ...large, captureMilliseconds: index * 100, sequence: index + 1 });
  }
  expect(fragments.beginning!.group).toEqual([]);
  const next = fragments.add({ ...keyframe!, captureMilliseconds: 5000, sequence: 50 });
  expect(fragments.beginning!.group).toEqual([next]);
});
