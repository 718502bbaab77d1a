/** Two PetLogs: the sound of a camera of one is heard by the other, as far as both let it be. */
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { LiveStatus, RecordStopOutput } from '../../shared/api.ts';
import { SoundLevel } from '../../shared/sound.ts';
import { flashingFilm, soundDelays } from '../support/flashing-film.ts';
import { startGstRtspServer } from '../support/gst-rtsp-server.ts';
import { call } from '../support/http-client.ts';
import { apiToken } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

const patience = { timeout: 60_000, interval: 200 };
const nothingKept = { PETLOG_RECORDING_PRE_ROLL_SECONDS: '0', PETLOG_RECORDING_REWIND_MINUTES: '0' };
/** Twelve flashes. */
const pictures = 110;
const opened: RunningPetLog[] = [];

afterEach(async () => {
  for (const running of opened.splice(0).reverse()) {
    await running.stop();
  }
});

async function start(environment: Record<string, string>): Promise<RunningPetLog> {
  const running = await runPetLog({ ...nothingKept, ...environment });
  opened.push(running);
  return running;
}

const statusOf = async ({ url }: RunningPetLog): Promise<LiveStatus> => LiveStatus.parse((await call(`${url}/live/status`)).body);

const levelOf = async ({ url }: RunningPetLog): Promise<number | null> =>
  SoundLevel.parse((await call(`${url}/live/sound/level`)).body).level_dbfs;

const untilHeard = (petlog: RunningPetLog): Promise<void> =>
  vi.waitFor(async () => expect(await levelOf(petlog)).toBeGreaterThan(-60), patience);

const switchSound = ({ url }: RunningPetLog, sound: boolean): Promise<unknown> => call(`${url}/settings`, 'PATCH', { camera: { sound } });

it('begins with whoever hears it, with a token, and obeys the switches of both', async () => {
  const there = await start({
    PETLOG_CAMERA: 'mock',
    PETLOG_CAMERA_RESOLUTION: '320x240',
    PETLOG_CAMERA_SOUND: 'true',
    PETLOG_SECURITY_ACCESS: 'accounts',
  });
  const { token, bearer } = await apiToken(there, 'admin');
  const here = await start({
    PETLOG_ALLOWED_TARGETS: `127.0.0.1:${there.port}`,
    PETLOG_CAMERA: `petlog+http://127.0.0.1:${there.port}`,
    PETLOG_CAMERA_PASSWORD: token,
    PETLOG_CAMERA_SOUND: 'true',
  });
  const viewersThere = async (): Promise<number> =>
    LiveStatus.parse((await call(`${there.url}/live/status`, 'GET', undefined, bearer)).body).active_streams;
  const askThere = (path: string, method: string, body: object): Promise<unknown> => call(there.url + path, method, body, bearer);
  const silence = {
    code: 'microphone_unavailable',
    message: 'Nothing is heard: the camera has its sound switched off in the other PetLog.',
  };

  await call(`${here.url}/live/record/start`, 'POST');
  await untilHeard(here);
  expect(await statusOf(here)).toMatchObject({ state: 'live', has_sound: true, problems: [] });
  expect(await viewersThere()).toBe(2);

  // Off here: nothing is asked for but the picture, which goes on.
  const { state_since: since } = await statusOf(here);
  await switchSound(here, false);
  expect(await levelOf(here)).toBeNull();
  await vi.waitFor(async () => expect(await viewersThere()).toBe(1), patience);
  await switchSound(here, true);
  await untilHeard(here);
  expect(await statusOf(here)).toMatchObject({ state: 'live', state_since: since, problems: [] });

  // Off there.
  await askThere('/settings', 'PATCH', { camera: { sound: false } });
  await vi.waitFor(async () => expect((await statusOf(here)).problems).toMatchObject([silence]), patience);
  await vi.waitFor(async () => expect(await viewersThere()).toBe(1), patience);
  await askThere('/settings', 'PATCH', { camera: { sound: true } });
  await untilHeard(here);
  expect((await statusOf(here)).problems).toEqual([]);

  // Private here, then there.
  await call(`${here.url}/live/privacy`, 'POST', { on: true });
  await vi.waitFor(async () => expect(await viewersThere()).toBe(0), patience);
  await call(`${here.url}/live/privacy`, 'POST', { on: false });
  await call(`${here.url}/live/record/start`, 'POST');
  await untilHeard(here);
  await askThere('/live/privacy', 'POST', { on: true });
  await vi.waitFor(async () => expect(await levelOf(here)).toBeNull(), patience);
  expect(await viewersThere()).toBe(0);
});

it('is in step with the picture', async () => {
  const film = await flashingFilm();
  await using server = await startGstRtspServer('cat', 'mouse', film.video, { encoding: 'aac' });
  const there = await start({
    PETLOG_ALLOWED_TARGETS: '127.0.0.1',
    PETLOG_CAMERA: `rtsp://127.0.0.1:${server.port}/cat`,
    PETLOG_CAMERA_USERNAME: 'cat',
    PETLOG_CAMERA_PASSWORD: 'mouse',
    PETLOG_CAMERA_SOUND: 'true',
  });
  const here = await start({
    PETLOG_ALLOWED_TARGETS: `127.0.0.1:${there.port}`,
    PETLOG_CAMERA: `petlog+http://127.0.0.1:${there.port}`,
    PETLOG_CAMERA_SOUND: 'true',
  });
  await call(`${here.url}/live/record/start`, 'POST');
  await untilHeard(here);
  const { frame_counter: before } = await statusOf(here);
  await vi.waitFor(async () => expect((await statusOf(here)).frame_counter).toBeGreaterThan(before + pictures), patience);
  const stopped = RecordStopOutput.parse((await call(`${here.url}/live/record/stop`, 'POST')).body);
  const delays = await soundDelays(join(here.dataDirectory, stopped.recording_path));
  expect(delays.length).toBeGreaterThan(5);
  // The other leaves out JPEGs where it has no time for them, and a flash is seen a picture late: most are not.
  const median = delays.toSorted((a, b) => a - b)[delays.length >> 1]!;
  expect(Math.abs(median)).toBeLessThan(80);
});
