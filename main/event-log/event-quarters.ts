import type { Statements } from './statements.ts';
import type { NewEvent } from './stored-event.ts';

export const quarterMilliseconds = 15 * 60_000;

/** Beginning of the quarter of an hour, of the world's clocks, in which a moment is. */
export const quarterOf = (milliseconds: number): number => Math.floor(milliseconds / quarterMilliseconds) * quarterMilliseconds;

interface Sums {
  readonly key: readonly (string | number)[];
  count: number;
  durationMilliseconds: number;
}

/** What an event adds to the sums. */
function* sumsOf(event: NewEvent): Generator<Sums> {
  const { startedAtMilliseconds: start, durationMilliseconds, cameraId, eventType, label, petId, isWrong } = event;
  const end = start + durationMilliseconds;
  const stays = [{ zoneId: '', durationMilliseconds }, ...event.zones];
  for (let quarter = quarterOf(start); quarter === quarterOf(start) || quarter < end; quarter += quarterMilliseconds) {
    const inside = Math.max(0, Math.min(end, quarter + quarterMilliseconds) - Math.max(start, quarter));
    for (const stay of stays) {
      yield {
        key: [quarter, stay.zoneId, cameraId, eventType, label ?? '', petId ?? 0, isWrong ? 1 : 0],
        count: quarter === quarterOf(start) ? 1 : 0,
        // Nobody knows when in the event somebody was in the zone: in each part of it alike.
        durationMilliseconds: durationMilliseconds === 0 ? 0 : Math.round((stay.durationMilliseconds * inside) / durationMilliseconds),
      };
    }
  }
}

const keyColumns = ['quarter_ms', 'zone_id', 'camera_id', 'event_type', 'label', 'pet_id', 'is_wrong'] as const;

/**
 * Brings the sums up to date with one event.
 *
 * @param before as it was; null for a new one
 * @param after as it is now; null for one that is gone
 */
export function changeQuarters(statements: Statements, before: NewEvent | null, after: NewEvent | null): void {
  const changes = new Map<string, Sums>();
  const add = (event: NewEvent, sign: 1 | -1): void => {
    for (const { key, count, durationMilliseconds } of sumsOf(event)) {
      const change = changes.get(JSON.stringify(key)) ?? { key, count: 0, durationMilliseconds: 0 };
      change.count += sign * count;
      change.durationMilliseconds += sign * durationMilliseconds;
      changes.set(JSON.stringify(key), change);
    }
  };
  if (before !== null) {
    add(before, -1);
  }
  if (after !== null) {
    add(after, 1);
  }
  for (const { key, count, durationMilliseconds } of changes.values()) {
    if (count === 0 && durationMilliseconds === 0) {
      continue;
    }
    statements
      .get(
        `INSERT INTO event_quarters (${keyColumns.join(', ')}, count, duration_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET count = count + excluded.count, duration_ms = duration_ms + excluded.duration_ms`,
      )
      .run(...key, count, durationMilliseconds);
    if (count < 0 || durationMilliseconds < 0) {
      statements
        .get(
          `DELETE FROM event_quarters WHERE ${keyColumns.map((column) => `${column} = ?`).join(' AND ')} AND count <= 0 AND duration_ms <= 0`,
        )
        .run(...key);
    }
  }
}
