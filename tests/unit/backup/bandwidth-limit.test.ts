import { expect, test } from 'vitest';
import { BandwidthLimit } from '../../../main/backup/bandwidth-limit.ts';
import { isNowWithin } from '../../../main/backup/hours.ts';

/** Time passes when somebody waits for it. */
class WaitedClock {
  now = 0;

  monotonicMilliseconds(): number {
    return this.now;
  }

  after(milliseconds: number, callback: () => void): () => void {
    queueMicrotask(() => {
      this.now += milliseconds;
      callback();
    });
    return () => {};
  }
}

async function* chunks(count: number, bytes: number): AsyncGenerator<Buffer> {
  for (let index = 0; index < count; index += 1) {
    yield Buffer.alloc(bytes);
  }
}

test.each([500, 10_000, 100_000])('%i kbit/s are held within 10 %', async (rate) => {
  const clock = new WaitedClock();
  const limit = new BandwidthLimit(clock, () => rate);
  let sentBytes = 0;
  for await (const _ of limit.pieces(chunks(40, 100_000), (bytes) => (sentBytes += bytes))) {
    // taken
  }
  expect(sentBytes).toBe(4_000_000);
  const measured = (sentBytes * 8) / clock.now;
  expect(Math.abs(measured - rate) / rate).toBeLessThan(0.1);
});

test('what passed is told of, so that its memory is freed in time', async () => {
  const told: number[] = [];
  const limit = new BandwidthLimit(new WaitedClock(), () => 10_000, { passed: (bytes) => told.push(bytes) });
  for await (const _ of limit.pieces(chunks(3, 100_000), () => {})) {
    // taken
  }
  expect(told).toEqual([100_000, 100_000, 100_000]);
});

test('two at once share it, and a pause makes no burst', async () => {
  const clock = new WaitedClock();
  const limit = new BandwidthLimit(clock, () => 1000);
  const send = async (): Promise<void> => {
    for await (const _ of limit.pieces(chunks(10, 50_000), () => {})) {
      // taken
    }
  };
  clock.now = 60_000;
  await Promise.all([send(), send()]);
  expect((8 * 1_000_000) / (clock.now - 60_000)).toBeGreaterThan(900);
  expect((8 * 1_000_000) / (clock.now - 60_000)).toBeLessThan(1100);
});

test.each([
  [1, 0, 1],
  [64 * 1024, 0, 1],
  [128 * 1024, 0, 2],
  [64 * 1024 + 16, 100_000, 1],
  [128 * 1024, 10_000, 2],
  [64 * 1024 + 16, 10_000, 1],
  [128 * 1024, 5000, 4],
  [64 * 1024 + 16, 5000, 2],
  [16 * 1024, 1000, 1],
  [64 * 1024, 1000, 4],
  [64 * 1024 + 16, 1000, 4],
  [65 * 1024, 1000, 4],
  [100_000, 1000, 6],
])('%i bytes at %i kbit/s go in %i pieces, none of them much longer or shorter than the others', async (bytes, rate, count) => {
  const sizes: number[] = [];
  for await (const piece of new BandwidthLimit(new WaitedClock(), () => rate).pieces(chunks(1, bytes), () => {})) {
    sizes.push(piece.length);
  }
  expect(sizes).toHaveLength(count);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(bytes);
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(count);
});

test.each([
  ['', '', 3, true],
  ['22:00', '22:00', 3, true],
  ['22:00', '06:00', 3, true],
  ['22:00', '06:00', 12, false],
  ['01:00', '05:00', 4, true],
  ['01:00', '05:00', 5, false],
])('from %s until %s, at %i: %s', (from, until, hour, isWithin) => {
  expect(isNowWithin({ from, until }, new Date(2026, 4, 1, hour, 0))).toBe(isWithin);
});
