import { dayBounds, dayTitle, localDate, type DayWords } from './recording-days.ts';
import { timeZone } from '../time-zone.ts';

interface DayChip {
  /** For example 2026-05-01. */
  readonly date: string;
  readonly title: string;
}

const shownDays = 7;

/** Today and the days before it; the days of the week by their short names. */
export function dayChips(now: Date, words: DayWords, locale: string): readonly DayChip[] {
  const dates = [localDate(now)];
  while (dates.length < shownDays) {
    const { start } = dayBounds(dates.at(-1) ?? localDate(now));
    dates.push(localDate(new Date(start.getTime() - 1)));
  }
  return dates.map((date, index) => ({
    date,
    title:
      index < 2 ? dayTitle(date, now, words, locale) : timeZone.format(dayBounds(date).start, locale, { weekday: 'short', day: 'numeric' }),
  }));
}

/** The hours of a day that have begun, the newest first as the recordings are. A day may have 23 or 25 of them. */
export function hoursOf(date: string, now: Date): readonly Date[] {
  const { start, end } = dayBounds(date);
  const last = Math.min(end.getTime(), now.getTime());
  const hours: Date[] = [];
  for (let time = start.getTime(); time <= last; time += 3_600_000) {
    hours.unshift(new Date(time));
  }
  return hours;
}
