import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LiveStatus } from '../../shared/api.ts';
import { call } from '../support/http-client.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

let running: RunningPetLog;

async function run(environment: Record<string, string>): Promise<void> {
  running = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240', PETLOG_CAMERA_FRAME_RATE: '20', ...environment });
}

afterEach(async () => {
  await running.stop();
});

const status = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${running.url}/live/status`)).body);
const change = (camera: Record<string, unknown>) => call(`${running.url}/settings`, 'PATCH', { camera });
const snapshot = async (): Promise<ArrayBuffer> => (await fetch(`${running.url}/live/snapshot`)).arrayBuffer();

describe('camera.always_on', () => {
  beforeEach(() => run({ PETLOG_CAMERA_ALWAYS_ON: 'true', PETLOG_CAMERA_IDLE_STOP_SECONDS: '0' }));

  test('holds again from the first need after a stop', async () => {
    await expect.poll(status).toMatchObject({ state: 'live', explicitly_started: true });
    await call(`${running.url}/live/stop`, 'POST');
    expect(await status()).toMatchObject({ state: 'stopped', explicitly_started: false });
    await snapshot();
    const { frame_counter: framesBefore } = await status();
    await expect.poll(async () => (await status()).frame_counter).toBeGreaterThan(framesBefore + 5);
    expect(await status()).toMatchObject({ state: 'live', explicitly_started: true });
  });

  test('switched off, the camera stops when nobody needs it', async () => {
    await expect.poll(status).toMatchObject({ state: 'live', explicitly_started: true });
    expect((await change({ always_on: false })).status).toBe(200);
    await expect.poll(status).toMatchObject({ state: 'stopped', explicitly_started: false });
  });

  test('switched off, a camera that a person started runs on', async () => {
    await call(`${running.url}/live/start`, 'POST');
    await change({ always_on: false });
    const { frame_counter: framesBefore } = await status();
    await expect.poll(async () => (await status()).frame_counter).toBeGreaterThan(framesBefore + 5);
    expect(await status()).toMatchObject({ state: 'live', explicitly_started: true });
  });
});

describe('camera.idle_stop_seconds', () => {
  beforeEach(() => run({ PETLOG_CAMERA_IDLE_STOP_SECONDS: '3600' }));

  test('counts at once for a camera that waits for its idle stop', async () => {
    await snapshot();
    expect(await status()).toMatchObject({ state: 'live', explicitly_started: false });
    await change({ idle_stop_seconds: 0 });
    await expect.poll(status).toMatchObject({ state: 'stopped' });
  });
});
