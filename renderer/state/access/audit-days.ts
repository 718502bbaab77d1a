import type { AuditEntry } from '../../../shared/access.ts';
import { dayTitle, localDate, type DayWords } from '../library/recording-days.ts';

/** What was done on one day of the reader's calendar. */
export interface AuditDay {
  /** For example 2026-05-01. */
  readonly date: string;
  readonly title: string;
  readonly entries: readonly AuditEntry[];
}

/** Entries in the order they come in, one group for each day. */
export function groupAuditByDay(entries: readonly AuditEntry[], now: Date, words: DayWords, locale: string): readonly AuditDay[] {
  const days = Map.groupBy(entries, ({ at }) => localDate(new Date(at)));
  return [...days].map(([date, ofDay]) => ({ date, title: dayTitle(date, now, words, locale), entries: ofDay }));
}
