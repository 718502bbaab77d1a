import { expect, test } from 'vitest';
import { isIgnored, whollyIgnored } from '../../../main/detection/ignored-things.ts';
import type { WatchedZone } from '../../../main/detection/visit.ts';

/** A coat on a chair that is taken for a dog. */
const coat = { x: 0.4, y: 0.3, width: 0.2, height: 0.4 };
const zone = (values: Partial<WatchedZone> = {}): WatchedZone => ({
  zoneId: 'a',
  kind: 'ignore',
  place: null,
  polygon: [
    [0.4, 0.3],
    [0.6, 0.3],
    [0.6, 0.7],
    [0.4, 0.7],
  ],
  labels: ['dog'],
  ...values,
});
const found = (label: string, box = coat) => ({ scores: new Map([[label, 0.7]]), box });

test.each([
  ['the coat itself, a little otherwise', found('dog', { ...coat, x: 0.42, height: 0.38 }), true],
  ['a cat in the same place', found('cat'), false],
  ['a dog that lies before the chair', found('dog', { x: 0.3, y: 0.6, width: 0.4, height: 0.25 }), false],
  ['a small dog within it', found('dog', { x: 0.45, y: 0.5, width: 0.08, height: 0.1 }), false],
  ['a dog elsewhere', found('dog', { ...coat, x: 0 }), false],
])('with an ignored coat, %s is nothing: %s', (_what, thing, isNothing) => {
  expect(isIgnored(thing, [zone()])).toBe(isNothing);
});

test('what is one thing for a model that takes it for two is ignored by either', () => {
  const scores = new Map([
    ['cat', 0.7],
    ['dog', 0.5],
  ]);
  expect(isIgnored({ scores, box: coat }, [zone()])).toBe(true);
});

test('without labels whoever stands there is nothing, and movement is looked for nowhere in it', () => {
  const all = zone({ labels: [] });
  expect(isIgnored(found('cat', { x: 0.45, y: 0.5, width: 0.1, height: 0.1 }), [all])).toBe(true);
  expect(isIgnored(found('cat', { x: 0.45, y: 0.8, width: 0.1, height: 0.1 }), [all])).toBe(false);
  expect(whollyIgnored([all, zone(), zone({ kind: 'place', labels: [] })])).toEqual([all]);
});

test('a place ignores nobody', () => {
  expect(isIgnored(found('dog'), [zone({ kind: 'place', place: 'bed' })])).toBe(false);
});
