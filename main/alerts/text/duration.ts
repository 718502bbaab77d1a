/** Seconds below a minute and a half, minutes below an hour and a half, then hours. */
export function durationIn(
  seconds: number,
  words: { seconds(count: number): string; minutes(count: number): string; hours(count: number): string },
): string {
  if (seconds < 90) {
    return words.seconds(Math.round(seconds));
  }
  return seconds < 5400 ? words.minutes(Math.round(seconds / 60)) : words.hours(Math.round(seconds / 3600));
}
