/** Day and time of day in a time zone that is not the page's. */
export function formatZoneTime(time: Date, locale: string, timeZoneName: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: timeZoneName,
  }).format(time);
}
