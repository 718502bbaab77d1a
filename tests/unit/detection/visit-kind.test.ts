import { describe, expect, it, test } from 'vitest';
import type { PictureBox, WatchedZone } from '../../../main/detection/visit.ts';
import { VisitKind } from '../../../main/detection/visit-kind.ts';

const door: WatchedZone = {
  zoneId: 'door',
  kind: 'place',
  place: 'door',
  polygon: [
    [0, 0],
    [0.2, 0],
    [0.2, 1],
    [0, 1],
  ],
};
const bowl: WatchedZone = { ...door, zoneId: 'bowl', place: 'bowl' };
const ignored: WatchedZone = { ...door, zoneId: 'ignored', kind: 'ignore', place: null };

const boxAt = (x: number, width = 0.1): PictureBox => ({ x: x - width / 2, y: 0.5, width, height: width });

/** Seen twice a second at these places; 1000 is when the visit began. */
function seen(
  xs: readonly number[],
  { kind = 'animal', zones = [door], width = 0.1 }: { kind?: 'animal' | 'person'; zones?: readonly WatchedZone[]; width?: number } = {},
) {
  const visitKind = new VisitKind(1000, kind);
  xs.forEach((x, index) => visitKind.seen(1000 + index * 500, boxAt(x, width), zones));
  return { visitKind, seconds: (xs.length - 1) / 2 };
}

describe('a door', () => {
  it('is where somebody came in, from the first moment on', () => {
    const { visitKind } = seen([0.1, 0.3, 0.5]);
    expect([visitKind.of(1, false), visitKind.of(1, true)]).toEqual(['entering_area', 'entering_area']);
  });

  it('is where somebody went out, once nothing is seen any more', () => {
    const { visitKind } = seen([0.5, 0.45, 0.4, 0.3, 0.1]);
    expect([visitKind.of(2, false), visitKind.of(2, true)]).toEqual(['visit', 'leaving_area']);
  });

  it('through which somebody came and went makes a visit', () => {
    const { visitKind } = seen([0.1, 0.15, 0.3, 0.3, 0.1]);
    expect(visitKind.of(2, true)).toBe('visit');
  });

  it('that somebody passes later is none to come in at', () => {
    const { visitKind } = seen([0.5, 0.45, 0.4, 0.35, 0.1, 0.3, 0.4]);
    expect(visitKind.of(3, true)).toBe('visit');
  });

  it('is a place drawn as one, and no other', () => {
    const { visitKind } = seen([0.1, 0.3, 0.5], { zones: [bowl, ignored] });
    expect(visitKind.of(1, true)).toBe('visit');
  });
});

const toAndFro = (count: number): number[] => Array.from({ length: count }, (_, index) => 0.5 + 0.09 * (index % 2 === 0 ? 1 : -1));
const standing = (count: number): number[] => Array.from({ length: count }, () => 0.5);

test('an animal that is fast to and fro for three seconds plays, whatever its size; a person does not', () => {
  expect(seen(toAndFro(9)).visitKind.of(4, false)).toBe('playing');
  expect(seen(toAndFro(9), { kind: 'person' }).visitKind.of(4, false)).toBe('visit');
  expect(seen(toAndFro(9), { width: 0.4 }).visitKind.of(4, false)).toBe('visit');
});

test('less than three seconds, a walk, or running past is no play', () => {
  expect(seen(toAndFro(6)).visitKind.of(2.5, true)).toBe('visit');
  expect(seen(Array.from({ length: 14 }, (_, index) => 0.2 + 0.045 * index)).visitKind.of(6.5, true)).toBe('visit');
  expect(
    seen(
      Array.from({ length: 9 }, (_, index) => 0.1 + 0.11 * index),
      { zones: [] },
    ).visitKind.of(4, true),
  ).toBe('visit');
});

test('three fast seconds that are far apart are no play, and sights that are far apart say nothing', () => {
  const seldom = [0, 1, 2, 3].flatMap(() => [...toAndFro(2), ...standing(18)]);
  expect(seen(seldom).visitKind.of(seldom.length / 2, true)).toBe('visit');
  const rare = new VisitKind(0, 'animal');
  toAndFro(20).forEach((x, index) => rare.seen(index * 2000, boxAt(x, 0.01), []));
  expect(rare.of(40, true)).toBe('visit');
});

test('an hour with a few seconds of play is a visit', () => {
  const { visitKind } = seen([...toAndFro(9), ...standing(200)]);
  expect(visitKind.of(4, false)).toBe('playing');
  expect(visitKind.of(3600, true)).toBe('visit');
});

test('the door counts more than play', () => {
  const { visitKind } = seen([0.1, ...toAndFro(9)]);
  expect(visitKind.of(5, true)).toBe('entering_area');
});
