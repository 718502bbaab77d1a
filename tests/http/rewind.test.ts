import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LiveStatus, RecordingInfo } from '../../shared/api.ts';
import { RewindRange } from '../../shared/rewind.ts';
import { call } from '../support/http-client.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { videoFacts } from '../support/video-facts.ts';

let running: RunningPetLog;

async function run(): Promise<void> {
  running = await runPetLog({
    PETLOG_CAMERA_RESOLUTION: '320x240',
    PETLOG_CAMERA_FRAME_RATE: '20',
    PETLOG_RECORDING_PRE_ROLL_SECONDS: '0',
  });
}

const startCamera = (): Promise<unknown> => call(`${running.url}/live/start`, 'POST');

const range = async (): Promise<RewindRange> => RewindRange.parse((await call(`${running.url}/live/rewind`)).body);

async function historyOf(seconds: number): Promise<{ start: number; end: number }> {
  for (;;) {
    const { start, end } = await range();
    if (start !== null && end !== null && Date.parse(end) - Date.parse(start) >= seconds * 1000) {
      return { start: Date.parse(start), end: Date.parse(end) };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** As it goes on, until a moment is in it. */
async function historyUntil(milliseconds: number): Promise<void> {
  while (Date.parse((await range()).end ?? '') < milliseconds) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const iso = (milliseconds: number): string => encodeURIComponent(new Date(milliseconds).toISOString());

/** Between two pictures, in seconds: on a busy machine some are left out. */
const longestStep = (times: readonly number[]): number => Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? time)));

describe('while the camera runs', () => {
  beforeAll(async () => {
    await run();
    await startCamera();
  });

  afterAll(() => running.stop());

  test('a clip holds the part that was asked for, and plays', async () => {
    const { start } = await historyOf(6);
    const response = await fetch(`${running.url}/live/rewind/clip?start=${iso(start + 2500)}&duration=2`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    const path = join(running.dataDirectory, 'clip.mp4');
    await writeFile(path, Buffer.from(await response.arrayBuffer()));
    const { times, decodedCount, durationSeconds } = await videoFacts(path);
    expect(decodedCount).toBe(times.length);
    // From the keyframe at or before 2.5 s, to 4.5 s.
    expect(durationSeconds).toBeGreaterThan(1.9);
    const stepSeconds = longestStep([...times, durationSeconds]);
    expect(durationSeconds).toBeLessThan(4.6 + stepSeconds);
    const begins = Number(response.headers.get('x-timestamp')) * 1000;
    expect(begins).toBeLessThanOrEqual(start + 2500);
    expect(Math.abs(begins + durationSeconds * 1000 - (start + 4500))).toBeLessThan(10 + stepSeconds * 1000);
    const later = await call(`${running.url}/live/rewind/clip?start=${iso(Date.now() + 60_000)}`);
    expect([later.status, later.body.code]).toEqual([404, 'rewind_unavailable']);
  });

  test('a clip is read in pieces that fit together, while time goes on', async () => {
    const { start } = await historyOf(4);
    const url = `${running.url}/live/rewind/clip?start=${iso(start + 100)}&duration=3`;
    const read = (headers: Record<string, string> = {}, method = 'GET'): Promise<Response> => fetch(url, { method, headers });
    const response = await read();
    const whole = Buffer.from(await response.arrayBuffer());
    const size = Number(response.headers.get('content-length'));
    expect([response.status, response.headers.get('accept-ranges'), whole.length]).toEqual([200, 'bytes', size]);
    const head = await read({ range: 'bytes=5-9' }, 'HEAD');
    expect([head.status, head.headers.get('content-length'), head.headers.get('etag')]).toEqual([
      200,
      String(size),
      response.headers.get('etag'),
    ]);
    await historyUntil(start + 6000);
    const pieces: Buffer[] = [];
    for (const [from, until] of [
      [0, 99],
      [100, Math.floor(size / 2)],
      [Math.floor(size / 2) + 1, size - 11],
      [size - 10, ''],
    ] as const) {
      const piece = await read({ range: `bytes=${from}-${until}` });
      const end = until === '' ? size - 1 : until;
      expect([piece.status, piece.headers.get('content-range'), piece.headers.get('content-length')]).toEqual([
        206,
        `bytes ${from}-${end}/${size}`,
        String(end - from + 1),
      ]);
      pieces.push(Buffer.from(await piece.arrayBuffer()));
    }
    expect(Buffer.concat(pieces).equals(whole)).toBe(true);
    expect(Buffer.from(await (await read({ range: 'bytes=-7' })).arrayBuffer())).toEqual(whole.subarray(-7));
    const beyond = await read({ range: `bytes=${size}-` });
    expect([beyond.status, beyond.headers.get('content-range'), ((await beyond.json()) as { code: string }).code]).toEqual([
      416,
      `bytes */${size}`,
      'range_not_satisfiable',
    ]);
    // Several at once, and those of another clip, are answered with the whole.
    for (const headers of [{ range: 'bytes=0-1,5-6' }, { range: 'bytes=0-1', 'if-range': '"another"' }]) {
      const answer = await read(headers);
      expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, size]);
    }
    const same = await read({ range: 'bytes=0-1', 'if-range': response.headers.get('etag') ?? '' });
    expect([same.status, (await same.arrayBuffer()).byteLength]).toEqual([206, 2]);
  });

  test('a clip that was not over yet is longer when it is asked for again from its beginning', async () => {
    const { end } = await historyOf(2);
    const url = `${running.url}/live/rewind/clip?start=${iso(end - 2000)}&duration=60`;
    const sizeOf = async (range: string): Promise<number> => {
      const response = await fetch(url, { headers: { range } });
      await response.arrayBuffer();
      return Number(response.headers.get('content-range')?.split('/')[1]);
    };
    const before = await sizeOf('bytes=0-1');
    await historyUntil(end + 2000);
    expect(await sizeOf('bytes=9-')).toBe(before);
    expect(await sizeOf('bytes=0-')).toBeGreaterThan(before);
  });

  test('a picture is the one of that moment', async () => {
    await historyOf(1);
    const snapshot = await fetch(`${running.url}/live/snapshot`);
    const capturedAt = Number(snapshot.headers.get('x-timestamp')) * 1000;
    const live = await sharp(Buffer.from(await snapshot.arrayBuffer()))
      .raw()
      .toBuffer();
    await historyUntil(capturedAt + 2000);
    const at = (milliseconds: number): Promise<Response> => fetch(`${running.url}/live/rewind/picture?at=${iso(milliseconds)}`);
    const past = await at(capturedAt);
    expect(past.headers.get('content-type')).toBe('image/jpeg');
    expect(Math.abs(Number(past.headers.get('x-timestamp')) * 1000 - capturedAt)).toBeLessThan(3);
    const picture = await sharp(Buffer.from(await past.arrayBuffer()))
      .raw()
      .toBuffer();
    const differences = live.reduce((sum, value, index) => sum + Math.abs(value - (picture[index] ?? 0)), 0);
    expect(differences / live.length).toBeLessThan(12);
    // A whole scrub at once: the newest wishes are served, none waits for ever.
    const { end } = await historyOf(3);
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => at(end - 3000 + (3000 * index) / 40)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    expect(answers.at(-1)?.status).toBe(200);
    await Promise.all(answers.map((answer) => answer.arrayBuffer()));
  });

  test('a part becomes a recording', async () => {
    const { start } = await historyOf(5);
    const asked = { start: new Date(start + 2200).toISOString(), end: new Date(start + 4000).toISOString() };
    const backwards = await call(`${running.url}/live/rewind/save`, 'POST', { start: asked.end, end: asked.start });
    expect([backwards.status, backwards.body.code]).toEqual([422, 'invalid_input']);
    const { status, body } = await call(`${running.url}/live/rewind/save`, 'POST', { ...asked, filename: 'the jump' });
    expect(status).toBe(200);
    const saved = RecordingInfo.parse(body);
    expect(saved).toMatchObject({ filename: 'the jump.mp4', reason: 'rewind', resolution: '320x240' });
    // From the keyframe at or before the start: that is its time.
    const begins = Date.parse(saved.timestamp);
    expect(begins).toBeLessThanOrEqual(start + 2200);
    expect(begins).toBeGreaterThan(start + 100);
    // To the picture nearest to the end; on a busy machine some are left out.
    expect(Math.abs(begins + saved.duration * 1000 - (start + 4000))).toBeLessThan(300);
    expect(saved.duration).toBeGreaterThan(1.7);
    expect(saved.duration).toBeLessThan(4.1);
    const { durationSeconds, decodedCount, times } = await videoFacts(join(running.dataDirectory, saved.file_path));
    expect(durationSeconds).toBeCloseTo(saved.duration, 1);
    expect(decodedCount).toBe(times.length);
    expect((await call(`${running.url}/recordings?reason=rewind`)).body.total_count).toBe(1);
  });
});

describe('from the beginning on', () => {
  beforeEach(run);

  afterEach(() => running.stop());

  test('nothing is there before the camera ran, and everyone is told so', async () => {
    expect(await range()).toEqual({
      enabled: true,
      start: null,
      end: null,
      gaps: [],
      size_bytes: 0,
      limit_bytes: 128_000_000,
      limit_seconds: 600,
      storage: 'memory',
    });
    for (const path of [`/live/rewind/picture?at=${iso(Date.now())}`, `/live/rewind/clip?start=${iso(Date.now())}`]) {
      const { status, body } = await call(`${running.url}${path}`);
      expect([status, body.code]).toEqual([404, 'rewind_unavailable']);
    }
    const { status, body } = await call(`${running.url}/live/rewind/save`, 'POST', {
      start: new Date(0).toISOString(),
      end: new Date(1000).toISOString(),
    });
    expect([status, body.code]).toEqual([404, 'rewind_unavailable']);
  });

  test('what was seen stays after the camera stopped, and the pause is known as a gap', async () => {
    await startCamera();
    const { start } = await historyOf(1);
    await call(`${running.url}/live/stop`, 'POST');
    expect(Date.parse((await range()).start ?? '')).toBeCloseTo(start, -2);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect((await fetch(`${running.url}/live/rewind/picture?at=${iso(start + 500)}`)).status).toBe(200);
    await startCamera();
    for (let gaps = (await range()).gaps; gaps.length === 0; gaps = (await range()).gaps) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const [gap] = (await range()).gaps;
    expect(Date.parse(gap?.end ?? '') - Date.parse(gap?.start ?? '')).toBeGreaterThan(2000);
    expect((await fetch(`${running.url}/live/rewind/picture?at=${iso(Date.parse(gap?.end ?? '') - 100)}`)).status).toBe(404);
  });

  test('changed settings hold at once: off forgets everything', async () => {
    await startCamera();
    await historyOf(1);
    await call(`${running.url}/settings`, 'PATCH', { recording: { rewind_minutes: 0 } });
    expect(await range()).toMatchObject({ enabled: false, start: null, size_bytes: 0 });
    await call(`${running.url}/settings`, 'PATCH', { recording: { rewind_minutes: 1 } });
    expect(await range()).toMatchObject({ enabled: true, limit_seconds: 60 });
    await historyOf(0.5);
    expect(LiveStatus.parse((await call(`${running.url}/live/status`)).body).state).toBe('live');
  });

  test('on the disk there are the same answers, and nothing is left there at the end', async () => {
    await startCamera();
    await historyOf(2);
    const files = async (): Promise<string[]> =>
      (await readdir(join(running.dataDirectory, 'recordings/.petlog/rewind'), { recursive: true }).catch(() => [])).filter((name) =>
        name.endsWith('.segment'),
      );
    await call(`${running.url}/settings`, 'PATCH', { recording: { rewind_storage: 'disk', rewind_disk_mb: 300 } });
    while ((await files()).length === 0 || (await range()).storage !== 'disk') {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { start } = await historyOf(7); // nothing was lost by the change
    expect(await range()).toMatchObject({ limit_bytes: 300_000_000 });
    const picture = await fetch(`${running.url}/live/rewind/picture?at=${iso(start + 1500)}`);
    expect((await sharp(Buffer.from(await picture.arrayBuffer())).metadata()).width).toBe(320);
    const { body } = await call(`${running.url}/live/rewind/save`, 'POST', {
      start: new Date(start).toISOString(),
      end: new Date(start + 5000).toISOString(),
    });
    const saved = RecordingInfo.parse(body);
    const { decodedCount, times } = await videoFacts(join(running.dataDirectory, saved.file_path));
    expect([decodedCount, saved.duration]).toEqual([times.length, expect.closeTo(5, 0)]);
    expect(LiveStatus.parse((await call(`${running.url}/live/status`)).body).problems).toEqual([]);
    await call(`${running.url}/settings`, 'PATCH', { recording: { rewind_storage: 'memory' } });
    while ((await files()).length > 0 || (await range()).storage !== 'memory') {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect((await range()).start).not.toBeNull();
  });
});
