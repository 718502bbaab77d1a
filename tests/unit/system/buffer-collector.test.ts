import { expect, test } from 'vitest';
import { BufferCollector } from '../../../main/system/buffer-collector.ts';

test.each([
  { collectedBytes: undefined, expected: 5 },
  { collectedBytes: 500_000, expected: 20 },
])('collects once for so many bytes: $collectedBytes', ({ collectedBytes, expected }) => {
  let collections = 0;
  const collector = new BufferCollector({ ...(collectedBytes === undefined ? {} : { collectedBytes }), collect: () => (collections += 1) });
  for (let index = 0; index < 100; index += 1) {
    collector.passed(100_000);
  }
  expect(collections).toBe(expected);
});

test('pictures that passed take no memory, and V8 does not search everything for them', () => {
  const collector = new BufferCollector();
  const before = process.memoryUsage().arrayBuffers;
  let mostBytes = 0;
  for (let index = 0; index < 1000; index += 1) {
    const picture = Buffer.allocUnsafeSlow(100_000);
    collector.passed(picture.length);
    mostBytes = Math.max(mostBytes, process.memoryUsage().arrayBuffers - before);
  }
  expect(mostBytes).toBeLessThan(8_000_000);
});
