import { writeFile } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { PictureProcessClient, UnreadableVideoError } from '../../../main/pictures/picture-process-client.ts';
import { childModuleUrl } from '../../../main/system/child-module.ts';
import { createSystemClock, type Clock } from '../../../main/system/clock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { writePhoneVideo } from '../../support/phone-video.ts';
import { isAlive } from '../../support/process-life.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const footage = fileURLToPath(new URL('../../support/cat-visit-720p15.mp4', import.meta.url));

/** Each picture of a preview takes a tenth of a second of the processor. */
const request = (path: string, previewFrames = 2) => ({ path, durationMilliseconds: 20_000, previewFrames });

/** Not at its own priority, at which it stands still for as long as other tests want the processor. */
function openClient({ clock = createSystemClock(), priority = getPriority() }: { clock?: Clock; priority?: number | undefined } = {}) {
  const client = new PictureProcessClient({ program: childModuleUrl('picture-process'), priority, clock, logger: silentLogger });
  return { client, [Symbol.asyncDispose]: () => client.close() };
}

test('makes a thumbnail, and a preview with as many different pictures as were asked for', async () => {
  await using scope = openClient();
  const { thumbnail, preview } = await scope.client.make(request(footage, 12));
  expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 180 });
  expect(await sharp(preview).metadata()).toMatchObject({ format: 'jpeg', width: 12 * 160, height: 90 });
  const tiles = await Promise.all(
    [0, 6, 11].map((index) =>
      sharp(preview)
        .extract({ left: index * 160, top: 0, width: 160, height: 90 })
        .raw()
        .toBuffer(),
    ),
  );
  expect(tiles[0]).not.toEqual(tiles[1]);
  expect(tiles[1]).not.toEqual(tiles[2]);
  const { channels } = await sharp(thumbnail).stats();
  expect(channels.every(({ stdev }) => stdev > 10)).toBe(true);
});

test('a video that was filmed turned is turned in its pictures too', async () => {
  await using directory = await temporaryDirectory();
  await using scope = openClient();
  const upright = await scope.client.make(request(footage));
  for (const degrees of [90, 180, 270] as const) {
    const path = join(directory.path, `${degrees}.mp4`);
    await writePhoneVideo(path, degrees);
    const turned = await scope.client.make(request(path));
    const size = degrees === 180 ? [320, 180] : [180, 320];
    const expected = await sharp(upright.thumbnail).rotate(degrees).raw().toBuffer();
    const { data, info } = await sharp(turned.thumbnail).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual(size);
    const meanDifference = data.reduce((sum, value, index) => sum + Math.abs(value - expected[index]!), 0) / data.length;
    expect(meanDifference).toBeLessThan(3);
    expect(await sharp(turned.preview).metadata()).toMatchObject({ width: 2 * (size[0]! / 2), height: size[1]! / 2 });
  }
});

test('runs at the lowest priority', async () => {
  const client = new PictureProcessClient({ program: childModuleUrl('picture-process'), clock: createSystemClock(), logger: silentLogger });
  const made = client.make(request(footage)).catch((error: unknown) => error);
  expect(getPriority(client.pid ?? 0)).toBe(19);
  await client.close();
  expect(await made).toBeInstanceOf(Error);
});

test('tells a file that is no video from other failures, and goes on', async () => {
  await using directory = await temporaryDirectory();
  await using scope = openClient();
  const broken = join(directory.path, 'broken.mp4');
  await writeFile(broken, 'this is no video');
  const [first, second] = await Promise.allSettled([scope.client.make(request(broken)), scope.client.make(request(footage))]);
  expect(first).toMatchObject({ status: 'rejected', reason: expect.any(UnreadableVideoError) });
  expect(second.status).toBe('fulfilled');
});

test('a killed process costs the picture that it was making, and no other', async () => {
  await using scope = openClient();
  const lost = scope.client.make(request(footage));
  const next = scope.client.make(request(footage));
  process.kill(scope.client.pid ?? 0, 'SIGKILL');
  const error: unknown = await lost.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(UnreadableVideoError);
  expect((await next).thumbnail.length).toBeGreaterThan(1000);
});

test('waits while something more important starts', async () => {
  const clock = new ManualClock();
  await using scope = openClient({ clock });
  scope.client.pause(5000);
  const made = scope.client.make(request(footage));
  await clock.advance(4999);
  expect(scope.client.pid).toBeUndefined();
  await clock.advance(1);
  expect((await made).preview.length).toBeGreaterThan(1000);
});

test('leaves no process behind', async () => {
  const { client } = openClient();
  await client.make(request(footage));
  const pid = client.pid ?? 0;
  expect(isAlive(pid)).toBe(true);
  await client.close();
  expect(isAlive(pid)).toBe(false);
  await expect(client.make(request(footage))).rejects.toThrow('stopping');
});
