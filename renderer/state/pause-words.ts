import type { Pause } from '../../shared/api.ts';
import type { Text } from '../text/en.ts';
import { formatClock, formatDayAndTime } from './format.ts';
import { timeZone } from './time-zone.ts';

/** "Paused by Anna at 14:02 until 15:02"; with the day where it is another one. */
export function describePause(
  { by, on_own_screen: isOnOwnScreen, since, until }: Pause,
  now: Date,
  { pause }: Text,
  locale: string,
): string {
  const say = (time: string): string => {
    const moment = new Date(time);
    return isSameDay(moment, now) ? formatClock(moment, locale) : formatDayAndTime(moment, now, locale);
  };
  return pause.sentence(isOnOwnScreen ? pause.ownScreen : by, say(since), until === null ? null : say(until));
}

function isSameDay(a: Date, b: Date): boolean {
  const [one, other] = [timeZone.wallTime(a), timeZone.wallTime(b)];
  return one.year === other.year && one.month === other.month && one.day === other.day;
}
