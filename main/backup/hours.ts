import { minuteOfDay, minuteShownAt } from '../system/minute-of-day.ts';

/** Hours of the day as people set them: `22:00`; the same twice, or empty, is always. */
export interface Hours {
  readonly from: string;
  readonly until: string;
}

/** By what a clock on the wall shows at that moment. */
export function isNowWithin({ from, until }: Hours, moment: Date): boolean {
  if (from === '' || until === '' || from === until) {
    return true;
  }
  const [now, begin, end] = [minuteShownAt(moment), minuteOfDay(from), minuteOfDay(until)];
  return begin < end ? now >= begin && now < end : now >= begin || now < end;
}
