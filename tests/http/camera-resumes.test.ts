/** What was on comes back on, and what was stopped stays so: PetLog is killed each time, as a power cut does. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LiveStatus } from '../../shared/api.ts';
import { call, StreamReader } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeEach(async () => {
  directory = await temporaryDirectory();
});

afterEach(() => directory[Symbol.asyncDispose]());

const status = async (url: string): Promise<LiveStatus> => LiveStatus.parse((await call(`${url}/live/status`)).body);

/** Does something, and is killed as soon as it is answered. */
async function lifeThat(does: (url: string) => Promise<unknown>, alwaysOn: boolean): Promise<void> {
  await using petlog = await startPetLog({
    dataDirectory: directory.path,
    config: { camera: { always_on: alwaysOn, resolution: [320, 240] } },
  });
  await does(petlog.url);
  await petlog.stop('SIGKILL');
}

const start = (url: string): Promise<unknown> => call(`${url}/live/start`, 'POST');
const stop = (url: string): Promise<unknown> => call(`${url}/live/stop`, 'POST');
const privacy =
  (on: boolean) =>
  (url: string): Promise<unknown> =>
    call(`${url}/live/privacy`, 'POST', { on });
const watch = async (url: string): Promise<void> => {
  const viewer = new StreamReader(Number(new URL(url).port));
  await viewer.next(1);
  viewer.close();
};

test('a camera that a person started is live again, and until a person stops it', async () => {
  await lifeThat(start, false);
  await lifeThat(async (url) => {
    await expect.poll(() => status(url)).toMatchObject({ state: 'live', explicitly_started: true });
    await stop(url);
  }, false);
  await lifeThat(async (url) => expect(await status(url)).toMatchObject({ state: 'stopped' }), false);
});

test('always on: what a person stopped stays stopped until somebody needs it', async () => {
  await lifeThat(async (url) => {
    await expect.poll(() => status(url)).toMatchObject({ state: 'live' });
    await stop(url);
  }, true);
  await lifeThat(async (url) => {
    expect(await status(url)).toMatchObject({ state: 'stopped', frame_counter: 0 });
    await watch(url);
    // Whoever watches does not wait for the disk.
    await expect.poll(() => readFile(join(directory.path, 'camera.json'), 'utf8')).toContain('null');
  }, true);
  await lifeThat((url) => expect.poll(() => status(url)).toMatchObject({ state: 'live' }), true);
});

test('privacy wins, and the camera comes back when it is released', async () => {
  await lifeThat(async (url) => {
    await start(url);
    await privacy(true)(url);
  }, false);
  await lifeThat(async (url) => {
    expect(await status(url)).toMatchObject({ state: 'stopped', privacy: true, frame_counter: 0 });
    await privacy(false)(url);
  }, false);
  await lifeThat((url) => expect.poll(() => status(url)).toMatchObject({ state: 'live', explicitly_started: true, privacy: false }), false);
});

test('a stop that ends by itself says who, when and until when, also after a power cut, and ends then', async () => {
  const until = new Date(Date.now() + 60_000).toISOString();
  await lifeThat(async (url) => {
    await start(url);
    await expect.poll(() => status(url)).toMatchObject({ state: 'live' });
    expect((await call(`${url}/live/stop`, 'POST', { until })).body).toMatchObject({ status: 'stopped', paused_until: until });
    expect((await call(`${url}/live/stop`, 'POST', { until: '2020-01-01T00:00:00Z' })).status).toBe(422);
    expect((await call(`${url}/live/stop`, 'POST', { until, pause_seconds: 5 })).status).toBe(422);
  }, false);
  await lifeThat(async (url) => {
    expect(await status(url)).toMatchObject({ state: 'stopped', explicitly_stopped: true, pause: { by: null, until } });
    await call(`${url}/live/stop`, 'POST', { pause_seconds: 1 });
    await expect.poll(() => status(url)).toMatchObject({ state: 'live', explicitly_started: true, explicitly_stopped: false, pause: null });
  }, false);
});
