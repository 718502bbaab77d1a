import { describe, expect, test } from 'vitest';
import { SampleClock } from '../../../main/sound-process/sample-clock.ts';
import { stretched } from '../../../main/sound-process/sample-stretch.ts';

const blockSamples = 960;
const hourMilliseconds = 3_600_000;

/** Numbers between 0 and 1, the same in each run. */
function pseudoRandom(): () => number {
  let state = 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/**
 * A microphone whose clock is wrong by so many millionths, and whose samples come up to 60 ms late. Tells how far what is made of them was from the time at which it was heard, after each block.
 */
function listen(
  millionths: number,
  untilMilliseconds: number,
  lost: { atMilliseconds: number; forMilliseconds: number } | null = null,
): number[] {
  const random = pseudoRandom();
  const clock = new SampleClock();
  const samplesPerMillisecond = 48 * (1 + millionths / 1e6);
  const errors: number[] = [];
  let heardMilliseconds = 1000;
  for (let block = 0; heardMilliseconds < untilMilliseconds; block += 1) {
    heardMilliseconds += blockSamples / samplesPerMillisecond;
    if (lost !== null && heardMilliseconds > lost.atMilliseconds) {
      heardMilliseconds += lost.forMilliseconds;
      lost = null;
    }
    const isLate = block % 50 === 0; // a machine that has other things to do
    clock.take(blockSamples, heardMilliseconds + random() * (isLate ? 60 : 5));
    errors.push((clock.nextMilliseconds ?? 0) - heardMilliseconds);
  }
  return errors;
}

describe.each([0, 150, -150, 1000, -1000])('a microphone that is wrong by %d millionths', (millionths) => {
  test('stays in step for an hour', () => {
    const errors = listen(millionths, hourMilliseconds);
    expect(errors.length).toBeGreaterThan(170_000);
    expect(errors.slice(200).reduce((most, error) => Math.max(most, Math.abs(error)), 0)).toBeLessThan(10);
  }, 60_000);
});

test('what was lost becomes silence, within some seconds', () => {
  const errors = listen(50, 60_000, { atMilliseconds: 30_000, forMilliseconds: 700 });
  expect(Math.min(...errors)).toBeLessThan(-600);
  expect(Math.max(...errors.slice(-1000).map(Math.abs))).toBeLessThan(10);
});

test('samples that come twice as fast as they can be heard are left out', () => {
  const clock = new SampleClock();
  let made = 0;
  for (let block = 0; block < 500; block += 1) {
    const { silentSamples, samples } = clock.take(blockSamples, block * 10);
    made += silentSamples + samples;
  }
  expect(made / 48).toBeLessThan(500 * 10 + 2500);
});

test('a stretched sound has the same course', () => {
  const wave = Float32Array.from({ length: 480 }, (_, index) => Math.sin(index / 20));
  for (const length of [479, 481]) {
    const other = stretched(wave, length);
    expect(other).toHaveLength(length);
    expect(other[0]).toBeCloseTo(wave[0] ?? NaN, 5);
    expect(other.at(-1)).toBeCloseTo(wave.at(-1) ?? NaN, 5);
    expect(other[200]).toBeCloseTo(wave[200] ?? NaN, 1);
  }
  expect(stretched(wave, 480)).toBe(wave);
  expect(stretched(wave, 0)).toHaveLength(0);
});
