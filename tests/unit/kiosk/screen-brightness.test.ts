import { expect, test } from 'vitest';
import { ScreenBrightness, type ScreenLight } from '../../../main/kiosk/screen-brightness.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** A light that remembers, and that can be lost. */
class FakeLight implements ScreenLight {
  readonly calls: (number | 'restore')[] = [];
  isLost = false;
  async set(percent: number): Promise<void> {
    if (this.isLost) {
      throw new Error('ENODEV');
    }
    this.calls.push(percent);
  }
  async restore(): Promise<void> {
    this.calls.push('restore');
  }
}

const timeOfDay = (milliseconds: number): string => {
  const date = new Date(milliseconds);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
};

function open({ light, startsInMinutes }: { light: ScreenLight | null; startsInMinutes: number }) {
  const clock = new ManualClock();
  const now = clock.nowMicroseconds() / 1000;
  const schedule = {
    brightness_day_percent: 90,
    brightness_night_percent: 30,
    night_from: timeOfDay(now + startsInMinutes * 60_000),
    night_until: timeOfDay(now + (startsInMinutes + 10) * 60_000),
  };
  const page: number[] = [];
  const brightness = new ScreenBrightness({
    schedule: () => schedule,
    light,
    onPageBrightness: (percent) => page.push(percent),
    clock,
    logger: silentLogger,
  });
  brightness.start();
  return { clock, schedule, page, brightness };
}

test('night comes and goes, and the light is left as it was', async () => {
  const light = new FakeLight();
  const { clock, page, brightness } = open({ light, startsInMinutes: 2 });
  await clock.advance(119_000);
  expect(light.calls).toEqual([90]);
  await clock.advance(1_000);
  expect(light.calls).toEqual([90, 30]);
  await clock.advance(10 * 60_000);
  expect(light.calls).toEqual([90, 30, 90]);
  await brightness.close();
  expect(light.calls).toEqual([90, 30, 90, 'restore']);
  expect(clock.pendingTimers).toBe(0);
  expect(page).toEqual([]);
});

test('a touch at night brings the day for a minute after the last one', async () => {
  const light = new FakeLight();
  const { clock, brightness } = open({ light, startsInMinutes: -1 });
  await clock.advance(10_000);
  brightness.wake();
  await clock.advance(30_000);
  brightness.wake();
  await clock.advance(59_999);
  expect(light.calls).toEqual([30, 90]);
  await clock.advance(1);
  expect(light.calls).toEqual([30, 90, 30]);
  await brightness.close();
});

test('without a light the page darkens itself', async () => {
  const { clock, page, brightness } = open({ light: null, startsInMinutes: -1 });
  expect(brightness.pagePercent).toBe(30);
  brightness.wake();
  await clock.advance(60_000);
  expect(page).toEqual([30, 90, 30]);
  await brightness.close();
  brightness.wake();
  expect(page).toEqual([30, 90, 30]);
});

test('a light that is lost leaves it to the page', async () => {
  const light = new FakeLight();
  const { clock, page, brightness } = open({ light, startsInMinutes: 1 });
  await clock.advance(0);
  light.isLost = true;
  await clock.advance(60_000);
  expect(page).toEqual([30]);
  brightness.wake();
  expect(page).toEqual([30, 90]);
  await brightness.close();
  expect(light.calls).toEqual([90]);
});

test('a change of the settings counts at once', async () => {
  const { page, schedule, brightness } = open({ light: null, startsInMinutes: -1 });
  schedule.brightness_night_percent = 55;
  brightness.reschedule();
  schedule.night_until = schedule.night_from;
  brightness.reschedule();
  expect(page).toEqual([30, 55, 90]);
  await brightness.close();
});

test('a clock that is set counts within a minute', async () => {
  const { clock, page, brightness } = open({ light: null, startsInMinutes: 60 });
  expect(page).toEqual([90]);
  clock.jump(65 * 60_000);
  await clock.advance(60_000);
  expect(page).toEqual([90, 30]);
  await brightness.close();
});
