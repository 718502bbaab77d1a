import { expect, test } from 'vitest';
import { PictureTimes } from '../../../main/webrtc-process/picture-times.ts';

const isRising = (times: readonly number[]): boolean => times.every((time, index) => index === 0 || time > times[index - 1]!);
/** Of a stream of 90 kHz. */
const ticksOf = (times: readonly number[]): number[] => times.map((time) => Math.round(time * 90));

test('pictures have the times at which they were captured, and those that come together come close before the newest', () => {
  const times = new PictureTimes();
  expect(times.burst(3, 1000)).toEqual([996, 998, 1000]);
  expect([times.at(1066), times.at(1133)]).toEqual([1066, 1133]);
});

test('what is sent again is later than what was, and earlier than what comes', () => {
  const times = new PictureTimes();
  times.at(1000);
  const again = times.again(300);
  expect(isRising(ticksOf([1000, ...again]))).toBe(true);
  expect(again.at(-1)).toBeLessThanOrEqual(1010);
  expect(times.at(1066)).toBe(1066);
});

test('a rendition whose newest keyframe is older than what was seen goes on behind it', () => {
  const times = new PictureTimes();
  times.at(5000);
  const late = [3000, 3066, 3133].map((time) => times.at(time));
  expect(isRising(ticksOf([5000, ...late]))).toBe(true);
  expect(late.at(-1)).toBeLessThan(5001);
});
