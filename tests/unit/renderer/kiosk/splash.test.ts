import { expect, test } from 'vitest';
import { isSplash, nextSplash, type Splash } from '../../../../renderer/state/kiosk/splash.ts';

const facts = { phase: 'connecting', hasPicture: false, isFailing: false, isCovered: false } as const;

test('says what is awaited, and fades at the first picture for good', () => {
  const seen: Splash[] = [];
  let splash: Splash = 'server';
  const steps = [
    facts,
    { ...facts, phase: 'starting' },
    { ...facts, phase: 'live' },
    { ...facts, phase: 'live', hasPicture: true },
    facts,
    { ...facts, phase: 'stopped' },
  ] as const;
  for (const step of steps) {
    seen.push((splash = nextSplash(splash, step)));
  }
  expect(seen).toEqual(['server', 'camera', 'picture', 'faded', 'faded', 'faded']);
  expect(seen.map(isSplash)).toEqual([true, true, true, false, false, false]);
});

test.each(['stopped', 'paused', 'lost', 'privacy', 'disconnected'] as const)(
  'is over at once when the camera is %s, and does not come back',
  (phase) => {
    expect(nextSplash('camera', { ...facts, phase })).toBe('over');
    expect(nextSplash('over', { ...facts, phase: 'starting' })).toBe('over');
  },
);

test('is over when the picture fails, and when something else has the screen', () => {
  expect(nextSplash('picture', { ...facts, phase: 'live', isFailing: true })).toBe('over');
  expect(nextSplash('server', { ...facts, isCovered: true })).toBe('over');
});
