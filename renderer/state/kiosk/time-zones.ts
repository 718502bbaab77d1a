/** The first parts of the names in the IANA database, and what stands for itself. */
export const timeZoneRegions = [
  'Africa',
  'America',
  'Antarctica',
  'Arctic',
  'Asia',
  'Atlantic',
  'Australia',
  'Europe',
  'Indian',
  'Pacific',
  'UTC',
] as const;
export type TimeZoneRegion = (typeof timeZoneRegions)[number];

export interface TimeZoneEntry {
  /** As in the IANA database. */
  readonly name: string;
  readonly region: TimeZoneRegion;
  readonly city: string;
}

/** Cities that have other names today than in the names that browsers give (CLDR keeps the old ones for ever). */
const currentNames: Readonly<Record<string, string>> = {
  Calcutta: 'Kolkata',
  Faeroe: 'Faroe',
  Godthab: 'Nuuk',
  Katmandu: 'Kathmandu',
  Kiev: 'Kyiv',
  Ponape: 'Pohnpei',
  Rangoon: 'Yangon',
  Saigon: 'Ho Chi Minh',
  Truk: 'Chuuk',
};

const isRegion = (part: string): part is TimeZoneRegion => timeZoneRegions.some((region) => region === part);

/** Region and city of a zone's name; a name without a region, such as GMT, counts as a form of UTC. */
export function timeZoneEntry(name: string): TimeZoneEntry {
  const [first = '', ...rest] = name.split('/');
  const [city = name, ...around] = rest.map((part) => currentNames[part] ?? part.replaceAll('_', ' ')).toReversed();
  return { name, region: isRegion(first) ? first : 'UTC', city: around.length === 0 ? city : `${city} (${around.join(', ')})` };
}

/** Every zone that there is a city for, and UTC, by city. */
export function timeZoneEntries(names: readonly string[] = Intl.supportedValuesOf('timeZone')): readonly TimeZoneEntry[] {
  return [...new Set([...names, 'UTC'])].map(timeZoneEntry).toSorted((a, b) => a.city.localeCompare(b.city));
}

/** Without regard to case and accents. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('_', ' ').toLowerCase();

/** Those whose city, name or region has every word that was typed. */
export function findTimeZones(
  entries: readonly TimeZoneEntry[],
  search: string,
  regionNames: Readonly<Record<TimeZoneRegion, string>>,
): readonly TimeZoneEntry[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return entries.filter(({ name, region, city }) => {
    const text = plain(`${city} ${name} ${regionNames[region]}`);
    return words.every((word) => text.includes(word));
  });
}
