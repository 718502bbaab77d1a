/** A camera that encodes by itself: watched, recorded and looked back at, with nothing encoded anew. */
import { join } from 'node:path';
import { beforeAll, expect, it, vi } from 'vitest';
import { readJpegSize } from '../../main/frames/jpeg-size.ts';
import { FragmentReader } from '../../main/mp4/fragment-reader.ts';
import { LiveStatus, RecordStopOutput } from '../../shared/api.ts';
import { CameraList } from '../../shared/cameras.ts';
import { decodeVideo } from '../support/decode-video.ts';
import { encodedFootage } from '../support/encoded-footage.ts';
import { FakeCamera } from '../support/fake-camera/fake-camera.ts';
import { call, StreamReader } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';

beforeAll(() => encodedFootage({ widthPixels: 640, heightPixels: 360 }, 30), 60_000);

it('is seen, recorded and kept as it encodes', async () => {
  await using camera = await FakeCamera.install(['rpicam-vid']);
  const { PATH = '' } = camera.environment();
  await using petlog = await startPetLog({
    arguments: ['--camera', 'rpicam'],
    environment: { PATH },
    config: { camera: { codec: 'h264', resolution: [640, 360], frame_rate: 15, always_on: true }, recording: { pre_roll_seconds: 2 } },
  });
  const status = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${petlog.url}/live/status`)).body);
  await vi.waitFor(async () => expect(await status()).toMatchObject({ state: 'live', resolution: [640, 360] }), { timeout: 60_000 });

  const viewer = new StreamReader(Number(new URL(petlog.url).port));
  const parts = await viewer.next(10);
  expect(parts.map(({ jpeg }) => readJpegSize(jpeg))).toEqual(Array(10).fill({ widthPixels: 640, heightPixels: 360 }));

  await call(`${petlog.url}/live/record/start`, 'POST', { filename: 'encoded' });
  await viewer.next(30);
  const stopped = RecordStopOutput.parse((await call(`${petlog.url}/live/record/stop`, 'POST')).body);
  const path = join(petlog.dataDirectory, stopped.recording_path);
  const { pictures, durationSeconds } = await decodeVideo(path);
  expect(durationSeconds).toBeCloseTo(stopped.duration_seconds, 0);
  expect(pictures).toBeGreaterThan(30);
  viewer.socket.destroy();

  const { cameras } = CameraList.parse((await call(`${petlog.url}/cameras`)).body);
  expect(cameras.map(({ codecs }) => codecs)).toEqual([['h264']]);
  const snapshot = await fetch(`${petlog.url}/live/snapshot`);
  expect(readJpegSize(Buffer.from(await snapshot.arrayBuffer()))).toEqual({ widthPixels: 640, heightPixels: 360 });

  // A camera that dies comes back to the same.
  process.kill((await camera.starts()).at(-1)?.pid ?? 0, 'SIGKILL');
  await vi.waitFor(async () => expect(await camera.starts()).toHaveLength(2), { timeout: 60_000 });
  await vi.waitFor(async () => expect((await status()).state).toBe('live'), { timeout: 60_000 });
});

/** When the first picture of the live video was captured that somebody gets who comes now, in milliseconds by the wall clock. */
async function firstCaptured(url: string): Promise<number> {
  const times: number[] = [];
  const reader = new FragmentReader({ onMovie: () => {}, onProducerTime: (captured) => times.push(captured / 1000), onSound: () => {} });
  const { body } = await fetch(`${url}/live/video`);
  for await (const chunk of body!) {
    reader.push(Buffer.from(chunk));
    if (times.length > 0) {
      break;
    }
  }
  return times[0]!;
}

it('shows nothing from before privacy to whoever comes afterwards', async () => {
  await using camera = await FakeCamera.install(['rpicam-vid']);
  const { PATH = '' } = camera.environment();
  await using petlog = await startPetLog({
    arguments: ['--camera', 'rpicam'],
    environment: { PATH },
    config: { camera: { codec: 'h264', resolution: [640, 360], frame_rate: 15 }, recording: { rewind_minutes: 0, pre_roll_seconds: 0 } },
  });
  await firstCaptured(petlog.url);
  await call(`${petlog.url}/live/privacy`, 'POST', { on: true });
  const endedMilliseconds = Date.now();
  await call(`${petlog.url}/live/privacy`, 'POST', { on: false });
  expect(await firstCaptured(petlog.url)).toBeGreaterThan(endedMilliseconds);
});
