import { expect, test } from 'vitest';
import { dayChips, hoursOf } from '../../../../renderer/state/library/day-chips.ts';
import { playingFailureOf } from '../../../../renderer/state/library/playing-failure.ts';
import { dayBounds } from '../../../../renderer/state/library/recording-days.ts';
import { everyRecording, filterQuery, isFiltering } from '../../../../renderer/state/library/recording-filter.ts';

const words = { today: 'Today', yesterday: 'Yesterday' };

test('a filter asks for camera, words, day and hour as the contract names them', () => {
  expect(filterQuery(everyRecording)).toEqual({});
  expect(isFiltering(everyRecording)).toBe(false);
  const date = '2026-05-01';
  const hour = dayBounds(date).start.getTime() + 14 * 3_600_000;
  const filter = { ...everyRecording, cameraId: 'garden', search: 'luna', date, hour };
  expect(filterQuery(filter)).toEqual({
    camera: 'garden',
    q: 'luna',
    start_date: new Date(hour).toISOString(),
    end_date: new Date(hour + 3_599_999).toISOString(),
  });
  expect(filterQuery({ ...filter, hour: null }).start_date).toBe(dayBounds(date).start.toISOString());
  expect(isFiltering({ ...everyRecording, search: 'x' })).toBe(true);
});

test('the days are today, yesterday and five before them; the hours those that have begun, newest first', () => {
  const now = new Date(dayBounds('2026-05-07').start.getTime() + 2.5 * 3_600_000);
  const chips = dayChips(now, words, 'en');
  expect(chips.map(({ date }) => date)).toEqual([
    '2026-05-07',
    '2026-05-06',
    '2026-05-05',
    '2026-05-04',
    '2026-05-03',
    '2026-05-02',
    '2026-05-01',
  ]);
  expect(chips.slice(0, 2).map(({ title }) => title)).toEqual(['Today', 'Yesterday']);
  const begun = hoursOf('2026-05-07', now);
  expect(begun).toHaveLength(3);
  expect(begun.at(-1)).toEqual(dayBounds('2026-05-07').start);
  expect(hoursOf('2026-05-06', now)).toHaveLength(24);
});

test('why a recording is not played is found out by asking for it', async () => {
  const answering =
    (status: number): typeof fetch =>
    async () =>
      new Response(null, { status });
  expect(await playingFailureOf('x', answering(200))).toBe('unplayable');
  expect(await playingFailureOf('x', answering(404))).toBe('gone');
  expect(await playingFailureOf('x', answering(502))).toBe('unreachable');
  expect(await playingFailureOf('x', () => Promise.reject(new TypeError('failed to fetch')))).toBe('unreachable');
});
