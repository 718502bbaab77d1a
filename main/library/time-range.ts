import type { TimeRange } from './recording-condition.ts';

/**
 * The moments between two limits, both inclusive. A date such as `2026-05-01`
 * is that whole day in the machine's time zone; a date-time means itself, to
 * the precision that it is given in.
 */
export function timeRange(start: string | undefined, end: string | undefined): TimeRange {
  return {
    fromMilliseconds: start === undefined ? Number.MIN_SAFE_INTEGER : isDate(start) ? midnight(start, 0) : Date.parse(start),
    toMilliseconds: end === undefined ? Number.MAX_SAFE_INTEGER : isDate(end) ? midnight(end, 1) - 1 : lastMoment(end),
  };
}

const isDate = (value: string): boolean => /^\d{4}-\d\d-\d\d$/.test(value);

/** Local midnight at the beginning of the date, some days later; a day may have 23 or 25 hours. */
function midnight(date: string, daysLater: number): number {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  const at = new Date(2000, 0, 1);
  at.setFullYear(year, month - 1, day + daysLater);
  return at.getTime();
}

/** "12:00:00" still covers what began at 12:00:00.400. */
function lastMoment(time: string): number {
  return Date.parse(time) + (/\d\.\d+/.test(time) ? 0 : /T\d\d:\d\d:\d\d/.test(time) ? 999 : 59_999);
}
