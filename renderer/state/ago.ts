const agoUnits = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** Making one is slow, and a moment that is sought needs one for each frame. */
class AgoFormats {
  readonly #known = new Map<string, Intl.RelativeTimeFormat>();

  of(locale: string): Intl.RelativeTimeFormat {
    const format = this.#known.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    this.#known.set(locale, format);
    return format;
  }
}

const agoFormats = new AgoFormats();

/** How long ago in the largest unit that fits, such as "5 minutes ago"; a part of a minute counts as one. */
export function formatAgo(time: Date, now: Date, locale: string): string {
  const seconds = Math.max(60, (now.getTime() - time.getTime()) / 1000);
  const [unit, size] = agoUnits.find(([, unitSeconds]) => seconds >= unitSeconds) ?? agoUnits[2];
  return agoFormats.of(locale).format(-Math.floor(seconds / size), unit);
}
