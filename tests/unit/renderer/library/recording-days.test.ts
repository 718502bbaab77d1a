import { expect, test } from 'vitest';
import { dayBounds, dayTitle, groupByDay, localDate } from '../../../../renderer/state/library/recording-days.ts';
import { recording } from './recordings.ts';

const words = { today: 'Today', yesterday: 'Yesterday' };

test("recordings are grouped by the reader's own days, in the order they come", () => {
  const now = new Date(2026, 4, 2, 9);
  const at = (id: string, ...time: [number, number, number, number, number]) =>
    recording({ recording_id: id, timestamp: new Date(...time).toISOString() });
  const days = groupByDay(
    [at('d', 2026, 4, 2, 8, 0), at('c', 2026, 4, 2, 0, 0), at('b', 2026, 4, 1, 23, 59), at('a', 2026, 3, 1, 12, 0)],
    now,
    words,
    'en-GB',
  );
  expect(days.map(({ date, title, recordings }) => [date, title, recordings.map(({ recording_id }) => recording_id)])).toEqual([
    ['2026-05-02', 'Today', ['d', 'c']],
    ['2026-05-01', 'Yesterday', ['b']],
    ['2026-04-01', 'Wednesday 1 April', ['a']],
  ]);
});

test('the year is said only where it is another', () => {
  expect(dayTitle('2025-12-31', new Date(2026, 0, 2), words, 'en-GB')).toEqual(expect.stringMatching(/^Wednesday,? 31 December 2025$/));
  expect(dayTitle('2025-12-31', new Date(2026, 0, 1), words, 'en-GB')).toBe('Yesterday');
});

test('a day is from midnight to the last millisecond before the next', () => {
  const { start, end } = dayBounds('2026-03-29');
  expect([start.getFullYear(), start.getMonth(), start.getDate(), start.getHours(), start.getMinutes()]).toEqual([2026, 2, 29, 0, 0]);
  expect(localDate(end)).toBe('2026-03-29');
  expect(localDate(new Date(end.getTime() + 1))).toBe('2026-03-30');
});
