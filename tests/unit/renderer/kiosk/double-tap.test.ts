import { expect, test } from 'vitest';
import { DoubleTap } from '../../../../renderer/state/kiosk/double-tap.ts';

/** Puts a finger down and lifts it 50 ms later, somewhere else if told. */
function tap(taps: DoubleTap, milliseconds: number, x = 100, y = 100, to = { x, y, milliseconds: milliseconds + 50 }): boolean {
  taps.down({ x, y, milliseconds });
  return taps.up(to);
}

test('the second of two taps counts, and a third begins anew', () => {
  const taps = new DoubleTap();
  expect([tap(taps, 0), tap(taps, 200, 120, 90), tap(taps, 400), tap(taps, 600)]).toEqual([false, true, false, true]);
});

test('two taps far apart, in time or place, are two single ones', () => {
  const taps = new DoubleTap();
  expect([tap(taps, 0), tap(taps, 500), tap(taps, 700, 300)]).toEqual([false, false, false]);
  expect(tap(taps, 900, 300)).toBe(true);
});

test('a drag, a long press and a second finger are no taps', () => {
  const taps = new DoubleTap();
  expect([tap(taps, 0), tap(taps, 100, 100, 100, { x: 160, y: 100, milliseconds: 150 }), tap(taps, 300)]).toEqual([false, false, false]);
  expect(tap(taps, 450, 100, 100, { x: 100, y: 100, milliseconds: 900 })).toBe(false);
  expect(tap(taps, 1000)).toBe(false);
  taps.forget();
  expect(tap(taps, 1200)).toBe(false);
});
