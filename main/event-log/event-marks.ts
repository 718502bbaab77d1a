import type { EventMark, EventTimeline } from '../../shared/event-timeline.ts';
import { unseenEventTypes } from '../../shared/unseen-event-types.ts';
import type { TimeRange } from '../library/recording-condition.ts';
import type { Statements } from './statements.ts';

/** What a strip of time needs of an event. */
export interface TimedEvent {
  readonly eventId: number;
  readonly startedAtMilliseconds: number;
  readonly durationMilliseconds: number;
  readonly label: string | null;
  readonly petId: number | null;
}

interface Mark {
  readonly startMilliseconds: number;
  readonly endMilliseconds: number;
  readonly label: string | null;
  readonly petId: number | null;
  readonly events: number;
  readonly eventId: number;
}

/** Those that began so long before are not looked at, as each of them would have to be. */
const longestLookMilliseconds = 86_400_000;
/** More than any screen has columns for. */
const mostMarks = 2_000;
const leastCoarseSeconds = 1;

/** What somebody did before a camera that reaches into a time, as it began, without what was nothing. */
export function* eventsDuring(
  statements: Statements,
  cameraId: string,
  { fromMilliseconds, toMilliseconds }: TimeRange,
): Generator<TimedEvent> {
  // A `+` keeps SQLite from taking another index than that of cameras and time.
  const rows = statements
    .get(
      `SELECT id, started_at_ms, duration_ms, label, pet_id FROM events
       WHERE camera_id = ? AND started_at_ms BETWEEN ? AND ? AND started_at_ms + duration_ms >= ? AND +is_wrong = 0
       AND +event_type NOT IN (${unseenEventTypes.map((type) => `'${type}'`).join(', ')}) ORDER BY started_at_ms, id`,
    )
    .iterate(cameraId, fromMilliseconds - longestLookMilliseconds, toMilliseconds, fromMilliseconds);
  for (const row of rows) {
    yield {
      eventId: Number(row['id']),
      startedAtMilliseconds: Number(row['started_at_ms']),
      durationMilliseconds: Number(row['duration_ms']),
      label: row['label'] === null ? null : String(row['label']),
      petId: row['pet_id'] === null ? null : Number(row['pet_id']),
    };
  }
}

/** Marks of events, which come as they began; coarser than asked for where there would be more than a strip can show. */
export function eventMarks(events: Iterable<TimedEvent>, resolutionSeconds: number, most = mostMarks): EventTimeline {
  let resolution = resolutionSeconds;
  let marks = joined(marksOf(events), resolution);
  while (marks.length > most) {
    resolution = Math.max(leastCoarseSeconds, resolution * 2);
    marks = joined(marks, resolution);
  }
  return { marks: marks.map(told), resolution_seconds: resolution };
}

function* marksOf(events: Iterable<TimedEvent>): Generator<Mark> {
  for (const { eventId, startedAtMilliseconds, durationMilliseconds, label, petId } of events) {
    yield {
      startMilliseconds: startedAtMilliseconds,
      endMilliseconds: startedAtMilliseconds + durationMilliseconds,
      label,
      petId,
      events: 1,
      eventId,
    };
  }
}

/** Those of one label that are less than the resolution apart become one; the order stays. */
function joined(marks: Iterable<Mark>, resolutionSeconds: number): Mark[] {
  const found: Mark[] = [];
  const lastOf = new Map<string | null, number>();
  for (const mark of marks) {
    const index = lastOf.get(mark.label);
    const last = index === undefined ? undefined : found[index];
    if (
      index !== undefined &&
      last !== undefined &&
      resolutionSeconds > 0 &&
      mark.startMilliseconds - last.endMilliseconds < resolutionSeconds * 1000
    ) {
      found[index] = {
        ...last,
        endMilliseconds: Math.max(last.endMilliseconds, mark.endMilliseconds),
        petId: last.petId === mark.petId ? last.petId : null,
        events: last.events + mark.events,
      };
      continue;
    }
    lastOf.set(mark.label, found.length);
    found.push(mark);
  }
  return found;
}

const told = ({ startMilliseconds, endMilliseconds, label, petId, events, eventId }: Mark): EventMark => ({
  start: new Date(startMilliseconds).toISOString(),
  end: new Date(endMilliseconds).toISOString(),
  label,
  pet_id: petId,
  events,
  event_id: eventId,
});
