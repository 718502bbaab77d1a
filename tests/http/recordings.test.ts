import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveStatus, RecordingsPage, RecordStartOutput, RecordStopOutput } from '../../shared/api.ts';
import { call } from '../support/http-client.ts';
import { kioskCaller } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

let running: RunningPetLog;

afterEach(() => running.stop());

const status = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${running.url}/live/status`)).body);
const list = async (query = ''): Promise<RecordingsPage> => RecordingsPage.parse((await call(`${running.url}/recordings${query}`)).body);

/** Resolves when the recording has ended, by itself or not. */
function finished(): Promise<void> {
  return new Promise((resolve, reject) => {
    const unsubscribe = running.petlog.control.onPush('notice', (notice) => {
      if (notice.name === 'recording.finished' || notice.name === 'recording.failed') {
        unsubscribe();
        if (notice.name === 'recording.finished') {
          resolve();
        } else {
          reject(new Error(JSON.stringify(notice)));
        }
      }
    });
  });
}

/** Makes a short one, however long the camera and the encoder take to begin. */
async function recordSome(body: object = {}): Promise<void> {
  RecordStartOutput.parse((await call(`${running.url}/live/record/start`, 'POST', body)).body);
  await expect.poll(async () => (await status()).current_recording?.elapsed_seconds ?? 0).toBeGreaterThan(0.3);
  RecordStopOutput.parse((await call(`${running.url}/live/record/stop`, 'POST')).body);
}

describe('recordings', () => {
  beforeEach(async () => {
    running = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240', PETLOG_CAMERA_FRAME_RATE: '20' });
  });

  it('end with the stream for everyone, with their first picture, though they are only about to begin', async () => {
    const { operations } = running.petlog.control;
    const starting = operations['record.start']({ duration: 600 }, kioskCaller);
    const stopped = await operations['live.stop']({}, kioskCaller);
    expect(stopped).toMatchObject({ recording_stopped: true, recording_path: (await starting).recording_path });
    expect(await status()).toMatchObject({ recording: false, state: 'stopped' });
    expect((await list()).total_count).toBe(1);
  });

  it('are made, listed and played, from start to stop', async () => {
    const started = RecordStartOutput.parse((await call(`${running.url}/live/record/start`, 'POST', { filename: 'Mimi at lunch' })).body);
    expect(started).toMatchObject({
      status: 'recording',
      recording_path: 'recordings/Mimi at lunch.mp4',
      recording_duration: null,
      pre_roll_seconds: 0,
    });
    expect(await status()).toMatchObject({
      recording: true,
      current_recording: { recording_id: started.recording_id, recording_path: started.recording_path },
    });
    expect((await call(`${running.url}/live/record/start`, 'POST')).body.code).toBe('already_recording');
    while (((await status()).current_recording?.elapsed_seconds ?? 0) < 1.5) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const stopped = RecordStopOutput.parse((await call(`${running.url}/live/record/stop`, 'POST')).body);
    expect(stopped).toMatchObject({ status: 'stopped', recording_id: started.recording_id, recording_path: started.recording_path });
    expect(stopped.duration_seconds).toBeGreaterThan(1);
    const { recordings, total_count } = await list();
    expect(total_count).toBe(1);
    expect(recordings).toMatchObject([
      {
        recording_id: started.recording_id,
        filename: 'Mimi at lunch.mp4',
        file_path: started.recording_path,
        duration: expect.closeTo(stopped.duration_seconds, 0),
        resolution: '320x240',
        kept: false,
        name: '',
        note: '',
        event_ids: [],
      },
    ]);
    const file = await fetch(new URL(recordings[0]?.url ?? '', running.url));
    expect(file.headers.get('content-type')).toBe('video/mp4');
    expect((await file.arrayBuffer()).byteLength).toBe(Number(file.headers.get('content-length')));
    // On a slow machine the answer to Stop comes before the file is made plain, which is then a little smaller.
    expect(Number(file.headers.get('content-length')) / stopped.size_bytes).toBeCloseTo(1, 1);
  });

  it('stop by themselves', async () => {
    // Of a camera and an encoder that only start, a part of the time would be over before the first picture.
    await fetch(`${running.url}/live/snapshot`);
    const ended = finished();
    const { body } = await call(`${running.url}/live/start?record_duration=3&filename=short`, 'POST');
    expect(body).toMatchObject({ status: 'streaming', recording: true, recording_path: 'recordings/short.mp4', recording_duration: 3 });
    await ended;
    expect((await status()).recording).toBe(false);
    const [recording] = (await list()).recordings;
    expect(Math.abs((recording?.duration ?? 0) - 3)).toBeLessThan(0.11);
    expect((await status()).state).toBe('live');
  });

  it('end with the stream', async () => {
    await call(`${running.url}/live/start?record_duration=60`, 'POST');
    const { body } = await call(`${running.url}/live/stop`, 'POST');
    expect(body).toMatchObject({
      status: 'stopped',
      recording_stopped: true,
      recording_path: expect.stringMatching(/^recordings\/.+\.mp4$/),
    });
    expect(await status()).toMatchObject({ recording: false, state: 'stopped' });
  });

  it('never overwrite: a name that exists gets a number', async () => {
    for (let take = 0; take < 2; take += 1) {
      await recordSome({ filename: 'same' });
    }
    expect((await readdir(join(running.dataDirectory, 'recordings'))).filter((name) => name.endsWith('.mp4')).sort()).toEqual([
      'same (2).mp4',
      'same.mp4',
    ]);
  });

  it('are read in ranges, and as a download', async () => {
    await recordSome();
    const [recording] = (await list()).recordings;
    const url = new URL(recording?.url ?? '', running.url);
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
    const part = await fetch(url, { headers: { Range: 'bytes=100-199' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-199/${whole.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(100, 200));
    const outside = await call(url.href, 'GET', undefined, { Range: `bytes=${whole.length + 1}-` });
    expect([outside.status, outside.body.code]).toEqual([416, 'range_not_satisfiable']);
    const download = await fetch(`${url.href}?download=1`, { method: 'HEAD' });
    expect(download.headers.get('content-disposition')).toContain('attachment');
    expect(download.headers.get('content-length')).toBe(String(whole.length));
  });

  it('are found by page and date', async () => {
    for (let take = 0; take < 3; take += 1) {
      await recordSome({ filename: `take ${take}` });
    }
    expect((await list('?page_size=2')).recordings.map(({ filename }) => filename)).toEqual(['take 2.mp4', 'take 1.mp4']);
    expect((await list('?page_size=2&page=2')).recordings.map(({ filename }) => filename)).toEqual(['take 0.mp4']);
    expect(await list('?end_date=2020-01-01')).toMatchObject({ recordings: [], total_count: 0 });
    expect((await list('?start_date=2020-01-01')).total_count).toBe(3);
  });
});

describe('without storage', () => {
  it('nothing is recorded, and everyone is told why', async () => {
    running = await runPetLog({ PETLOG_CAMERA_ENABLE_STORAGE: 'false' });
    const { status: code, body } = await call(`${running.url}/live/record/start`, 'POST');
    expect([code, body.code]).toEqual([409, 'storage_disabled']);
    expect((await status()).storage_enabled).toBe(false);
  });

  it('says when the disk is full', async () => {
    running = await runPetLog({ PETLOG_RECORDING_MIN_FREE_MB: '1000000' });
    const { status: code, body } = await call(`${running.url}/live/record/start`, 'POST');
    expect([code, body.code]).toEqual([507, 'storage_full']);
    expect((await status()).recording).toBe(false);
  });
});
