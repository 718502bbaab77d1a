import { expect, test } from 'vitest';
import { daysFitInWords } from '../../../../renderer/state/library/days-fit.ts';
import { diskWords } from '../../../../renderer/text/en/disk.ts';

const now = new Date('2026-05-03T12:00:00Z');
const words = (fit: number | null, oldest: string | null): string =>
  daysFitInWords(fit, oldest === null ? null : new Date(oldest), now, diskWords, 'en');

test('the days that fit are told once there are recordings of a whole day', () => {
  const longAgo = '2026-04-01T12:00:00Z';
  expect(words(null, longAgo)).toBe(diskWords.unknown);
  expect(words(3.9, null)).toBe(diskWords.unknown);
  expect(words(3.9, '2026-05-02T13:00:00Z')).toBe(diskWords.unknown);
  expect(words(3.9, '2026-05-02T11:00:00Z')).toContain('about 3 days');
  expect(words(0.9, longAgo)).toContain('less than a day');
  expect(words(366.5, longAgo)).toContain('more than a year');
});
