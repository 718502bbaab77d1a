import { expect, it } from 'vitest';
import { isSimplePolygon, type Point } from '../../../shared/polygon.ts';

const square: Point[] = [
  [0.1, 0.1],
  [0.9, 0.1],
  [0.9, 0.9],
  [0.1, 0.9],
];

it.each<[string, boolean, Point[]]>([
  ['a square', true, square],
  [
    'the whole picture',
    true,
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ],
  ],
  ['a triangle', true, square.slice(0, 3)],
  [
    'one with a bay',
    true,
    [
      [0, 0],
      [1, 0],
      [0.5, 0.3],
      [1, 1],
      [0, 1],
    ],
  ],
  ['the other way round', true, [...square].reverse()],
  [
    'a bow tie',
    false,
    [
      [0.1, 0.1],
      [0.9, 0.9],
      [0.9, 0.1],
      [0.1, 0.9],
    ],
  ],
  [
    'a line',
    false,
    [
      [0.1, 0.1],
      [0.5, 0.5],
      [0.9, 0.9],
    ],
  ],
  [
    'a line and back',
    false,
    [
      [0.1, 0.1],
      [0.9, 0.1],
      [0.5, 0.1],
      [0.5, 0.9],
    ],
  ],
  [
    'a corner on a side',
    false,
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0.5, 0],
      [0, 1],
    ],
  ],
  [
    'the same corner twice',
    false,
    [
      [0, 0],
      [0, 0],
      [1, 0],
      [1, 1],
    ],
  ],
  ['two points', false, square.slice(0, 2)],
  [
    'a speck',
    false,
    [
      [0.1, 0.1],
      [0.105, 0.1],
      [0.105, 0.105],
    ],
  ],
])('%s: %s', (_name, isSimple, points) => {
  expect(isSimplePolygon(points)).toBe(isSimple);
});
