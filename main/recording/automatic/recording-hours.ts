import { type Weekday, weekdays } from '../../../shared/config/automatic-recording.ts';
import { minuteOfDay, minuteShownAt } from '../../system/minute-of-day.ts';

/** When is recorded by itself: on some days, from one time of day until another, such as 22:00, in local time. */
export interface RecordingHours {
  readonly days: readonly Weekday[];
  readonly from: string;
  /** Before `from` it is one of the next day; the same as `from` is the whole day. */
  readonly until: string;
}

/** Whether a moment, by the local clock on the wall, is within these hours. A night belongs to the day on which it begins. */
export function isWithinHours({ days, from, until }: RecordingHours, moment: Date): boolean {
  const isOn = (daysAgo: number): boolean => {
    const day = weekdays[(moment.getDay() + 6 - daysAgo + 7) % 7];
    return day !== undefined && days.includes(day);
  };
  const minute = minuteShownAt(moment);
  const [first, end] = [minuteOfDay(from), minuteOfDay(until)];
  if (first < end) {
    return isOn(0) && minute >= first && minute < end;
  }
  return (isOn(0) && minute >= first) || (isOn(1) && minute < end);
}
