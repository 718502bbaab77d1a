import type { RecordingInfo } from '../../../shared/api.ts';
import { timeZone } from '../time-zone.ts';

/** The recordings that began on one day of the reader's calendar. */
export interface RecordingDay {
  /** For example 2026-05-01. */
  readonly date: string;
  readonly title: string;
  readonly recordings: readonly RecordingInfo[];
}

export interface DayWords {
  readonly today: string;
  readonly yesterday: string;
}

/** Recordings in the order they come in, one group for each day. */
export function groupByDay(recordings: readonly RecordingInfo[], now: Date, words: DayWords, locale: string): readonly RecordingDay[] {
  const days = new Map<string, RecordingInfo[]>();
  // Neighbours are mostly of one day: to compare is much cheaper than to look each up on the calendar.
  let near: { readonly start: number; readonly end: number; readonly recordings: RecordingInfo[] } | null = null;
  for (const recording of recordings) {
    const at = Date.parse(recording.timestamp);
    if (near === null || at < near.start || at > near.end) {
      const date = localDate(new Date(at));
      const ofDay = days.get(date) ?? [];
      days.set(date, ofDay);
      const { start, end } = dayBounds(date);
      near = { start: start.getTime(), end: end.getTime(), recordings: ofDay };
    }
    near.recordings.push(recording);
  }
  return [...days].map(([date, ofDay]) => ({ date, title: dayTitle(date, now, words, locale), recordings: ofDay }));
}

/** Today, Yesterday, or the date; the year only where it is not this one. */
export function dayTitle(date: string, now: Date, words: DayWords, locale: string): string {
  if (date === localDate(now)) {
    return words.today;
  }
  if (date === localDate(new Date(dayBounds(localDate(now)).start.getTime() - 1))) {
    return words.yesterday;
  }
  const day = dayBounds(date).start;
  const year = timeZone.wallTime(day).year === timeZone.wallTime(now).year ? {} : ({ year: 'numeric' } as const);
  return timeZone.format(day, locale, { weekday: 'long', day: 'numeric', month: 'long', ...year });
}

/** The date of a moment in the page's time zone, as a date input has it. */
export function localDate(time: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const { year, month, day } = timeZone.wallTime(time);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** First and last moment of a date in the page's time zone; a day may have 23 or 25 hours. */
export function dayBounds(date: string): { readonly start: Date; readonly end: Date } {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  return { start: timeZone.momentOf({ year, month, day }), end: new Date(timeZone.momentOf({ year, month, day: day + 1 }).getTime() - 1) };
}

/** The moment that a field for date and time means, such as 2026-05-01T12:00. */
export function momentOfInput(value: string): Date {
  const [year = NaN, month = NaN, day = NaN, hour = 0, minute = 0] = value.split(/[-T:]/).map(Number);
  return timeZone.momentOf({ year, month, day, hour, minute });
}
