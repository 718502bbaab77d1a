import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CameraStatus, LiveStatus } from '../../shared/api.ts';
import { call, StreamReader } from '../support/http-client.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

let running: RunningPetLog;
let readers: StreamReader[];

beforeEach(async () => {
  readers = [];
  running = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240', PETLOG_CAMERA_FRAME_RATE: '20', PETLOG_CAMERA_IDLE_STOP_SECONDS: '0' });
});

afterEach(async () => {
  readers.forEach((reader) => reader.close());
  await running.stop();
});

function watch(path = '/live/stream'): StreamReader {
  const reader = new StreamReader(running.port, path);
  readers.push(reader);
  return reader;
}

const status = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${running.url}/live/status`)).body);

/** A camera's clock may be a little off, and how long all of it took says nothing. */
function expectBetween(begin: number, milliseconds: number, end: number): void {
  const offMilliseconds = 1000;
  expect(milliseconds).toBeGreaterThan(begin - offMilliseconds);
  expect(milliseconds).toBeLessThan(end + offMilliseconds);
}

async function untilStatus(condition: (status: LiveStatus) => boolean): Promise<LiveStatus> {
  return new Promise((resolve) => {
    const unsubscribe = running.petlog.control.onPush('status', check);
    function check(current: LiveStatus): void {
      if (condition(current)) {
        unsubscribe();
        resolve(current);
      }
    }
    void status().then(check);
  });
}

describe('GET /live/stream', () => {
  it('starts the camera and sends complete pictures, unchunked, each with its time and length', async () => {
    const reader = watch();
    const before = Date.now() / 1000;
    const parts = await reader.next(5);
    expect(reader.head).toContain('HTTP/1.1 200 OK');
    expect(reader.head).toContain('Content-Type: multipart/x-mixed-replace; boundary=frame');
    expect(reader.head).toMatch(/connection: close/i);
    expect(reader.head).not.toMatch(/transfer-encoding/i);
    for (const { headers, jpeg } of parts) {
      expect(headers['Content-Type']).toBe('image/jpeg');
      expect(headers['X-Timestamp']).toMatch(/^\d+\.\d{6}$/);
      expect(Number(headers['X-Timestamp'])).toBeGreaterThan(before - 1);
      expect(await sharp(jpeg).metadata()).toMatchObject({ width: 320, height: 240, format: 'jpeg' });
    }
    const times = parts.map(({ headers }) => Number(headers['X-Timestamp']));
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(await status()).toMatchObject({
      state: 'live',
      streaming: true,
      initialized: true,
      active_streams: 1,
      source: 'mock',
      resolution: [320, 240],
    });
  });

  it('shares one camera, whose frames are the same for everyone', async () => {
    const [one, two] = [watch(), watch()];
    await Promise.all([one.next(10), two.next(10)]);
    const jpegs = new Set(one.parts.map(({ jpeg }) => jpeg.toString('base64')));
    expect(two.parts.slice(-5).filter(({ jpeg }) => jpegs.has(jpeg.toString('base64'))).length).toBeGreaterThan(0);
  });

  it('gives a viewer fewer frames when it asks for fewer', async () => {
    const few = watch('/live/stream?fps=5');
    const times = (await few.next(11)).map(({ headers }) => Number(headers['X-Timestamp']));
    // Ten intervals of 0.2 s by the camera's own clock; one of them may be made up for.
    expect((times.at(-1) as number) - (times[0] as number)).toBeGreaterThan(1.7);
  });

  it.each(['0', '21', 'x', '1.5', ''])('refuses fps=%s', async (fps) => {
    const { status: code, body } = await call(`${running.url}/live/stream?fps=${fps}`);
    expect(code).toBe(422);
    expect(body).toMatchObject({ code: 'invalid_input', errors: [{ path: 'fps' }] });
    expect((await status()).state).toBe('stopped');
  });

  it('answers HEAD without starting the camera or leaving a viewer', async () => {
    const response = await fetch(`${running.url}/live/stream`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('multipart/x-mixed-replace; boundary=frame');
    expect(await status()).toMatchObject({ state: 'stopped', active_streams: 0 });
  });

  it('stops the camera when the last viewer has gone', async () => {
    const reader = watch();
    await reader.next(2);
    reader.close();
    expect(await untilStatus(({ state }) => state === 'stopped')).toMatchObject({ active_streams: 0, streaming: false });
  });

  it('survives requests and garbage behind a stream, which nobody else notices', async () => {
    const witness = watch();
    const pipelined = watch();
    const garbage = watch();
    await Promise.all([witness.next(2), pipelined.next(2), garbage.next(2)]);
    pipelined.socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(50));
    garbage.socket.write(Buffer.alloc(100_000, 0x47));
    await Promise.all([pipelined.untilEnded(), garbage.untilEnded()]);
    await witness.next(5);
    expect((await status()).active_streams).toBe(1);
  });

  it('is not disturbed by a body', async () => {
    const reader = new StreamReader(running.port, '/live/stream HTTP/1.1\r\nContent-Length: 100000\r\nX-Rest:');
    readers.push(reader);
    await reader.next(2);
    reader.socket.write(Buffer.alloc(100_000));
    await reader.next(3);
  });
});

describe('start and stop', () => {
  it('starts explicitly, twice without error, and does not idle', async () => {
    expect((await call(`${running.url}/live/start`, 'POST')).body).toEqual({
      message: 'Live stream started successfully',
      status: 'streaming',
      stream_url: '/live/stream',
      active_streams: 0,
    });
    expect((await call(`${running.url}/live/start`, 'POST')).status).toBe(200);
    await untilStatus(({ state }) => state === 'live');
    const reader = watch();
    await reader.next(1);
    reader.close();
    await untilStatus(({ active_streams }) => active_streams === 0);
    expect(await status()).toMatchObject({ explicitly_started: true, streaming: true });
  });

  it('stops for everyone, ends the streams, twice without error', async () => {
    const reader = watch();
    await reader.next(2);
    expect((await call(`${running.url}/live/stop`, 'POST')).body).toEqual({
      message: 'Live stream stopped successfully',
      status: 'stopped',
    });
    await reader.untilEnded();
    expect((await call(`${running.url}/live/stop`, 'POST')).status).toBe(200);
    expect(await status()).toMatchObject({ state: 'stopped', streaming: false, active_streams: 0, initialized: false });
  });
});

describe('status', () => {
  it('says what existing clients expect of a camera at rest', async () => {
    const { body, headers } = await call(`${running.url}/live/status`);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(body).toMatchObject({
      initialized: false,
      streaming: false,
      recording: false,
      resolution: [320, 240],
      frame_rate: 20,
      quality: 85,
      storage_enabled: true,
      current_recording: null,
      active_streams: 0,
      fps: 0,
      latest_frame_time: null,
      frame_counter: 0,
    });
    expect(CameraStatus.parse((await call(`${running.url}/camera/status`)).body)).toEqual({
      status: 'connected',
      streaming: 'inactive',
      recording: 'inactive',
      resolution: '320x240',
      fps: '20',
      last_frame: 'never',
      source: 'mock',
    });
  });

  it('measures', async () => {
    const beganAt = Date.now();
    await watch().next(20);
    const { fps, frame_counter, latest_frame_time } = await status();
    expect(fps).toBeGreaterThan(10);
    expect(frame_counter).toBeGreaterThanOrEqual(20);
    expectBetween(beganAt, Date.parse(latest_frame_time as string), Date.now());
  });
});

describe('GET /live/snapshot', () => {
  it('starts the camera for one picture', async () => {
    const askedAt = Date.now();
    const response = await fetch(`${running.url}/live/snapshot`);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expectBetween(askedAt, Number(response.headers.get('x-timestamp')) * 1000, Date.now());
    expect(await sharp(Buffer.from(await response.arrayBuffer())).metadata()).toMatchObject({ width: 320, height: 240 });
    await untilStatus(({ state }) => state === 'stopped');
  });
});

describe('GET /live/events', () => {
  it('tells the status at once, and again whenever it changes, whoever changed it', async () => {
    const controller = new AbortController();
    const response = await fetch(`${running.url}/live/events`, { signal: controller.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    let text = '';
    const decoder = new TextDecoder();
    const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    const until = async (condition: () => boolean): Promise<void> => {
      while (!condition()) {
        const { done, value } = await reader.read();
        expect(done).toBe(false);
        text += decoder.decode(value, { stream: true });
      }
    };
    const statuses = (): LiveStatus[] =>
      [...text.matchAll(/(?:^|\n\n)data: (.*)\n\n/g)].map((match) => LiveStatus.parse(JSON.parse(match[1] as string)));
    await until(() => statuses().length > 0);
    expect(statuses()[0]?.state).toBe('stopped');
    await call(`${running.url}/live/start`, 'POST');
    await until(() => text.includes('"state":"live"') && /event: notice\ndata: .*"name":"camera.live"/.test(text));
    await call(`${running.url}/live/stop`, 'POST');
    await until(() => text.lastIndexOf('"state":"stopped"') > text.lastIndexOf('"state":"live"'));
    expect(text).toContain('event: heartbeat');
    controller.abort();
  });
});
