import { expect, test } from 'vitest';
import { stayAtEdge } from '../../../../renderer/video/live-edge.ts';

test('plays as it comes near the newest picture, faster a little behind it, and slower where pictures run out', () => {
  const buffered = { start: 0, end: 10 };
  expect(stayAtEdge(9.85, buffered, 0.066)).toEqual({ playbackRate: 1 });
  expect(stayAtEdge(9.7, buffered, 0.066)).toEqual({ playbackRate: 1.1 });
  expect(stayAtEdge(9.99, buffered, 0.066)).toEqual({ playbackRate: 0.97 });
  // A second between two pictures is no delay.
  expect(stayAtEdge(8.6, buffered, 1)).toEqual({ playbackRate: 1 });
});

test('goes to the newest picture from far behind it, and over a hole', () => {
  expect(stayAtEdge(5, { start: 0, end: 10 }, 0.066)).toEqual({ seekSeconds: 9.9 });
  expect(stayAtEdge(5, { start: 9.95, end: 10 }, 0.066)).toEqual({ seekSeconds: 9.95 });
});
