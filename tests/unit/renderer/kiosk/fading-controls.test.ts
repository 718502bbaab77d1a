import { describe, expect, test } from 'vitest';
import { FadingControls } from '../../../../renderer/state/kiosk/fading-controls.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

function create() {
  const clock = new ManualClock();
  const changes: boolean[] = [];
  const use = { isInUse: false };
  const controls = new FadingControls({
    delay: (milliseconds, work) => clock.after(milliseconds, work),
    isInUse: () => use.isInUse,
    onChange: (isHidden) => changes.push(isHidden),
  });
  return { clock, changes, use, controls };
}

describe('controls that fade', () => {
  test('stay where there is no live picture, however long', async () => {
    const { clock, controls, changes } = create();
    controls.touch();
    await clock.advance(60_000);
    expect([controls.isHidden, changes]).toEqual([false, []]);
  });

  test('go five seconds after the last touch, and come back on the next', async () => {
    const { clock, controls, changes } = create();
    controls.setMode('fading');
    await clock.advance(4000);
    expect(controls.touch()).toBe(false);
    await clock.advance(4999);
    expect(controls.isHidden).toBe(false);
    await clock.advance(1);
    expect(controls.isHidden).toBe(true);
    expect(controls.touch()).toBe(true);
    expect(controls.isHidden).toBe(false);
    await clock.advance(5000);
    expect(changes).toEqual([true, false, true]);
  });

  test('come back by themselves when there is something else to see, and then stay', async () => {
    const { clock, controls } = create();
    controls.setMode('fading');
    await clock.advance(5000);
    controls.setMode('shown');
    expect(controls.isHidden).toBe(false);
    await clock.advance(60_000);
    expect(controls.isHidden).toBe(false);
    controls.setMode('fading');
    await clock.advance(4999);
    expect(controls.isHidden).toBe(false);
  });

  test('being told the same again takes no time away', async () => {
    const { clock, controls } = create();
    controls.setMode('fading');
    await clock.advance(3000);
    controls.setMode('fading');
    await clock.advance(2000);
    expect(controls.isHidden).toBe(true);
  });

  test('stay while somebody works with them, and go five seconds or less after', async () => {
    const { clock, controls, use } = create();
    use.isInUse = true;
    controls.setMode('fading');
    await clock.advance(23_000);
    expect(controls.isHidden).toBe(false);
    use.isInUse = false;
    await clock.advance(5000);
    expect(controls.isHidden).toBe(true);
  });

  test('are away from the beginning where the picture is awaited, but for five seconds after a touch', async () => {
    const { clock, controls } = create();
    controls.setMode('away');
    expect(controls.isHidden).toBe(true);
    expect(controls.touch()).toBe(true);
    await clock.advance(5000);
    expect(controls.isHidden).toBe(true);
    controls.setMode('fading');
    expect(controls.isHidden).toBe(false);
  });

  test('nothing is left to come when closed', async () => {
    const { clock, controls, changes } = create();
    controls.setMode('fading');
    controls.close();
    await clock.advance(60_000);
    expect(changes).toEqual([]);
  });
});
