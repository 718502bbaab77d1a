import { text } from '../../text/text.ts';
import { formatAgo } from '../ago.ts';
import { formatDuration, formatTime } from '../format.ts';
import { timeZone } from '../time-zone.ts';

const hourSeconds = 3_600;

/** Time of day with seconds; with the day where that is not today. */
export function momentTime(time: number, now: number, locale: string): string {
  if (timeZone.dayNumber(time) === timeZone.dayNumber(now)) {
    return formatTime(new Date(time), locale);
  }
  const [at, today] = [timeZone.wallTime(new Date(time)), timeZone.wallTime(new Date(now))];
  return timeZone.format(new Date(time), locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(at.year === today.year ? {} : { year: 'numeric' }),
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
  });
}

/** When a moment was, and how long ago: to the second within the last hour. */
export function momentWords(time: number, now: number, locale: string): string {
  const seconds = Math.max(0, (now - time) / 1000);
  const when = momentTime(time, now, locale);
  return seconds < hourSeconds
    ? text().rewind.ago(when, formatDuration(seconds))
    : `${when} · ${formatAgo(new Date(time), new Date(now), locale)}`;
}
