import type { Weekday } from '../../../shared/config/automatic-recording.ts';

const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Short names of the days of the week in a language, such as `Mon`. */
export function weekdayNames(locale: string): Readonly<Record<Weekday, string>> {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  // 5 January 2026 is a Monday.
  const names = weekdays.map((day, index) => [day, format.format(Date.UTC(2026, 0, 5 + index))] as const);
  return Object.fromEntries(names) as Record<Weekday, string>;
}
