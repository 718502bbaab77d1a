import { expect, test } from 'vitest';
import { CaptureTimes } from '../../../main/camera/capture-times.ts';
import { SoundTimes } from '../../../main/camera/sound-times.ts';

test('what a camera says of when its sound was heard is taken while it can be', () => {
  const times = new SoundTimes();
  expect(times.judge(1000, 1200)).toBe(1000);
  // A picture that takes longer to be encoded: the sound comes before it.
  expect(times.judge(2000, 1300)).toBe(2000);
  expect(times.judge(null, 1400)).toBeNull();
});

test('a network that stands still is none of the camera’s clock', () => {
  const times = new SoundTimes();
  for (let at = 0; at < 3000; at += 20) {
    times.judge(at - 50, at);
  }
  expect(times.judge(3000, 4500)).toBe(3000);
  expect(times.judge(4480, 4500)).toBe(4480);
});

test.each([
  ['a clock that is an hour ahead', 3_600_000],
  ['a clock that is an hour behind', -3_600_000],
  ['sound that live video does not wait for', -500],
])('%s is not believed', (_, offMilliseconds) => {
  const times = new SoundTimes();
  const judged = Array.from({ length: 500 }, (_value, index) => times.judge(index * 20 + offMilliseconds, index * 20));
  expect(judged.every((one) => one === null)).toBe(true);
});

test('a clock that is set right is believed again, and one that is set wrong no more', () => {
  const times = new SoundTimes();
  const off = (milliseconds: number, from: number): (number | null)[] =>
    Array.from({ length: 400 }, (_value, index) => times.judge(from + index * 20 + milliseconds, from + index * 20));
  off(-60_000, 0);
  expect(off(0, 8000).every((one) => one !== null)).toBe(true);
  expect(off(-60_000, 16_000).at(-1)).toBeNull();
});

test('stands on the clock of the pictures', () => {
  const times = new CaptureTimes();
  expect(times.at(500)).toBeNull();
  for (let index = 0; index < 30; index += 1) {
    times.stamp(90_000 + index * 66, 1000 + index * 66 + (index % 3) * 10);
  }
  expect(times.at(90_000 + 1980)).toBeCloseTo(1000 + 1980, 0);
  times.stamp(90_000 + 30 * 66, 1000 + 30 * 66);
});
