const minutesOfDay = 24 * 60;

/** The next time of day in steps of so many minutes, past midnight too: 22:10 and 30 make 22:30, 00:00 and -30 make 23:30. Without a time, midnight. */
export function addMinutes(time: string, stepMinutes: number): string {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(':').map(Number);
  const from = hours * 60 + minutes;
  if (Number.isNaN(from)) {
    return '00:00';
  }
  const size = Math.abs(stepMinutes);
  const next = stepMinutes > 0 ? Math.floor(from / size) * size + size : Math.ceil(from / size) * size - size;
  const inDay = (next + minutesOfDay) % minutesOfDay;
  return [Math.floor(inDay / 60), inDay % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
