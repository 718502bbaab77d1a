import { sumsCondition } from '../event-filter.ts';
import type { Statements } from '../statements.ts';

/** Of a day of 24 hours; the hour that a day in spring lacks is empty, the one that comes twice in autumn holds both. */
const quartersOfDay = 96;

/** How often something began in each quarter of an hour of a day, by the clock on the wall. */
export type DayCounts = Uint16Array;

/** The day in this machine's time zone, such as 2026-05-01. */
export function dateOf(milliseconds: number): string {
  const at = new Date(milliseconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Which quarter of its day a moment is in, from 0. */
export function quarterOfDay(milliseconds: number): number {
  const at = new Date(milliseconds);
  return at.getHours() * 4 + Math.floor(at.getMinutes() / 15);
}

interface CountedPet {
  readonly petId: number;
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
  /** All where it is left out. */
  readonly cameraIds?: readonly string[] | undefined;
}

/** How often a pet was in each zone, and, under '', anywhere, by day. From the sums of the log alone. */
export function dayCounts(statements: Statements, asked: CountedPet): Map<string, Map<string, DayCounts>> {
  const { condition, values } = sumsCondition({ ...asked, isWrong: false, isSeen: true });
  const rows = statements
    .get(
      `SELECT quarter_ms, zone_id, sum(count) AS count FROM event_quarters WHERE ${condition.replace('zone_id = ?', 'zone_id >= ?')}
       GROUP BY quarter_ms, zone_id HAVING sum(count) > 0`,
    )
    .all(...values);
  const zones = new Map<string, Map<string, DayCounts>>();
  for (const row of rows) {
    const milliseconds = Number(row['quarter_ms']);
    const days = at(zones, String(row['zone_id']), () => new Map<string, DayCounts>());
    const day = at(days, dateOf(milliseconds), () => new Uint16Array(quartersOfDay));
    const quarter = quarterOfDay(milliseconds);
    day[quarter] = day[quarter]! + Number(row['count']);
  }
  return zones;
}

export function countBetween(day: DayCounts | undefined, fromQuarter: number, untilQuarter: number): number {
  let sum = 0;
  for (let quarter = fromQuarter; day !== undefined && quarter < untilQuarter; quarter += 1) {
    sum += day[quarter]!;
  }
  return sum;
}

function at<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}
