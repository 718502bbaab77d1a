import { expect, test } from 'vitest';
import { LiveEdge } from '../../../../renderer/video/live-edge.ts';

const buffered = { start: 0, end: 10 };

test('plays as it comes near the newest picture, faster behind it, and slower where pictures run out', () => {
  const edge = new LiveEdge();
  expect(edge.step(9.88, buffered, 0.066)).toEqual({ playbackRate: 1 });
  expect(edge.step(9.85, buffered, 0.066)).toEqual({ playbackRate: 1.03 });
  expect(edge.step(9.7, buffered, 0.066)).toEqual({ playbackRate: 1.1 });
  expect(edge.step(9.99, buffered, 0.066)).toEqual({ playbackRate: 0.97 });
  // A second between two pictures is no delay.
  expect(edge.step(8.6, buffered, 1)).toEqual({ playbackRate: 1 });
});

test('goes to the newest picture from far behind it, and over a hole', () => {
  const edge = new LiveEdge();
  expect(edge.step(5, buffered, 0.066)).toEqual({ seekSeconds: 9.9 });
  expect(edge.step(5, { start: 9.95, end: 10 }, 0.066)).toEqual({ seekSeconds: 9.95 });
});

test('where pictures ran out more of them wait, and fewer again after minutes without that', () => {
  const edge = new LiveEdge();
  edge.ranOut();
  expect(edge.step(9.85, buffered, 0.066)).toEqual({ playbackRate: 1 });
  for (let times = 0; times < 10; times += 1) {
    edge.ranOut();
  }
  expect(edge.step(9.6, buffered, 0.066)).toEqual({ playbackRate: 1 });
  expect(edge.step(9.1, buffered, 0.066)).toEqual({ playbackRate: 1.1 });
  for (let picture = 0; picture < 4000; picture += 1) {
    edge.step(9.88, buffered, 0.066);
  }
  expect(edge.step(9.85, buffered, 0.066)).toEqual({ playbackRate: 1.03 });
});
