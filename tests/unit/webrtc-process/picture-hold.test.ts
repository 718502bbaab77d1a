import { expect, test } from 'vitest';
import { PictureHold } from '../../../main/webrtc-process/picture-hold.ts';

test('what was too much for a link goes on with a keyframe, where nothing smaller came', () => {
  const hold = new PictureHold();
  expect(hold.fateOf(false, 0)).toBe('send');
  hold.begin(1000);
  expect(hold.fateOf(false, 500)).toBe('leave out');
  expect(hold.fateOf(true, 900)).toBe('leave out');
  expect(hold.fateOf(false, 1000)).toBe('ask for a keyframe');
  expect(hold.fateOf(false, 1100)).toBe('ask for a keyframe');
  expect(hold.fateOf(true, 1200)).toBe('send');
  expect(hold.fateOf(false, 1300)).toBe('send');
});

test('what is smaller comes at once', () => {
  const hold = new PictureHold();
  hold.begin(1000);
  expect(hold.fateOf(false, 500)).toBe('leave out');
  hold.end();
  expect(hold.fateOf(true, 600)).toBe('send');
  expect(hold.fateOf(false, 700)).toBe('send');
});

test('a camera that gave no picture meanwhile has lost none', () => {
  const hold = new PictureHold();
  hold.begin(1000);
  expect(hold.fateOf(false, 1500)).toBe('send');
});
