import type { Config } from '../../shared/config.ts';
import { minuteOfDay, minuteShownAt } from '../system/minute-of-day.ts';

/** When it is night for the screen: times of day such as `22:00`, in local time. The same twice is no night. */
export type NightHours = Readonly<Pick<Config['kiosk'], 'night_from' | 'night_until'>>;

/** How bright it is to be, by day and at night. */
export type BrightnessSchedule = NightHours & Readonly<Pick<Config['kiosk'], 'brightness_day_percent' | 'brightness_night_percent'>>;

const minuteMilliseconds = 60_000;

/** Whether a moment is at night, by what a clock on the wall shows then: an hour that summer time skips or repeats is as long as it is there. */
export function isNight(moment: Date, { night_from, night_until }: NightHours): boolean {
  const [now, from, until] = [minuteShownAt(moment), minuteOfDay(night_from), minuteOfDay(night_until)];
  return from <= until ? now >= from && now < until : now >= from || now < until;
}

/** How bright the screen is to be at a moment, in percent. */
export function scheduledBrightness(moment: Date, schedule: BrightnessSchedule): number {
  return isNight(moment, schedule) ? schedule.brightness_night_percent : schedule.brightness_day_percent;
}

/** Until the clock on the wall shows another minute; time zones differ by whole minutes. */
export function untilNextMinute(moment: Date): number {
  return minuteMilliseconds - (moment.getTime() % minuteMilliseconds);
}
