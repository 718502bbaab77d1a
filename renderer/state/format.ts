import { timeZone } from './time-zone.ts';

/** Seconds as `mm:ss`, from an hour on as `h:mm:ss`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${two(minutes)}:${two(whole % 60)}`;
}

/** Making one of these is slow, and a list of recordings has a number in each tile. */
class NumberFormats {
  readonly #known = new Map<string, Intl.NumberFormat>();

  format(value: number, locale: string, options: Intl.NumberFormatOptions): string {
    const key = `${locale} ${JSON.stringify(options)}`;
    let format = this.#known.get(key);
    if (format === undefined) {
      format = new Intl.NumberFormat(locale, options);
      this.#known.set(key, format);
    }
    return format.format(value);
  }
}

const numbers = new NumberFormats();

const sizeUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes in decimal units, as disks are labelled. */
export function formatSize(bytes: number, locale: string): string {
  const power = bytes < 1000 ? 0 : Math.min(sizeUnits.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return numbers.format(value, locale, {
    style: 'unit',
    unit: sizeUnits[power] ?? 'byte',
    // As a word, which has a plural; kB and MB are the same of one and of many.
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  });
}

export function formatNumber(value: number, locale: string, maximumFractionDigits = 0): string {
  return numbers.format(value, locale, { maximumFractionDigits });
}

/** A part from 0 to 1. */
export function formatPercent(fraction: number, locale: string): string {
  return numbers.format(fraction, locale, { style: 'percent', maximumFractionDigits: 0 });
}

/** Time of day with seconds, in the page's time zone. */
export function formatTime(time: Date, locale: string): string {
  return timeZone.format(time, locale, { timeStyle: 'medium' });
}

/** Time of day as a wall clock shows it. */
export function formatClock(time: Date, locale: string): string {
  return timeZone.format(time, locale, { timeStyle: 'short' });
}

export function formatLongDate(time: Date, locale: string): string {
  return timeZone.format(time, locale, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** Day and time; the year only where it is not this one. */
export function formatDayAndTime(time: Date, now: Date, locale: string): string {
  return timeZone.format(time, locale, {
    day: 'numeric',
    month: 'short',
    ...(timeZone.wallTime(time).year === timeZone.wallTime(now).year ? {} : { year: 'numeric' }),
    // With a zero before it where the clock of this language has one.
    hour: formatClock(time, locale).startsWith('0') ? '2-digit' : 'numeric',
    minute: '2-digit',
  });
}

/** Time of day; with the day where it is another one than today. */
export function formatMoment(time: Date, now: Date, locale: string): string {
  const [one, other] = [timeZone.wallTime(time), timeZone.wallTime(now)];
  const isToday = one.year === other.year && one.month === other.month && one.day === other.day;
  return isToday ? formatClock(time, locale) : formatDayAndTime(time, now, locale);
}

/** A name that sorts by time and that every file system takes: `PetLog 2026-05-01 12-00-00.jpg`, local time. */
export function snapshotFileName(time: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const { year, month, day, hour, minute, second } = timeZone.wallTime(time);
  return `PetLog ${year}-${two(month)}-${two(day)} ${two(hour)}-${two(minute)}-${two(second)}.jpg`;
}

/** Day, month and year. */
export function formatDate(time: Date, locale: string): string {
  return timeZone.format(time, locale, { dateStyle: 'medium' });
}

/** A short wait: seconds below a minute, else minutes and seconds. */
export function formatWait(seconds: number, locale: string): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return whole < 60 ? numbers.format(whole, locale, { style: 'unit', unit: 'second', unitDisplay: 'long' }) : formatDuration(whole);
}
