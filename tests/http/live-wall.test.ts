/** Many cameras in one answer. */
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LiveStatus } from '../../shared/api.ts';
import { call, StreamReader } from '../support/http-client.ts';
import { type PetLogProcess, startPetLog } from '../support/petlog-process.ts';

const small = { resolution: [640, 360] as [number, number], frame_rate: 10, idle_stop_seconds: 0 };
let petlog: PetLogProcess;
let readers: StreamReader[];

beforeEach(async () => {
  readers = [];
  petlog = await startPetLog({
    config: {
      camera: { ...small, source: 'mock' },
      cameras: {
        garden: { ...small, source: 'mock' },
        hall: { ...small, source: 'mock' },
        attic: { ...small, source: 'mock', enabled: false },
      },
    },
  });
});

afterEach(async () => {
  readers.forEach((reader) => reader.close());
  await petlog[Symbol.asyncDispose]();
});

function watch(query: string): StreamReader {
  const reader = new StreamReader(Number(new URL(petlog.url).port), `/live/wall${query}`);
  readers.push(reader);
  return reader;
}

const camerasIn = (reader: StreamReader): Set<string | undefined> => new Set(reader.parts.map(({ headers }) => headers['X-Camera-Id']));
const statusOf = async (camera: string): Promise<LiveStatus> =>
  LiveStatus.parse((await call(`${petlog.url}/live/status?camera=${camera}`)).body);

test('shows the cameras that are asked for, small, and goes on without one that becomes private', async () => {
  const reader = watch('?cameras=garden,main,attic&width=300');
  await reader.until(() => reader.parts.length >= 6 && camerasIn(reader).size === 2);
  expect(reader.head).toContain('Content-Type: multipart/x-mixed-replace; boundary=frame');
  expect(camerasIn(reader)).toEqual(new Set(['garden', 'main']));
  const photograph = reader.parts.filter(({ headers }) => headers['X-PetLog-Placeholder'] === undefined);
  expect(photograph[0]?.headers['X-Timestamp']).toMatch(/^\d+\.\d{6}$/);
  expect(await sharp(photograph[0]?.jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 180 });
  expect(await statusOf('garden')).toMatchObject({ state: 'live', active_streams: 1 });
  expect(await statusOf('hall')).toMatchObject({ state: 'stopped', active_streams: 0 });

  expect((await call(`${petlog.url}/live/privacy`, 'POST', { on: true, camera: 'garden' })).status).toBe(200);
  const from = reader.parts.length;
  await reader.next(6);
  expect(new Set(reader.parts.slice(from + 1).map(({ headers }) => headers['X-Camera-Id']))).toEqual(new Set(['main']));
  expect(await statusOf('garden')).toMatchObject({ privacy: true, active_streams: 0 });

  await call(`${petlog.url}/live/stop`, 'POST', {});
  await reader.untilEnded();
});

test('says what is wrong, and starts nothing', async () => {
  for (const [query, status, code] of [
    ['?cameras=main,cellar', 404, 'camera_not_found'],
    ['?cameras=', 422, 'invalid_input'],
    ['?cameras=main&width=3', 422, 'invalid_input'],
    ['?cameras=attic', 409, 'camera_disabled'],
  ] as const) {
    expect(await call(`${petlog.url}/live/wall${query}`)).toMatchObject({ status, body: { code } });
  }
  expect((await call(`${petlog.url}/live/wall`, 'HEAD')).status).toBe(200);
  const refusal = { status: 503, body: { code: 'camera_unavailable' } };
  expect((await call(`${petlog.url}/live/stop`, 'POST', { camera: 'garden' })).status).toBe(200);
  expect(await call(`${petlog.url}/live/wall?cameras=garden&start=false`)).toMatchObject(refusal);
  expect(await call(`${petlog.url}/live/snapshot?camera=garden&start=false`)).toMatchObject(refusal);
  expect((await call(`${petlog.url}/settings`, 'PATCH', { limits: { viewers: 2 } })).status).toBe(200);
  expect(await call(`${petlog.url}/live/wall?cameras=main,garden,hall`)).toMatchObject({ body: { code: 'too_many_viewers' } });
  for (const camera of ['main', 'garden', 'hall']) {
    expect(await statusOf(camera)).toMatchObject({ state: 'stopped', active_streams: 0 });
  }
});

test('goes without a camera that somebody has stopped, where it may not start one', async () => {
  expect((await call(`${petlog.url}/live/stop`, 'POST', { camera: 'garden' })).status).toBe(200);
  const reader = watch('?cameras=garden,main&start=false');
  await reader.until(() => reader.parts.length >= 6);
  expect(camerasIn(reader)).toEqual(new Set(['main']));
  expect(await statusOf('garden')).toMatchObject({ state: 'stopped', explicitly_stopped: true, active_streams: 0 });
});
