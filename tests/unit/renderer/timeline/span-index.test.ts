import { expect, test } from 'vitest';
import { SpanIndex } from '../../../../renderer/state/timeline/span-index.ts';
import type { Span } from '../../../../renderer/state/timeline/time-window.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

test('those of a time are found, also a long one that began before others that are over', () => {
  const long = { start: 0, end: 1_000 };
  const index = new SpanIndex<Span>([long, { start: 10, end: 20 }, { start: 30, end: 40 }, { start: 600, end: 610 }]);
  const of = (start: number, end: number): readonly Span[] => index.items.slice(...index.range({ start, end }));
  expect(of(500, 590)).toContain(long);
  expect(of(500, 590)).not.toContainEqual({ start: 600, end: 610 });
  expect(of(1_001, 2_000)).toEqual([]);
  expect(of(-10, -1)).toEqual([]);
  expect(of(0, 1_000)).toHaveLength(4);
  expect(new SpanIndex<Span>([]).range({ start: 0, end: 1 })).toEqual([0, 0]);
});

test('the nearest is what somebody means who points beside it, the last that a moment is in before others', () => {
  const index = new SpanIndex<Span>([
    { start: 0, end: 100 },
    { start: 50, end: 60 },
    { start: 200, end: 210 },
  ]);
  expect(index.nearest(55, 0)).toEqual({ start: 50, end: 60 });
  expect(index.nearest(70, 0)).toEqual({ start: 0, end: 100 });
  expect(index.nearest(190, 10)).toEqual({ start: 200, end: 210 });
  expect(index.nearest(189, 10)).toBeNull();
  expect(index.nearest(105, 10)).toEqual({ start: 0, end: 100 });
});

test('finds what looking at every one finds', () => {
  const { uniform: random } = seededRandom(7);
  const items = Array.from({ length: 400 }, () => ({ start: Math.floor(random() * 10_000), end: 0 }))
    .map(({ start }) => ({ start, end: start + 1 + Math.floor(random() * random() * 900) }))
    .toSorted((a, b) => a.start - b.start);
  const index = new SpanIndex(items);
  for (let round = 0; round < 500; round += 1) {
    const time = Math.floor(random() * 11_000) - 500;
    const inside = items.findLast(({ start, end }) => start <= time && end > time);
    const away = Math.min(...items.map(({ start, end }) => Math.max(start - time, time - end)));
    const found = index.nearest(time, 50);
    expect(found ?? undefined, String(time)).toEqual(inside ?? (away <= 50 ? expect.anything() : undefined));
    if (inside === undefined && found !== null) {
      expect(Math.max(found.start - time, time - found.end)).toBe(away);
    }
    const window = { start: time, end: time + 300 };
    const seen = items.slice(...index.range(window)).filter(({ end }) => end >= window.start);
    expect(seen).toEqual(items.filter(({ start, end }) => end >= window.start && start <= window.end));
  }
});
