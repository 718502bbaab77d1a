import type { DiskWords } from '../../text/en/disk.ts';
import { formatNumber } from '../format.ts';

/** Nobody plans further. */
const daysOfYear = 365;
const dayMilliseconds = 86_400_000;

/**
 * The sentence of how many days of recordings fit. What was recorded in the first hours says nothing of a day.
 *
 * @param fit at the pace of the last days; null while that is unknown
 * @param oldest when the oldest recording began; null where there is none
 */
export function daysFitInWords(fit: number | null, oldest: Date | null, now: Date, words: DiskWords, locale: string): string {
  if (fit === null || oldest === null || now.getTime() - oldest.getTime() < dayMilliseconds) {
    return words.unknown;
  }
  const days = Math.floor(fit);
  if (days > daysOfYear) {
    return words.fit(words.moreThanAYear);
  }
  return words.fit(days === 0 ? words.lessThanADay : words.days(days, formatNumber(days, locale)));
}
