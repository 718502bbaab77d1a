import type { RecordingInfo } from '../../../shared/api.ts';

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
  for (const recording of recordings) {
    const date = localDate(new Date(recording.timestamp));
    const day = days.get(date);
    if (day === undefined) days.set(date, [recording]);
    else day.push(recording);
  }
  return [...days].map(([date, ofDay]) => ({ date, title: dayTitle(date, now, words, locale), recordings: ofDay }));
}

/** Today, Yesterday, or the date; the year only where it is not this one. */
export function dayTitle(date: string, now: Date, words: DayWords, locale: string): string {
  if (date === localDate(now)) return words.today;
  if (date === localDate(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1))) return words.yesterday;
  const day = dayBounds(date).start;
  const year = day.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...year }).format(day);
}

/** The date of a moment in the reader's time zone, as a date input has it. */
export function localDate(time: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(time.getFullYear()).padStart(4, '0')}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** First and last moment of a date in the reader's time zone; a day may have 23 or 25 hours. */
export function dayBounds(date: string): { readonly start: Date; readonly end: Date } {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  return { start: new Date(year, month - 1, day), end: new Date(new Date(year, month - 1, day + 1).getTime() - 1) };
}
