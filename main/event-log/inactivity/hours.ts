const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

/** When something counts, in this machine's time zone. */
export interface Hours {
  /** A night belongs to the day on which it began. */
  readonly days: readonly Weekday[];
  /** Such as 08:00. */
  readonly from: string;
  /** Perhaps of the next day; the same as `from` for the whole day. */
  readonly until: string;
}

interface Span {
  readonly from: number;
  readonly until: number;
}

/** Nobody waits longer for a pet. */
const mostDays = 400;

/** The hours that begin on a day so many days before that moment; null where that day has none. */
function spanOf({ days, from, until }: Hours, atMilliseconds: number, daysBefore: number): Span | null {
  const at = new Date(atMilliseconds);
  const timeOf = (text: string, dayOffset: number): Date => {
    const [hours = 0, minutes = 0] = text.split(':').map(Number);
    return new Date(at.getFullYear(), at.getMonth(), at.getDate() - daysBefore + dayOffset, hours, minutes);
  };
  const begin = timeOf(from, 0);
  return days.includes(weekdays[begin.getDay()]!) ? { from: begin.getTime(), until: timeOf(until, until <= from ? 1 : 0).getTime() } : null;
}

/** Whether a moment is within the hours. */
export function isWithin(hours: Hours, atMilliseconds: number): boolean {
  return [0, 1].some((daysBefore) => {
    const span = spanOf(hours, atMilliseconds, daysBefore);
    return span !== null && atMilliseconds >= span.from && atMilliseconds < span.until;
  });
}

/**
 * How much of the time from then to now is within the hours, in milliseconds.
 *
 * @param enough is not looked beyond
 */
export function timeWithin(hours: Hours, fromMilliseconds: number, nowMilliseconds: number, enough: number): number {
  let sum = 0;
  for (let daysBefore = 0; daysBefore < mostDays && sum < enough; daysBefore += 1) {
    const span = spanOf(hours, nowMilliseconds, daysBefore);
    if (span !== null) {
      sum += Math.max(0, Math.min(span.until, nowMilliseconds) - Math.max(span.from, fromMilliseconds));
    }
    if (nowMilliseconds - daysBefore * 86_400_000 < fromMilliseconds - 2 * 86_400_000) {
      break;
    }
  }
  return sum;
}
