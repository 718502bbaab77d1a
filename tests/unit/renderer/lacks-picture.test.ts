import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lacksPicture } from '../../../renderer/state/lacks-picture.ts';

beforeEach(() => {
  vi.stubGlobal('HTMLMediaElement', { HAVE_CURRENT_DATA: 2 });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const video = (videoWidth: number, readyState = 4) => ({ videoWidth, readyState });

test('a video with a size has a picture, at once', async () => {
  const patience = vi.fn(() => Promise.resolve());
  expect(await lacksPicture(video(640), patience)).toBe(false);
  expect(patience).not.toHaveBeenCalled();
});

test('one whose size comes a moment later has a picture, too', async () => {
  const late = video(0);
  const isLacking = lacksPicture(late, () => {
    late.videoWidth = 640;
    return Promise.resolve();
  });
  expect(await isLacking).toBe(false);
});

test('one without a size has none, unless it was taken away meanwhile', async () => {
  const gone = video(0);
  expect(await lacksPicture(video(0), () => Promise.resolve())).toBe(true);
  const isLacking = lacksPicture(gone, () => {
    gone.readyState = 0;
    return Promise.resolve();
  });
  expect(await isLacking).toBe(false);
});
