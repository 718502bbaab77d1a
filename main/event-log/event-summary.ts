import type { EventSummary } from '../../shared/log-events.ts';
import { type EventFilter, sumsCondition } from './event-filter.ts';
import { EventTable } from './event-table.ts';
import { quarterOf } from './event-quarters.ts';
import type { PetTable } from './pet-table.ts';
import type { Statements } from './statements.ts';

interface Counted {
  count: number;
  milliseconds: number;
}

const minutesOf = (milliseconds: number): number => Math.round(milliseconds / 600) / 100;
const counted = ({ count, milliseconds }: Counted): { count: number; minutes: number } => ({ count, minutes: minutesOf(milliseconds) });
const timeOf = (milliseconds: number | null): string | null => (milliseconds === null ? null : new Date(milliseconds).toISOString());

/** Beginning of the hour in this machine's time zone, and its date there. */
function hourOf(milliseconds: number): { hour: number; date: string } {
  const at = new Date(milliseconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    hour: milliseconds - at.getMinutes() * 60_000,
    date: `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
  };
}

/** Counts and minutes of who was seen and fits the filter, from the sums alone. What a person called wrong is left out, and what is no visit of anybody. */
export function eventSummary(statements: Statements, pets: PetTable, asked: EventFilter): EventSummary {
  const filter: EventFilter = { ...asked, fromMilliseconds: quarterOf(asked.fromMilliseconds), isWrong: false, isSeen: true };
  const { condition, values } = sumsCondition(filter);
  const sums = (columns: string, where = condition, given = values): (Counted & { key: string | number })[] =>
    statements
      .get(
        `SELECT ${columns} AS key, sum(count) AS count, sum(duration_ms) AS milliseconds FROM event_quarters WHERE ${where} GROUP BY ${columns}`,
      )
      .all(...given)
      .map((row) => ({ key: row['key'] as string | number, count: Number(row['count']), milliseconds: Number(row['milliseconds']) }));

  const hours = new Map<number, Counted>();
  const days = new Map<string, Counted>();
  const total: Counted = { count: 0, milliseconds: 0 };
  for (const quarter of sums('quarter_ms')) {
    const { hour, date } = hourOf(Number(quarter.key));
    for (const sum of [total, at(hours, hour), at(days, date)]) {
      sum.count += quarter.count;
      sum.milliseconds += quarter.milliseconds;
    }
  }
  const ofZones = sumsCondition({ ...filter, zoneId: asked.zoneId ?? '' });
  const zones =
    asked.zoneId === undefined
      ? sums('zone_id', ofZones.condition.replace('zone_id = ?', 'zone_id <> ?'), ofZones.values)
      : sums('zone_id');
  const table = new EventTable(statements);
  const { first, last } = table.ends(filter);
  return {
    ...counted(total),
    first: timeOf(first),
    last: timeOf(last),
    hours: [...hours].map(([hour, sum]) => ({ start: new Date(hour).toISOString(), ...counted(sum) })),
    days: [...days].map(([date, sum]) => ({ date, ...counted(sum) })),
    labels: mostFirst(sums('label')).map(({ key, ...sum }) => ({ label: key === '' ? null : String(key), ...counted(sum) })),
    pets: mostFirst(sums('pet_id')).map(({ key, ...sum }) => ({
      pet_id: key === 0 ? null : Number(key),
      pet_name: key === 0 ? null : (pets.find(Number(key))?.name ?? null),
      last: key === 0 ? null : timeOf(table.ends({ ...filter, petId: Number(key) }).last),
      ...counted(sum),
    })),
    zones: mostFirst(zones).map(({ key, ...sum }) => ({ zone_id: String(key), ...counted(sum) })),
  };
}

function at<Key>(sums: Map<Key, Counted>, key: Key): Counted {
  const sum = sums.get(key) ?? { count: 0, milliseconds: 0 };
  sums.set(key, sum);
  return sum;
}

const mostFirst = <Sum extends Counted>(sums: Sum[]): Sum[] => sums.sort((a, b) => b.count - a.count || b.milliseconds - a.milliseconds);
