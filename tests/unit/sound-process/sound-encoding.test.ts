import { expect, test } from 'vitest';
import { SoundEncoding } from '../../../main/sound-process/sound-encoding.ts';

const blockMilliseconds = 20;
const block = Float32Array.from({ length: 960 }, (_, index) => 0.3 * Math.sin(index / 10));

test('after an hour in which nothing came it goes on where the clock is, without an hour of silence', () => {
  const numbers: number[] = [];
  const encoding = new SoundEncoding((number) => numbers.push(number));
  const hear = (fromMilliseconds: number, untilMilliseconds: number): void => {
    for (let at = fromMilliseconds + blockMilliseconds; at <= untilMilliseconds; at += blockMilliseconds) {
      encoding.add(block, at);
    }
  };
  hear(0, 1000);
  const before = numbers.length;
  hear(3_600_000, 3_610_000);
  encoding.close();
  expect(before).toBeGreaterThan(40);
  expect(numbers.length).toBeLessThan(1000);
  expect(numbers.toSorted((one, other) => one - other)).toEqual(numbers);
  expect(new Set(numbers).size).toBe(numbers.length);
  const behind = numbers.filter((number) => number > 1000);
  expect(Math.abs((behind[0] ?? 0) - (3_600_000 * 48) / 1024)).toBeLessThan(150);
  expect(Math.abs((behind.at(-1) ?? 0) - (3_610_000 * 48) / 1024)).toBeLessThan(5);
});
