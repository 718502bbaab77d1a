import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { LiveStatus, RecordingsPage, RecordStartOutput, StartOutput } from '../../shared/api.ts';
import { RewindRange } from '../../shared/rewind.ts';
import { call } from '../support/http-client.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { videoFacts } from '../support/video-facts.ts';

let running: RunningPetLog;

const small = { PETLOG_CAMERA_RESOLUTION: '320x240', PETLOG_CAMERA_FRAME_RATE: '20' };

const status = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${running.url}/live/status`)).body);

function finished(): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = running.petlog.control.onPush('notice', ({ name }) => {
      if (name === 'recording.finished') {
        unsubscribe();
        resolve();
      }
    });
  });
}

/** As long as was asked for, up to the picture that ends it: on a busy machine that comes late. */
function expectLength({ times, durationSeconds }: Awaited<ReturnType<typeof videoFacts>>, askedSeconds: number): void {
  const longestStepSeconds = Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? time)));
  expect(durationSeconds).toBeGreaterThan(askedSeconds - 0.1);
  expect(durationSeconds).toBeLessThan(askedSeconds + longestStepSeconds + 0.1);
}

/** Until the history reaches back so far without a gap, which a machine that has no time may make. @returns how far it is behind, on a busy machine */
async function historyOf(seconds: number): Promise<number> {
  for (;;) {
    const { start, end, gaps } = RewindRange.parse((await call(`${running.url}/live/rewind`)).body);
    const since = gaps.at(-1)?.end ?? start;
    if (since !== null && end !== null && Date.parse(end) - Date.parse(since) >= seconds * 1000) {
      return Math.max(0, Date.now() - Date.parse(end)) / 1000;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('while the camera runs', () => {
  let live: StartOutput;

  beforeAll(async () => {
    running = await runPetLog(small);
    live = StartOutput.parse((await call(`${running.url}/live/start`, 'POST')).body);
  });

  afterAll(() => running.stop());

  const preRollOf = (seconds: number): Promise<unknown> =>
    call(`${running.url}/settings`, 'PATCH', { recording: { pre_roll_seconds: seconds } });

  test('a recording begins with what was before Record was pressed, and lasts as long as was asked for after it', async () => {
    await preRollOf(2);
    const behindSeconds = await historyOf(5);
    const ended = finished();
    const started = RecordStartOutput.parse((await call(`${running.url}/live/record/start?duration=2`, 'POST')).body);
    expect(started.recording_duration).toBe(2);
    expect(started.pre_roll_seconds).toBeGreaterThanOrEqual(2);
    expect(started.pre_roll_seconds).toBeLessThan(4.5 + behindSeconds);
    await ended;
    const [recording] = RecordingsPage.parse((await call(`${running.url}/recordings`)).body).recordings;
    expect(recording?.pre_roll_seconds).toBe(started.pre_roll_seconds);
    const video = await videoFacts(join(running.dataDirectory, started.recording_path));
    const { times, decodedCount, durationSeconds, keyframes } = video;
    expectLength(video, started.pre_roll_seconds + 2);
    expect(recording?.duration).toBeCloseTo(durationSeconds, 1);
    expect(decodedCount).toBe(times.length);
    expect(keyframes[0]).toBe(0);
  });

  test('a recording that is asked for with the camera has its pre-roll too, and says so', async () => {
    await preRollOf(1);
    expect(live).not.toHaveProperty('pre_roll_seconds');
    await historyOf(3);
    const ended = finished();
    const started = StartOutput.parse((await call(`${running.url}/live/start?record_duration=1`, 'POST')).body);
    expect(started.pre_roll_seconds).toBeGreaterThanOrEqual(1);
    await ended;
    const [recording] = RecordingsPage.parse((await call(`${running.url}/recordings`)).body).recordings;
    expect(recording).toMatchObject({
      recording_id: started.recording_id,
      pre_roll_seconds: started.pre_roll_seconds,
    });
    expectLength(
      await videoFacts(join(running.dataDirectory, 'recordings', recording?.filename ?? '')),
      (started.pre_roll_seconds ?? 0) + 1,
    );
  });

  test('without pre-roll a recording begins with the request, also while the last minutes are kept', async () => {
    await preRollOf(0);
    await historyOf(1.5);
    const ended = finished();
    const started = RecordStartOutput.parse((await call(`${running.url}/live/record/start?duration=1`, 'POST')).body);
    expect(started.pre_roll_seconds).toBe(0);
    await ended;
    expectLength(await videoFacts(join(running.dataDirectory, started.recording_path)), 1);
  });
});

describe('before', () => {
  afterEach(() => running.stop());

  test('a recording that starts the camera has no pre-roll, and one soon after has as much as there is', async () => {
    running = await runPetLog({ ...small, PETLOG_RECORDING_PRE_ROLL_SECONDS: '30' });
    const startedAt = performance.now();
    const first = RecordStartOutput.parse((await call(`${running.url}/live/record/start`, 'POST')).body);
    expect(first.pre_roll_seconds).toBe(0);
    await historyOf(1);
    await call(`${running.url}/live/record/stop`, 'POST');
    const second = RecordStartOutput.parse((await call(`${running.url}/live/record/start`, 'POST')).body);
    expect(second.pre_roll_seconds).toBeGreaterThan(0.9);
    expect(second.pre_roll_seconds).toBeLessThan((performance.now() - startedAt) / 1000);
    await call(`${running.url}/live/record/stop`, 'POST');
  });

  test('the camera does not run for the history, and without pre-roll and rewind nothing is kept', async () => {
    running = await runPetLog({
      ...small,
      PETLOG_RECORDING_PRE_ROLL_SECONDS: '0',
      PETLOG_RECORDING_REWIND_MINUTES: '0',
      PETLOG_CAMERA_IDLE_STOP_SECONDS: '1',
    });
    expect((await status()).state).toBe('stopped');
    expect((await fetch(`${running.url}/live/snapshot`)).status).toBe(200);
    const { enabled, start, size_bytes } = RewindRange.parse((await call(`${running.url}/live/rewind`)).body);
    expect({ enabled, start, size_bytes }).toEqual({ enabled: false, start: null, size_bytes: 0 });
    expect(await (await fetch(`${running.url}/metrics`)).text()).toMatch(/^petlog_history_bytes\{camera="main"\} 0$/m);
    while ((await status()).state !== 'stopped') {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
});
