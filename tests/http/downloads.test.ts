/** Those who read videos slowly, or not at all. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ask } from '../support/ask.ts';
import { HeldAnswer } from '../support/held-answer.ts';
import { call } from '../support/http-client.ts';
import { TestLibrary } from '../support/library.ts';
import { apiToken } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

let library: TestLibrary;
let running: RunningPetLog;
let path: string;
let viewer: Awaited<ReturnType<typeof apiToken>>;
let admin: Awaited<ReturnType<typeof apiToken>>;
const readers: HeldAnswer[] = [];

beforeAll(async () => {
  library = await TestLibrary.create();
  // More than the kernel takes for a reader who takes nothing.
  const id = await library.addFiles({ startedAtMilliseconds: Date.UTC(2026, 0, 1), sizeBytes: 200_000_000 });
  await library.library.close();
  path = `/recordings/${id}`;
  running = await runPetLog({ PETLOG_SECURITY_ACCESS: 'accounts' }, { dataDirectory: library.dataDirectory });
  viewer = await apiToken(running, 'viewer');
  admin = await apiToken(running, 'admin');
  await vi.waitFor(
    async () => expect((await ask(running.url + path, { method: 'HEAD', headers: viewer.bearer })).status).toBe(200),
    20_000,
  );
});

afterEach(async () => {
  const open = readers.splice(0);
  open.forEach((reader) => reader.close());
  await limit({ downloads: 200, downloads_per_device: 20, downloads_per_address: 50, unread_seconds: 60 });
});

afterAll(async () => {
  await running.stop();
  await library[Symbol.asyncDispose]();
});

async function limit(limits: Record<string, number>): Promise<void> {
  expect((await call(`${running.url}/settings`, 'PATCH', { limits }, admin.bearer)).status).toBe(200);
}

/** Begins to read, and takes no more. */
async function beginReading({ bearer } = viewer): Promise<HeldAnswer> {
  const reader = new HeldAnswer(running.port, path, bearer);
  readers.push(reader);
  await reader.until('HTTP/1.1 200 OK');
  reader.socket.pause();
  return reader;
}

const askForPart = ({ bearer } = viewer, options: { localAddress?: string; method?: string } = {}) =>
  ask(running.url + path, { headers: { ...bearer, Range: 'bytes=0-9' }, ...options });

async function expectRefused(answer: ReturnType<typeof askForPart>, code: string): Promise<void> {
  const { status, headers, json } = await answer;
  expect([status, json['code'], Number(headers['retry-after']) > 0]).toEqual([503, code, true]);
}

describe('videos that are being read', () => {
  it('are limited by device, which counts its own alone', async () => {
    await limit({ downloads_per_device: 3 });
    const [first] = await Promise.all(Array.from({ length: 3 }, () => beginReading()));
    await expectRefused(askForPart(), 'too_many_downloads_of_device');
    expect((await askForPart(viewer, { method: 'HEAD' })).status).toBe(200);
    expect((await askForPart(admin)).status).toBe(206);
    first!.close();
    await vi.waitFor(async () => expect((await askForPart()).status).toBe(206), 60_000);
  });

  it('are limited by address and in all', async () => {
    await limit({ downloads_per_address: 2 });
    await Promise.all([beginReading(), beginReading(admin)]);
    await expectRefused(askForPart(), 'too_many_downloads_from_address');
    expect((await askForPart(viewer, { localAddress: '127.0.0.2' })).status).toBe(206);
    await limit({ downloads_per_address: 50, downloads: 2 });
    await expectRefused(askForPart(viewer, { localAddress: '127.0.0.2' }), 'too_many_downloads');
    expect((await ask(`${running.url}/live/status`, { headers: viewer.bearer })).status).toBe(200);
  });

  it('end when nothing is taken of them, and make room', async () => {
    await limit({ downloads_per_device: 2, unread_seconds: 1 });
    const idle = await Promise.all([beginReading(), beginReading()]);
    await expectRefused(askForPart(), 'too_many_downloads_of_device');
    await vi.waitFor(async () => expect((await askForPart()).status).toBe(206), { timeout: 60_000, interval: 100 });
    idle.forEach(({ socket }) => socket.resume());
    await Promise.all(idle.map((reader) => reader.ended()));
    expect(idle.every(({ receivedBytes }) => receivedBytes < 200_000_000)).toBe(true);
  });

  it('leave nothing behind', async () => {
    await Promise.all(Array.from({ length: 10 }, () => beginReading()));
    readers.forEach((reader) => reader.close());
    await vi.waitFor(
      async () => {
        const { text } = await ask(`${running.url}/metrics`, { headers: viewer.bearer });
        expect(Number(/^petlog_http_connections (\d+)$/m.exec(text)?.[1])).toBeLessThanOrEqual(2);
      },
      { timeout: 60_000, interval: 100 },
    );
    await limit({ downloads: 1 });
    expect((await askForPart()).status).toBe(206);
  });
});
