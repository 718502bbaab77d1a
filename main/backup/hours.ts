/** Hours of the day as people set them: `22:00`; the same twice, or empty, is always. */
export interface Hours {
  readonly from: string;
  readonly until: string;
}

function minuteOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** By what a clock on the wall shows at that moment. */
export function isNowWithin({ from, until }: Hours, moment: Date): boolean {
  if (from === '' || until === '' || from === until) {
    return true;
  }
  const [now, begin, end] = [moment.getHours() * 60 + moment.getMinutes(), minuteOfDay(from), minuteOfDay(until)];
  return begin < end ? now >= begin && now < end : now >= begin || now < end;
}
