/** As many clips of the last minutes are read at once as can be kept open; whoever comes then is refused, and cuts nobody off. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, vi } from 'vitest';
import { mostClips } from '../../main/rewind/clip-shelf.ts';
import { RewindRange } from '../../shared/rewind.ts';
import { FakeCamera } from '../support/fake-camera/fake-camera.ts';
import { HeldAnswer } from '../support/held-answer.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';

const [width, height] = [640, 360];
/** Well over what the kernel takes for a reader who takes nothing. */
const leastBytes = 12_000_000;

/** Noise cannot be compressed: a few seconds of it are a large clip. */
async function noise(count: number): Promise<Buffer> {
  const raw = { width, height, channels: 3 } as const;
  const jpegs = Array.from({ length: count }, () =>
    sharp(randomBytes(width * height * 3), { raw })
      .jpeg({ quality: 90 })
      .toBuffer(),
  );
  return Buffer.concat(await Promise.all(jpegs));
}

it('refuses the seventeenth reader, and the sixteen get all of theirs', async () => {
  await using camera = await FakeCamera.install(['rpicam-vid']);
  const picturesFile = join(camera.directory, 'noise.mjpeg');
  await writeFile(picturesFile, await noise(8));
  await camera.behave({ picturesFile });
  await using petlog = await startPetLog({
    arguments: ['--camera', 'rpicam'],
    environment: { PATH: camera.environment().PATH ?? '' },
    config: { camera: { resolution: [width, height], frame_rate: 15 }, recording: { bitrate_kbps: 20_000 } },
  });
  const { url } = petlog;
  await call(`${url}/live/start`, 'POST');
  const range = await vi.waitFor(
    async () => {
      const found = RewindRange.parse((await call(`${url}/live/rewind`)).body);
      expect(found.size_bytes).toBeGreaterThan(leastBytes * 1.5);
      return found;
    },
    { timeout: 60_000, interval: 200 },
  );
  // Nothing is added, and nothing forgotten, while they read.
  await call(`${url}/live/stop`, 'POST');
  const [from, until] = [Date.parse(range.start ?? ''), Date.parse(range.end ?? '')];
  const clip = (index: number): string =>
    `/live/rewind/clip?start=${encodeURIComponent(new Date(from + index).toISOString())}&duration=${Math.floor((until - from) / 1000)}`;

  const readers: HeldAnswer[] = [];
  for (let index = 0; index < mostClips; index += 1) {
    const reader = new HeldAnswer(Number(new URL(url).port), clip(index), {});
    await reader.until('\r\n\r\n');
    reader.socket.pause();
    readers.push(reader);
  }
  const lengths = readers.map(({ text }) => Number(/^content-length: (\d+)\r$/im.exec(text)?.[1]));
  expect(readers.map(({ text }) => text.slice(0, 15))).toEqual(readers.map(() => 'HTTP/1.1 200 OK'));
  expect(Math.min(...lengths)).toBeGreaterThan(leastBytes);
  expect(mostClips).toBe(16);

  for (let attempt = 0; attempt < 3; attempt += 1) {
    const refused = await call(`${url}${clip(mostClips)}`);
    expect([refused.status, refused.body.code, Number(refused.headers.get('retry-after')) > 0]).toEqual([503, 'too_many_downloads', true]);
  }
  // One of the sixteen may read another piece of his own.
  const own = await fetch(`${url}${clip(3)}`, { headers: { range: 'bytes=100-199' } });
  expect([own.status, (await own.arrayBuffer()).byteLength]).toEqual([206, 100]);

  readers.forEach(({ socket }) => socket.resume());
  const bytesOfHead = 2000;
  await vi.waitFor(
    () => readers.forEach((reader, index) => expect(reader.receivedBytes).toBeGreaterThanOrEqual(lengths[index] ?? Infinity)),
    { timeout: 60_000 },
  );
  readers.forEach((reader, index) => expect(reader.receivedBytes).toBeLessThan((lengths[index] ?? 0) + bytesOfHead));
  await vi.waitFor(async () => {
    const response = await fetch(`${url}${clip(mostClips)}`, { method: 'HEAD' });
    expect(response.status).toBe(200);
  }, 60_000);
  readers.forEach((reader) => reader.close());
  expect(await petlog.stop()).toEqual({ code: 0, signal: null });
});
