import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { readJpegSize } from '../../../main/frames/jpeg-size.ts';
import { interval, mediaProcess, taken } from '../../support/camera-media.ts';
import { averageDifference, decodePixels } from '../../support/pixels.ts';
import { encodedFrame, packets, play } from '../../support/played-h264.ts';
import { smallJpegs } from '../../support/small-jpegs.ts';

test('JPEGs are made of it while somebody wants them, beginning at once, and nothing is decoded otherwise', async () => {
  const client = mediaProcess();
  const pictures: { jpeg: Buffer; captureMilliseconds: number }[] = [];
  client.onPicture((jpeg, captureMilliseconds) => pictures.push({ jpeg, captureMilliseconds }));
  await play(client, 1, 25);
  expect(client.pid).toBeUndefined(); // nobody wants any
  client.wantPictures({ quality: 90, framesPerSecond: 30 });
  await vi.waitFor(() => expect(pictures.at(-1)?.captureMilliseconds).toBeCloseTo(25 * interval, 6), { timeout: 60_000 });
  // Picture 25 needs those since 16, of which none is shown, but for one where they come in two pieces.
  expect(pictures.length).toBeLessThanOrEqual(2);
  const { jpeg } = pictures.at(-1)!;
  expect(readJpegSize(jpeg)).toEqual({ widthPixels: 320, heightPixels: 180 });
  const jpegs = await smallJpegs(16);
  expect(averageDifference(await decodePixels(jpeg), await decodePixels(jpegs[24 % 16]!))).toBeLessThan(12);
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
    await sleep(20);
    await taken(client);
  }
  // On a busy machine the last ones that are due may be left out.
  await vi.waitFor(() => expect(times.at(-1)).toBeGreaterThan(49 * interval), { timeout: 60_000 });
  expect(times.length).toBeLessThanOrEqual(21);
  // Those that came late may be close to the next, but in no second there are more than two beyond the rate.
  expect(Math.min(...times.slice(7).map((time, index) => time - times[index]!))).toBeGreaterThan(1000 - interval);
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
