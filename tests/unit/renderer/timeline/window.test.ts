import { expect, test } from 'vitest';
import { StripWindow } from '../../../../renderer/state/timeline/strip-window.ts';
import {
  lengthOf,
  longestWindowMilliseconds,
  panned,
  shortestWindowMilliseconds,
  showing,
  zoomed,
} from '../../../../renderer/state/timeline/time-window.ts';

const now = 10_000_000;
const window = { start: now - 1_000_000, end: now - 400_000 };

test('zooming keeps the moment under the finger where it is, between seconds and a day', () => {
  expect(zoomed(window, 0.5, now - 700_000, now)).toEqual({ start: now - 850_000, end: now - 550_000 });
  expect(lengthOf(zoomed(window, 1e-9, now - 700_000, now))).toBe(shortestWindowMilliseconds);
  expect(lengthOf(zoomed(window, 1e9, now - 700_000, now))).toBe(longestWindowMilliseconds);
});

test('nothing that is yet to come is shown', () => {
  expect(panned(window, 300_000, now)).toEqual({ start: now - 700_000, end: now - 100_000 });
  expect(panned(window, 900_000, now)).toEqual({ start: now - 600_000, end: now });
  expect(zoomed(window, 4, now - 400_000, now).end).toBe(now - 400_000);
  expect(zoomed(window, 4, now - 1_000_000, now).end).toBe(now);
});

test('moves only to what would not be seen', () => {
  expect(showing(window, now - 500_000, now)).toBe(window);
  expect(showing(window, now - 2_000_000, now)).toEqual({ start: now - 2_300_000, end: now - 1_700_000 });
  expect(showing(window, now - 10_000, now).end).toBe(now);
});

test('the strip goes on with the time until it is moved, and again when it is moved back', () => {
  let time = now;
  const strip = new StripWindow(() => time);
  strip.suggest(600_000);
  expect(strip.value).toEqual({ start: now - 750_000, end: now });
  time += 5_000;
  expect(strip.value.end).toBe(time);
  strip.pan(-60_000);
  const { value } = strip;
  time += 5_000;
  expect([strip.value, strip.followsNow]).toEqual([value, false]);
  strip.pan(100_000);
  time += 5_000;
  expect([strip.value.end, strip.followsNow]).toEqual([time, true]);
});

test('what somebody zoomed is not changed by what is suggested', () => {
  const strip = new StripWindow(() => now);
  strip.zoom(2, now);
  const length = lengthOf(strip.value);
  strip.suggest(60_000);
  expect([lengthOf(strip.value), strip.followsNow]).toEqual([length, true]);
});

test('a part is shown whole, with room beside it', () => {
  const strip = new StripWindow(() => now);
  strip.showPart({ start: now - 30_000, end: now });
  expect(strip.value).toEqual({ start: now - 120_000, end: now });
  strip.set({ start: now - 10_000, end: now });
  strip.showPart({ start: now - 30_000, end: now });
  expect(strip.value).toEqual({ start: now - 42_000, end: now });
  strip.zoom(100, now);
  strip.showPart({ start: now - 5_000_000, end: now - 4_970_000 });
  expect(strip.value).toEqual({ start: now - 5_045_000, end: now - 4_925_000 });
});
