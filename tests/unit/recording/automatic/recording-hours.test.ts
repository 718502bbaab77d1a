import { expect, test } from 'vitest';
import { isWithinHours, type RecordingHours } from '../../../../main/recording/automatic/recording-hours.ts';
import { weekdays } from '../../../../shared/config/automatic-recording.ts';

/** 5 January 2026 is a Monday. */
const at = (day: number, hours: number, minutes = 0): Date => new Date(2026, 0, 4 + day, hours, minutes);
const everyDay = [...weekdays];

const within = (hours: RecordingHours, ...moments: Date[]): boolean[] => moments.map((moment) => isWithinHours(hours, moment));

test('a day from morning to evening begins with its first minute and ends before its last', () => {
  const hours = { days: everyDay, from: '08:00', until: '18:30' };
  expect(within(hours, at(1, 7, 59), at(1, 8), at(1, 18, 29), at(1, 18, 30))).toEqual([false, true, true, false]);
});

test('the same time twice is the whole day, on its days', () => {
  const hours = { days: ['mon', 'sun'], from: '00:00', until: '00:00' } as const;
  expect(within(hours, at(1, 0), at(1, 23, 59), at(2, 0), at(7, 12))).toEqual([true, true, false, true]);
});

test('a night belongs to the day on which it begins', () => {
  const hours = { days: ['mon'], from: '22:00', until: '06:00' } as const;
  expect(within(hours, at(1, 5), at(1, 22), at(2, 5, 59), at(2, 6), at(2, 22))).toEqual([false, true, true, false, false]);
});

test('a day from noon to noon that is not at midnight goes on into the next one', () => {
  const hours = { days: ['sun'], from: '12:00', until: '12:00' } as const;
  expect(within(hours, at(7, 11), at(7, 12), at(8, 11, 59), at(8, 12))).toEqual([false, true, true, false]);
});
