/** Minutes from midnight to a time of day such as `22:00`. */
export function minuteOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The same of what a clock on the wall shows at a moment, in the time zone of this process. */
export const minuteShownAt = (moment: Date): number => moment.getHours() * 60 + moment.getMinutes();
