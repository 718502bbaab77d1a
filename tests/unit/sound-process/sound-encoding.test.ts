import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpusFrame } from '../../../main/media/sound/sound-frame.ts';
import { SoundEncoding } from '../../../main/sound-process/sound-encoding.ts';
import { decibelsOf, decodedOpus } from '../../support/opus-decoding.ts';

const blockMilliseconds = 10;
let encoding: SoundEncoding;
let aac: number[];
let opus: OpusFrame[];
/** Up to then everything has been heard. */
let nowMilliseconds: number;

beforeEach(() => {
  aac = [];
  opus = [];
  nowMilliseconds = 60_007;
  encoding = new SoundEncoding({ onAac: (number) => aac.push(number), onOpus: (frame) => opus.push(frame) });
});

afterEach(() => encoding.close());

/** A tone from a moment on, and nothing before. */
function hear(untilMilliseconds: number, toneFromMilliseconds = -Infinity): void {
  while (nowMilliseconds < untilMilliseconds) {
    const samples = Float32Array.from({ length: blockMilliseconds * 48 }, (_, index) => {
      const milliseconds = nowMilliseconds + index / 48;
      return milliseconds < toneFromMilliseconds ? 0 : Math.sin((2 * Math.PI * 1000 * milliseconds) / 1000) / 2;
    });
    nowMilliseconds += blockMilliseconds;
    encoding.add(samples, nowMilliseconds);
  }
}

test('frames of Opus say when they were heard, one after the other', () => {
  encoding.wantOpus(true);
  hear(61_000, 60_500);
  const first = opus[0]?.firstSample ?? 0;
  expect(opus.map(({ firstSample }) => firstSample)).toEqual(opus.map((_, index) => first + index * 960));
  expect(opus.length).toBeGreaterThan(40);
  const heard = decodedOpus(opus.map(({ data }) => data));
  expect(heard).toHaveLength(opus.length * 960);
  // The tone begins in them when it did.
  const begun = first + heard.findIndex((sample) => Math.abs(sample) > 0.1);
  expect(Math.abs(begun - 60_500 * 48)).toBeLessThan(48 * 3);
  expect(decibelsOf(heard.subarray(60_550 * 48 - first, 60_900 * 48 - first))).toBeCloseTo(-9, 0);
});

test('nothing is encoded as Opus before somebody wants it, nor after; AAC goes on', () => {
  hear(60_200);
  expect(opus).toEqual([]);
  encoding.wantOpus(true);
  encoding.wantOpus(true);
  hear(60_400);
  const heard = opus.length;
  expect(heard).toBeGreaterThan(5);
  expect(opus[0]?.firstSample).toBeGreaterThan(60_190 * 48);
  encoding.wantOpus(false);
  hear(60_600);
  expect(opus).toHaveLength(heard);
  encoding.wantOpus(true);
  hear(60_800);
  expect(opus[heard]?.firstSample).toBeGreaterThan(60_590 * 48);
  // Again on the same grid.
  expect(((opus[heard]?.firstSample ?? 0) - (opus[0]?.firstSample ?? 0)) % 960).toBe(0);
  expect(aac).toEqual(aac.map((_, index) => (aac[0] ?? 0) + index));
  expect(aac.length).toBeGreaterThan(30);
});

test('after an hour in which nothing came it goes on where the clock is, without an hour of silence', () => {
  encoding.wantOpus(true);
  hear(61_000);
  const before = aac.length;
  const [heard] = opus.slice(-1);
  nowMilliseconds += 3_600_000;
  const begun = nowMilliseconds;
  hear(begun + 10_000);
  expect(before).toBeGreaterThan(40);
  expect(aac.length).toBeLessThan(1000);
  expect(aac.toSorted((one, other) => one - other)).toEqual(aac);
  expect(new Set(aac).size).toBe(aac.length);
  expect(Math.abs((aac[before + 2] ?? 0) - (begun * 48) / 1024)).toBeLessThan(150);
  expect(Math.abs((aac.at(-1) ?? 0) - (nowMilliseconds * 48) / 1024)).toBeLessThan(5);
  expect(opus.length).toBeLessThan(1000);
  expect(opus.at(-1)?.firstSample).toBeGreaterThan((heard?.firstSample ?? 0) + 3_600_000 * 48);
});
