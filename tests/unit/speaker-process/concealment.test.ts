import { expect, test } from 'vitest';
import { Concealment } from '../../../main/speaker-process/concealment.ts';

const tone = (first: number): Float32Array =>
  Float32Array.from({ length: 960 }, (_, index) => 0.5 * Math.sin((2 * Math.PI * (first + index)) / 120));
const loudest = (samples: Float32Array): number => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
/** Between two samples, that of the one before included. */
const largestStep = (samples: readonly number[]): number =>
  samples.slice(1).reduce((most, sample, index) => Math.max(most, Math.abs(sample - (samples[index] ?? 0))), 0);

test('what comes is played as it is', () => {
  const concealment = new Concealment();
  expect(concealment.heard(tone(0))).toEqual(tone(0));
  expect(concealment.heard(tone(960))).toEqual(tone(960));
});

test('a lost frame is filled with what was heard before, softer each time, without a click, up to silence', () => {
  const concealment = new Concealment();
  const before = concealment.heard(tone(0));
  const filled = concealment.lost(960);
  expect(loudest(filled)).toBeGreaterThan(0.3);
  const after = concealment.heard(tone(1920));
  expect(largestStep([...before, ...filled, ...after])).toBeLessThan(0.06); // a tone alone has 0.026
  expect(after.slice(200)).toEqual(tone(1920).slice(200));
  const gaps = [1, 2, 3, 4, 5].map(() => loudest(concealment.lost(960)));
  expect(gaps).toEqual([...gaps].sort((a, b) => b - a));
  expect(gaps.at(-1)).toBe(0);
});

test('before any voice there is nothing to fill with', () => {
  const concealment = new Concealment();
  expect(loudest(concealment.lost(960))).toBe(0);
  concealment.heard(tone(0));
  concealment.reset();
  expect(loudest(concealment.lost(480))).toBe(0);
});
