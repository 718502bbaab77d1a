import { afterEach, describe, expect, test } from 'vitest';
import { formatClock, snapshotFileName } from '../../../renderer/state/format.ts';
import { dayBounds, dayTitle, localDate, momentOfInput } from '../../../renderer/state/library/recording-days.ts';
import { PageTimeZone, timeZone } from '../../../renderer/state/time-zone.ts';

const zone = (name: string | undefined): PageTimeZone => {
  const made = new PageTimeZone();
  made.use(name);
  return made;
};

afterEach(() => timeZone.use(undefined));

describe('a moment of a wall time', () => {
  test.each([
    ['Europe/Berlin', { year: 2026, month: 7, day: 1, hour: 12 }, '2026-07-01T10:00:00.000Z'],
    ['Asia/Kathmandu', { year: 2026, month: 1, day: 1 }, '2025-12-31T18:15:00.000Z'],
    ['Pacific/Kiritimati', { year: 2026, month: 1, day: 32 }, '2026-01-31T10:00:00.000Z'],
    // Clocks go back: 02:30 is there twice, and the first one counts.
    ['Europe/Berlin', { year: 2026, month: 10, day: 25, hour: 2, minute: 30 }, '2026-10-25T00:30:00.000Z'],
    // Clocks go forward: 02:30 is not there.
    ['Europe/Berlin', { year: 2026, month: 3, day: 29, hour: 2, minute: 30 }, '2026-03-29T01:30:00.000Z'],
    // Clocks go forward at midnight: the day begins at one.
    ['Africa/Cairo', { year: 2026, month: 4, day: 24 }, '2026-04-23T22:00:00.000Z'],
    ['America/Havana', { year: 2026, month: 3, day: 8 }, '2026-03-08T05:00:00.000Z'],
  ])('%s %j', (name, wall, expected) => {
    expect(zone(name).momentOf(wall).toISOString()).toBe(expected);
  });

  test("is that of the reader's own zone until another is told", () => {
    for (const [month, day] of [
      [1, 31],
      [3, 29],
      [7, 1],
      [10, 25],
    ] as const) {
      const wall = { year: 2026, month, day, hour: 12, minute: 34, second: 56 };
      expect(zone(undefined).momentOf(wall)).toEqual(new Date(2026, month - 1, day, 12, 34, 56));
      expect(zone(undefined).wallTime(new Date(2026, month - 1, day, 12, 34, 56))).toEqual(wall);
    }
  });
});

test('days, clocks and names follow the zone of the page', () => {
  const moment = new Date('2026-05-01T20:15:30Z');
  timeZone.use('Asia/Kathmandu');
  expect(localDate(moment)).toBe('2026-05-02');
  expect(dayTitle('2026-05-01', moment, { today: 'today', yesterday: 'yesterday' }, 'en')).toBe('yesterday');
  expect(formatClock(moment, 'en-GB')).toBe('02:00');
  expect(snapshotFileName(moment)).toBe('PetLog 2026-05-02 02-00-30.jpg');
  expect(momentOfInput('2026-05-02T02:00').toISOString()).toBe('2026-05-01T20:15:00.000Z');
  expect(Number.isNaN(momentOfInput('').getTime())).toBe(true);
  timeZone.use('Europe/Berlin');
  const { start, end } = dayBounds('2026-03-29');
  expect(end.getTime() + 1 - start.getTime()).toBe(23 * 3600_000);
});

test('whoever listens is told of another zone, once, until it has enough', () => {
  const page = new PageTimeZone();
  const told: (string | undefined)[] = [];
  const stop = page.onChange(() => told.push(page.name));
  page.use('Europe/Berlin');
  page.use('Europe/Berlin');
  page.use(undefined);
  stop();
  page.use('Asia/Tokyo');
  expect(told).toEqual(['Europe/Berlin', undefined]);
});
