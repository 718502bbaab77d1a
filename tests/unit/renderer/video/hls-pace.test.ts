import { expect, test } from 'vitest';
import { hlsPlaybackRate } from '../../../../renderer/video/hls-pace.ts';

const rate = (behindSeconds: number, bufferedSeconds = 0.6, isCatchingUp = false): number =>
  hlsPlaybackRate({ behindSeconds, bufferedSeconds, partSeconds: 0.2 }, isCatchingUp);

test('plays as it is where it should be, and a little faster where it began late', () => {
  expect(rate(-0.1)).toBe(1);
  expect(rate(0.05)).toBe(1);
  expect(rate(0.15)).toBe(1.05);
  expect(rate(0.7)).toBe(1.1);
});

test('goes on catching up until it is there, and does not begin anew for little', () => {
  expect(rate(0.05, 0.6, true)).toBe(1.05);
  expect(rate(0.01, 0.6, true)).toBe(1);
});

test('never plays faster than pictures come', () => {
  expect(rate(0.7, 0.2)).toBe(1);
  expect(rate(0.7, 0.1, true)).toBe(1);
});
