const lengthUnits = [
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How long something took, such as "9 s", "2 min" or "1 h 5 min": seconds only below a minute. @param words what the units are called */
export function formatLength(seconds: number, words: Readonly<Record<'hour' | 'minute' | 'second', string>>): string {
  let rest = seconds < 59.5 ? Math.max(0, Math.round(seconds)) : Math.round(seconds / 60) * 60;
  const parts: string[] = [];
  for (const [unit, size] of lengthUnits) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 || (unit === 'second' && parts.length === 0)) {
      parts.push(`${count}\u00a0${words[unit]}`);
    }
  }
  return parts.join(' ');
}
