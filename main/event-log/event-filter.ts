import type { LogEventType } from '../../shared/log-event-types.ts';
import { unseenEventTypes } from '../../shared/unseen-event-types.ts';
import type { EventKind } from '../library/recorded-events.ts';

/** What a list is narrowed to. Both moments are inclusive, in milliseconds since 1970. */
export interface EventFilter {
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
  /** Of these cameras; all where it is left out. */
  readonly cameraIds?: readonly string[] | undefined;
  readonly eventType?: LogEventType | undefined;
  readonly label?: string | undefined;
  readonly petId?: number | undefined;
  readonly zoneId?: string | undefined;
  readonly isWrong?: boolean | undefined;
  /** Only what somebody was seen doing: nothing of cameras, and nothing of those who were not there. */
  readonly isSeen?: true | undefined;
}

export type Value = string | number;

type Part = readonly [condition: string, ...values: Value[]];

/** A condition of SQL, and what stands for its question marks. */
export interface Condition {
  readonly condition: string;
  readonly values: Value[];
}

/** A `+` keeps SQLite from taking an index of that column, with which it would have to sort. */
function partsOf({
  cameraIds,
  eventType,
  label,
  petId,
  isWrong,
  isSeen,
}: Omit<EventFilter, 'fromMilliseconds' | 'toMilliseconds' | 'zoneId'>): Part[] {
  const parts: Part[] = [];
  const [only] = cameraIds ?? [];
  if (cameraIds !== undefined) {
    parts.push(
      cameraIds.length === 1 && only !== undefined
        ? ['camera_id = ?', only]
        : [`+camera_id IN (${cameraIds.map(() => '?').join(', ')})`, ...cameraIds],
    );
  }
  if (eventType !== undefined) {
    parts.push(['event_type = ?', eventType]);
  }
  if (label !== undefined) {
    parts.push(['label = ?', label]);
  }
  if (petId !== undefined) {
    parts.push(['pet_id = ?', petId]);
  }
  if (isWrong !== undefined) {
    parts.push(['+is_wrong = ?', isWrong ? 1 : 0]);
  }
  if (isSeen === true) {
    parts.push([`+event_type NOT IN (${unseenEventTypes.map(() => '?').join(', ')})`, ...unseenEventTypes]);
  }
  return parts;
}

const together = (parts: readonly Part[]): Condition => ({
  condition: parts.map(([condition]) => condition).join(' AND '),
  values: parts.flatMap(([, ...values]) => values),
});

/** Of the rows of events that fit the filter, in the order of the index that has them: from which tables, and what their time and id are called there. */
export function rowsCondition(filter: EventFilter): Condition & { from: string; time: string; id: string } {
  const { fromMilliseconds, toMilliseconds, zoneId } = filter;
  if (zoneId === undefined) {
    return {
      from: 'events',
      time: 'started_at_ms',
      id: 'id',
      ...together([...partsOf(filter), ['started_at_ms BETWEEN ? AND ?', fromMilliseconds, toMilliseconds]]),
    };
  }
  return {
    from: 'event_zones AS stays CROSS JOIN events ON events.id = stays.event_id',
    time: 'stays.started_at_ms',
    id: 'stays.event_id',
    ...together([
      ['stays.zone_id = ?', zoneId],
      ['stays.started_at_ms BETWEEN ? AND ?', fromMilliseconds, toMilliseconds],
      ...partsOf(filter),
    ]),
  };
}

/** Those of a kind that are right and fit other conditions as well. */
export function kindCondition({ isKept, ...kind }: EventKind, others: readonly Part[]): Condition {
  const ofKept: readonly Part[] = isKept === true ? [['+kept = ?', 1]] : [];
  return together([...others, ...partsOf({ ...kind, isWrong: false }), ...ofKept]);
}

/** The same for the sums; nobody's pet is 0 there. */
export function sumsCondition(filter: EventFilter): Condition {
  return together([
    ['quarter_ms BETWEEN ? AND ?', filter.fromMilliseconds, filter.toMilliseconds],
    ['zone_id = ?', filter.zoneId ?? ''],
    ...partsOf(filter),
  ]);
}
