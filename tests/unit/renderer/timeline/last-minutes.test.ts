import { describe, expect, test } from 'vitest';
import { fractionWithin, previewFrame, previewPosition } from '../../../../renderer/state/library/preview.ts';
import { NewestWins } from '../../../../renderer/state/newest-wins.ts';
import {
  clipPart,
  lastMinutesOf,
  movePart,
  nearestPicture,
  partAround,
  piecesOf,
  type LastMinutes,
} from '../../../../renderer/state/timeline/last-minutes.ts';
import { fractionAt, timeAt } from '../../../../renderer/state/timeline/time-window.ts';
import { swipeDirection } from '../../../../renderer/state/swipe.ts';

const timeline: LastMinutes = { start: 0, end: 600_000, gaps: [{ start: 100_000, end: 200_000 }] };

describe('the last minutes', () => {
  test('is read from the range, and is none while there is nothing', () => {
    const range = {
      enabled: true,
      start: '2026-05-01T12:00:00.000Z',
      end: '2026-05-01T12:10:00.000Z',
      gaps: [],
      size_bytes: 1,
      limit_bytes: 1,
      limit_seconds: 600,
      storage: 'memory' as const,
    };
    expect(lastMinutesOf(range)).toEqual({ start: Date.parse(range.start), end: Date.parse(range.end), gaps: [] });
    expect(lastMinutesOf({ ...range, start: null, end: null })).toBeNull();
    expect(lastMinutesOf({ ...range, end: range.start })).toBeNull();
  });

  test('places and times belong together', () => {
    expect([timeAt(timeline, 0.5), timeAt(timeline, -1), timeAt(timeline, 2)]).toEqual([300_000, 0, 600_000]);
    expect([fractionAt(timeline, 300_000), fractionAt(timeline, -5), fractionAt({ start: 1, end: 1 }, 1)]).toEqual([0.5, 0, 0]);
  });

  test('a moment without a picture gives way to the nearest with one', () => {
    expect([-1, 50_000, 120_000, 190_000, 700_000].map((time) => nearestPicture(timeline, time))).toEqual([
      0, 50_000, 100_000, 200_000, 600_000,
    ]);
  });

  test('is in pieces where the camera gave no picture', () => {
    expect(piecesOf(timeline)).toEqual([
      { start: 0, end: 100_000 },
      { start: 200_000, end: 600_000 },
    ]);
  });
});

describe('part', () => {
  test('is offered around a moment, inside the timeline', () => {
    expect(partAround(timeline, 300_000, 30_000)).toEqual({ start: 285_000, end: 315_000 });
    expect(partAround(timeline, 600_000, 30_000)).toEqual({ start: 570_000, end: 600_000 });
    expect(partAround({ start: 0, end: 5_000, gaps: [] }, 0, 30_000)).toEqual({ start: 0, end: 5_000 });
  });

  test('its ends stay in order and inside', () => {
    const part = { start: 10_000, end: 20_000 };
    expect(movePart(timeline, part, 'start', 50_000)).toEqual({ start: 19_000, end: 20_000 });
    expect(movePart(timeline, part, 'start', -1)).toEqual({ start: 0, end: 20_000 });
    expect(movePart(timeline, part, 'end', 0)).toEqual({ start: 10_000, end: 11_000 });
    expect(movePart(timeline, part, 'end', 900_000)).toEqual({ start: 10_000, end: 600_000 });
  });

  test('loses what is too old, and is gone with it', () => {
    expect(clipPart({ ...timeline, start: 15_000 }, { start: 10_000, end: 20_000 })).toEqual({ start: 15_000, end: 20_000 });
    expect(clipPart({ ...timeline, start: 19_500 }, { start: 10_000, end: 20_000 })).toBeNull();
  });
});

test('of many requests only the newest follows the one at work', async () => {
  const done: number[] = [];
  let finish: () => void = () => {};
  const newest = new NewestWins<number>(async (value) => {
    done.push(value);
    const { promise, resolve } = Promise.withResolvers<void>();
    finish = resolve;
    await promise;
  });
  for (const value of [1, 2, 3, 4]) {
    newest.request(value);
  }
  expect(done).toEqual([1]);
  finish();
  await expect.poll(() => done).toEqual([1, 4]);
  newest.request(5);
  newest.cancel();
  finish();
  await Promise.resolve();
  newest.request(6);
  await expect.poll(() => done).toEqual([1, 4, 6]);
  finish();
});

test('a preview shows the picture of the place that is pointed at', () => {
  expect([0, 0.0999, 0.1, 0.95, 1, -1].map((fraction) => previewFrame(fraction, 10))).toEqual([0, 0, 1, 9, 9, 0]);
  expect([previewPosition(0, 10), previewPosition(9, 10), previewPosition(0, 1)]).toEqual([0, 100, 0]);
  expect([fractionWithin(60, 10, 100), fractionWithin(0, 10, 100), fractionWithin(500, 10, 100), fractionWithin(1, 1, 0)]).toEqual([
    0.5, 0, 1, 0,
  ]);
});

test('a swipe is quick, long and level', () => {
  const from = { x: 400, y: 200, milliseconds: 0 };
  const to = (x: number, y: number, milliseconds: number) => swipeDirection(from, { x, y, milliseconds });
  expect([to(250, 210, 200), to(550, 190, 200), to(380, 200, 200), to(250, 300, 200), to(250, 200, 2_000)]).toEqual([
    'left',
    'right',
    null,
    null,
    null,
  ]);
});
