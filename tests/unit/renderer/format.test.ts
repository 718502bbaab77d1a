import { expect, test } from 'vitest';
import { formatLength } from '../../../renderer/state/activity/length-words.ts';
import {
  formatClock,
  formatDayAndTime,
  formatDuration,
  formatMoment,
  formatSize,
  snapshotFileName,
} from '../../../renderer/state/format.ts';
import { FileName } from '../../../shared/api.ts';

test.each([
  [0, '00:00'],
  [59.9, '00:59'],
  [60, '01:00'],
  [3599, '59:59'],
  [3600, '1:00:00'],
  [86_400, '24:00:00'],
  [-1, '00:00'],
])('%f seconds are %s', (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words);
});

test.each([
  [0, '0 s'],
  [9, '9 s'],
  [59.4, '59 s'],
  [59.6, '1 min'],
  [119, '2 min'],
  [3_569, '59 min'],
  [3_571, '1 h'],
  [3_900, '1 h 5 min'],
  [90_000, '25 h'],
])('%f seconds were %s', (seconds, words) => {
  expect(formatLength(seconds, { hour: 'h', minute: 'min', second: 's' }).replaceAll('\u00a0', ' ')).toBe(words);
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [3_440_000, '3.4 MB'],
  [12_340_000, '12 MB'],
  [900_000_000, '900 MB'],
  [1_500_000_000, '1.5 GB'],
  [3_000_000_000_000_000, '3,000 TB'],
])('%d bytes are %s', (bytes, words) => {
  expect(formatSize(bytes, 'en-US')).toBe(words);
});

test('sizes follow the language', () => {
  expect(formatSize(3_440_000, 'de-DE')).toBe('3,4 MB');
});

test('snapshots are named by local time, with characters that every file system takes', () => {
  const name = snapshotFileName(new Date(2026, 4, 1, 9, 5, 3));
  expect(name).toBe('PetLog 2026-05-01 09-05-03.jpg');
  expect(FileName.safeParse(name).success).toBe(true);
});

test.each(['en-GB', 'en-US', 'de', 'es', 'fr', 'it', 'ja'])('a day and its time have the hour as the clock shows it: %s', (locale) => {
  const early = new Date(2026, 4, 1, 1, 32);
  expect(formatDayAndTime(early, early, locale)).toContain(formatClock(early, locale));
});

test('a moment of today is told by its time alone', () => {
  const now = new Date(2026, 4, 2, 12, 0);
  const [today, yesterday] = [new Date(2026, 4, 2, 1, 32), new Date(2026, 4, 1, 23, 59)];
  expect(formatMoment(today, now, 'en-GB')).toBe('01:32');
  expect(formatMoment(yesterday, now, 'en-GB')).toBe('1 May, 23:59');
});
