import { expect, test } from 'vitest';
import { KioskComfort } from '../../../main/kiosk/kiosk-comfort.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { Config } from '../../../shared/config.ts';
import type { KioskScreen } from '../../../shared/ipc.ts';
import { ManualClock } from '../../support/manual-clock.ts';

function open() {
  let settings = { ...Config.parse({}).kiosk, night_until: '22:00' };
  const started: string[] = [];
  const stopped: number[] = [];
  const told: KioskScreen[] = [];
  const clock = new ManualClock();
  const comfort = new KioskComfort({
    settings: () => settings,
    light: null,
    powerSaveBlocker: { start: (type) => started.push(type) - 1, stop: (id) => stopped.push(id) > 0 },
    onChange: (screen) => told.push(screen),
    clock,
    logger: silentLogger,
  });
  const change = (part: Partial<Config['kiosk']>): void => {
    settings = { ...settings, ...part };
    comfort.readSettings();
  };
  return { comfort, change, started, stopped, told, clock };
}

test('the screen stays on while it is to, and no longer', async () => {
  const { comfort, change, started, stopped, clock } = open();
  expect(started).toEqual(['prevent-display-sleep']);
  change({ hide_cursor: false });
  expect([started.length, stopped]).toEqual([1, []]);
  change({ screen_blanking: 'system' });
  change({ screen_blanking: 'system' });
  expect(stopped).toEqual([0]);
  change({ screen_blanking: 'never' });
  expect(started).toHaveLength(2);
  await comfort.close();
  expect(stopped).toEqual([0, 1]);
  expect(clock.pendingTimers).toBe(0);
});

test('the wish that the screen stays on is made anew when the window gets the focus or is touched, because without the focus it may have been dropped', async () => {
  const { comfort, change, started, stopped } = open();
  comfort.focus();
  expect([started.length, stopped]).toEqual([2, [0]]);
  comfort.wake();
  expect([started.length, stopped]).toEqual([3, [0, 1]]);
  change({ screen_blanking: 'system' });
  expect(stopped).toEqual([0, 1, 2]);
  comfort.focus();
  comfort.wake();
  expect(started).toHaveLength(3);
  await comfort.close();
  expect(stopped).toEqual([0, 1, 2]);
});

test('the page is told what it has to do', async () => {
  const { comfort, change, told } = open();
  expect(comfort.screen).toEqual({ page_brightness_percent: 100, hide_cursor: true, on_screen_keyboard: true });
  change({ brightness_day_percent: 70, hide_cursor: false, on_screen_keyboard: false });
  expect(told.at(-1)).toEqual({ page_brightness_percent: 70, hide_cursor: false, on_screen_keyboard: false });
  await comfort.close();
});
