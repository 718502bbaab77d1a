import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isNight, scheduledBrightness, untilNextMinute } from '../../../main/kiosk/brightness-schedule.ts';

const machineTimeZone = process.env['TZ'];

// Summer time from 02:00 to 03:00 on 29 March 2026, back from 03:00 to 02:00 on 25 October.
beforeAll(() => void (process.env['TZ'] = 'Europe/Berlin'));
afterAll(() => {
  if (machineTimeZone === undefined) {
    delete process.env['TZ'];
  } else {
    process.env['TZ'] = machineTimeZone;
  }
});

const acrossMidnight = { night_from: '22:00', night_until: '07:00' };

describe('night', () => {
  test.each([
    ['2026-06-01T21:59:59', false],
    ['2026-06-01T22:00:00', true],
    ['2026-06-01T23:59:59', true],
    ['2026-06-02T00:00:00', true],
    ['2026-06-02T06:59:59', true],
    ['2026-06-02T07:00:00', false],
    ['2026-06-02T12:00:00', false],
  ])('across midnight: %s', (moment, expected) => {
    expect(isNight(new Date(moment), acrossMidnight)).toBe(expected);
  });

  test.each([
    ['2026-06-01T12:59:59', false],
    ['2026-06-01T13:00:00', true],
    ['2026-06-01T14:59:59', true],
    ['2026-06-01T15:00:00', false],
  ])('within a day: %s', (moment, expected) => {
    expect(isNight(new Date(moment), { night_from: '13:00', night_until: '15:00' })).toBe(expected);
  });

  test('the same time twice is no night', () => {
    for (const moment of ['2026-06-01T21:59:59', '2026-06-01T22:00:00', '2026-06-01T23:00:00']) {
      expect(isNight(new Date(moment), { night_from: '22:00', night_until: '22:00' })).toBe(false);
    }
  });

  test('a night that would end in the hour that summer time skips ends with it', () => {
    const hours = { night_from: '22:00', night_until: '02:30' };
    expect(isNight(new Date('2026-03-29T00:59:59Z'), hours)).toBe(true); // 01:59:59
    expect(isNight(new Date('2026-03-29T01:00:00Z'), hours)).toBe(false); // 03:00
  });

  test('in the hour that is there twice, the clock on the wall decides both times', () => {
    const hours = { night_from: '22:00', night_until: '02:30' };
    const at = (time: string): boolean => isNight(new Date(`2026-10-25T${time}Z`), hours);
    expect([at('00:29:59'), at('00:30:00'), at('01:00:00'), at('01:29:59'), at('01:30:00')]).toEqual([true, false, true, true, false]);
  });

  test('follows the time zone', () => {
    const moment = new Date('2026-06-01T21:00:00Z');
    expect(isNight(moment, acrossMidnight)).toBe(true);
    process.env['TZ'] = 'America/New_York';
    expect(isNight(moment, acrossMidnight)).toBe(false);
    process.env['TZ'] = 'Europe/Berlin';
  });
});

test('brightness is that of the day or of the night', () => {
  const schedule = { ...acrossMidnight, brightness_day_percent: 90, brightness_night_percent: 15 };
  expect(scheduledBrightness(new Date('2026-06-01T12:00:00'), schedule)).toBe(90);
  expect(scheduledBrightness(new Date('2026-06-01T23:00:00'), schedule)).toBe(15);
});

test('the next minute is where the clock on the wall moves on', () => {
  expect(untilNextMinute(new Date('2026-06-01T12:00:00.000Z'))).toBe(60_000);
  expect(untilNextMinute(new Date('2026-06-01T12:00:59.750Z'))).toBe(250);
});
