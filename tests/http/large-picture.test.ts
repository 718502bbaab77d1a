/** All of a Camera Module 3, at a rate that no encoder here can follow: fewer pictures, and never a failure. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, vi } from 'vitest';
import { LiveStatus, RecordingsPage, RecordStopOutput } from '../../shared/api.ts';
import { FakeCamera } from '../support/fake-camera/fake-camera.ts';
import { call, StreamReader } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { smallJpegs } from '../support/small-jpegs.ts';
import { videoFacts } from '../support/video-facts.ts';

const [width, height] = [4608, 2592];
const recordedSeconds = 3;

/** JPEGs back to back, as fine as such a camera's. */
async function largeJpegs(): Promise<Buffer> {
  const small = await smallJpegs(6, width / 4, height / 4);
  const large = small.map((jpeg) => sharp(jpeg).resize(width, height, { kernel: 'nearest' }).jpeg({ quality: 85 }).toBuffer());
  return Buffer.concat(await Promise.all(large));
}

it('a camera of twelve megapixels streams, gives a snapshot, is recorded, and the recording plays', async () => {
  await using camera = await FakeCamera.install(['rpicam-vid']);
  const picturesFile = join(camera.directory, 'large.mjpeg');
  await writeFile(picturesFile, await largeJpegs());
  await camera.behave({ picturesFile });
  await using petlog = await startPetLog({
    arguments: ['--camera', 'rpicam'],
    environment: { PATH: camera.environment().PATH ?? '' },
    config: { camera: { resolution: [width, height], frame_rate: 15 } },
  });
  const status = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${petlog.url}/live/status`)).body);

  const viewer = new StreamReader(Number(new URL(petlog.url).port));
  const parts = await viewer.next(4);
  const sizes = await Promise.all(parts.map(async ({ jpeg }) => sharp(jpeg).metadata()));
  expect(sizes.map((size) => [size.width, size.height])).toEqual(parts.map(() => [width, height]));
  expect(new Set(parts.map(({ jpeg }) => jpeg.length)).size).toBeGreaterThan(1);
  expect(parts.every(({ headers }) => headers['X-PetLog-Placeholder'] === undefined)).toBe(true);
  viewer.close();

  const snapshot = Buffer.from(await (await fetch(`${petlog.url}/live/snapshot`)).arrayBuffer());
  expect(await sharp(snapshot).metadata()).toMatchObject({ format: 'jpeg', width, height });
  expect((await sharp(snapshot).stats()).channels.every(({ stdev }) => stdev > 10)).toBe(true);

  const started = await call(`${petlog.url}/live/record/start`, 'POST', { filename: 'large' });
  expect([started.status, started.body.code]).toEqual([200, undefined]);
  await vi.waitFor(async () => expect((await status()).current_recording?.elapsed_seconds).toBeGreaterThan(recordedSeconds), {
    timeout: 60_000,
  });
  expect(await status()).toMatchObject({ state: 'live', recording: true, problems: [] });
  const { body } = await call(`${petlog.url}/live/record/stop`, 'POST');
  const stopped = RecordStopOutput.parse(body);
  expect(stopped.duration_seconds).toBeGreaterThan(recordedSeconds);

  const page = RecordingsPage.parse((await call(`${petlog.url}/recordings`)).body);
  expect(page.recordings).toMatchObject([{ filename: 'large.mp4' }]);
  const file = join(petlog.dataDirectory, 'played.mp4');
  const played = await fetch(`${petlog.url}/recordings/${page.recordings[0]?.recording_id ?? ''}`);
  await writeFile(file, Buffer.from(await played.arrayBuffer()));
  const { times, decodedCount, durationSeconds } = await videoFacts(file);
  expect(times.length).toBeGreaterThan(1);
  expect(decodedCount).toBe(times.length);
  expect(Math.abs(durationSeconds - stopped.duration_seconds)).toBeLessThan(1);
  expect(await petlog.stop()).toEqual({ code: 0, signal: null });
});
