import { readdir } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RecordingsPage } from '../../shared/api.ts';
import { TimelapseJob } from '../../shared/timelapse.ts';
import { call } from '../support/http-client.ts';
import { childrenOf, commandLineOf, isAlive } from '../support/process-life.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { videoFacts } from '../support/video-facts.ts';

let running: RunningPetLog;

beforeEach(async () => {
  running = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240', PETLOG_CAMERA_FRAME_RATE: '15' });
});

afterEach(() => running.stop());

/** Records some seconds, to the end. */
async function record(seconds: number): Promise<void> {
  const ended = notice('recording.finished');
  await call(`${running.url}/live/record/start?duration=${seconds}`, 'POST');
  await ended;
}

function notice(name: string): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = running.petlog.control.onPush('notice', (told) => {
      if (told.name === name) {
        unsubscribe();
        resolve();
      }
    });
  });
}

const today = (): { start: string; end: string } => ({
  start: new Date(Date.now() - 3_600_000).toISOString(),
  end: new Date(Date.now() + 60_000).toISOString(),
});
const job = async (id: string): Promise<TimelapseJob> => TimelapseJob.parse((await call(`${running.url}/timelapses/${id}`)).body);

async function over(id: string): Promise<TimelapseJob> {
  for (let current = await job(id); ; current = await job(id)) {
    if (current.state !== 'running') {
      return current;
    }
    await notice('timelapse.changed');
  }
}

test('a film is made of what was recorded, with progress, and becomes a recording', async () => {
  await record(2);
  await record(1);
  const started = TimelapseJob.parse(
    (await call(`${running.url}/timelapses`, 'POST', { ...today(), duration_seconds: 3, filename: 'the day' })).body,
  );
  expect(started).toMatchObject({ state: 'running', recording_id: null, message: null });
  const second = await call(`${running.url}/timelapses`, 'POST', today());
  expect([second.status, second.body.code]).toEqual([409, 'timelapse_running']);
  const finished = await over(started.timelapse_id);
  expect(finished).toMatchObject({ state: 'finished', progress: 1, message: null });
  const { recordings } = RecordingsPage.parse((await call(`${running.url}/recordings?reason=timelapse`)).body);
  expect(recordings).toMatchObject([
    { recording_id: finished.recording_id, filename: 'the day.mp4', resolution: '320x240', reason: 'timelapse' },
  ]);
  const { decodedCount, durationSeconds } = await videoFacts(join(running.dataDirectory, recordings[0]?.file_path ?? ''));
  expect([decodedCount, Math.round(durationSeconds * 10) / 10]).toEqual([90, 3]);
});

test('what cannot be made is told', async () => {
  const none = await call(`${running.url}/timelapses`, 'POST', { start: '2020-01-01T00:00:00Z', end: '2020-01-02T00:00:00Z' });
  expect([none.status, none.body.code]).toEqual([404, 'nothing_recorded']);
  const backwards = await call(`${running.url}/timelapses`, 'POST', { start: '2020-01-02T00:00:00Z', end: '2020-01-01T00:00:00Z' });
  expect([backwards.status, backwards.body.code]).toEqual([422, 'invalid_input']);
  const unknown = await call(`${running.url}/timelapses/nothing`);
  expect([unknown.status, unknown.body.code]).toEqual([404, 'timelapse_not_found']);
});

test('a film that is given up leaves neither a file nor a process behind', async () => {
  await record(1);
  const started = TimelapseJob.parse((await call(`${running.url}/timelapses`, 'POST', { ...today(), duration_seconds: 600 })).body);
  for (let current = started; current.progress === 0; current = await job(started.timelapse_id)) {
    expect(current.state).toBe('running');
    await notice('timelapse.changed');
  }
  // The one that makes small pictures is in the background too, and stays.
  const makers = childrenOf(process.pid).filter((pid) => commandLineOf(pid).includes('media-process') && getPriority(pid) > 0);
  expect(makers.length).toBeGreaterThan(0);
  const cancelled = TimelapseJob.parse((await call(`${running.url}/timelapses/${started.timelapse_id}`, 'DELETE')).body);
  expect(cancelled).toMatchObject({ state: 'cancelled', recording_id: null });
  expect(makers.filter(isAlive)).toEqual([]);
  expect((await readdir(join(running.dataDirectory, 'recordings', '.petlog'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect((await call(`${running.url}/recordings?reason=timelapse`)).body.total_count).toBe(0);
  const next = TimelapseJob.parse((await call(`${running.url}/timelapses`, 'POST', { ...today(), duration_seconds: 1 })).body);
  expect((await over(next.timelapse_id)).state).toBe('finished');
});
