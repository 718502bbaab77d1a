import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closest, editDistance } from '../../../shared/closest.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['frame_rte', 'frame_rate', 1],
    ['cmaera', 'camera', 1],
    ['abc', 'cba', 2],
  ])('%j to %j is %i', (from, to, expected) => {
    expect(editDistance(from, to)).toBe(expected);
  });

  it('is symmetric, zero only for equal words and at most the longer length', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe('closest', () => {
  const words = ['host', 'port', 'data-dir', 'headless'];
  it.each([
    ['prot', 'port'],
    ['hots', 'host'],
    ['HEADLES', 'headless'],
    ['data_dir', 'data-dir'],
    ['xyzzy', undefined],
    ['', undefined],
  ])('takes %j for %j', (word, expected) => {
    expect(closest(word, words)).toBe(expected);
  });
});
