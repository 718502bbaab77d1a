import { unseenEventTypes } from '../../../shared/unseen-event-types.ts';
import { EventTable } from '../event-table.ts';
import type { Statements } from '../statements.ts';
import type { StoredEvent } from '../stored-event.ts';

/** Who or what is looked for: a pet or one of these labels, at one of these places, by one of these cameras. */
export interface Looked {
  /** null for any. */
  readonly petId: number | null;
  /** Empty for any. */
  readonly labels: readonly string[];
  /** Empty for anywhere. */
  readonly zoneIds: readonly string[];
  /** Empty for any. */
  readonly cameraIds: readonly string[];
}

/** Of events that began last, one that began earlier may have lasted longer. */
const mostCompared = 5;

/**
 * The last moment at which it was seen, in milliseconds since 1970; null when it never was. Who is there now is seen now.
 *
 * @param afterEventId by events that were logged after that one
 */
export function lastSeen(statements: Statements, looked: Looked, nowMilliseconds: number, afterEventId = 0): number | null {
  const { petId, labels, zoneIds, cameraIds } = looked;
  const table = new EventTable(statements);
  const common = {
    fromMilliseconds: Number.MIN_SAFE_INTEGER,
    toMilliseconds: nowMilliseconds,
    cameraIds: cameraIds.length === 0 ? undefined : cameraIds,
    isWrong: false,
    isSeen: true,
    petId: petId ?? undefined,
  } as const;
  const moments = (labels.length === 0 ? [undefined] : labels)
    .flatMap((label) => (zoneIds.length === 0 ? [undefined] : zoneIds).map((zoneId) => ({ ...common, label, zoneId })))
    .flatMap((filter) => table.page(filter, mostCompared, 0))
    .filter(({ eventId }) => eventId > afterEventId)
    .map((event) => endOf(event, nowMilliseconds));
  const open = table.open().filter((event) => event.eventId > afterEventId && isMeant(event, looked));
  return moments.length === 0 && open.length === 0 ? null : Math.max(...moments, ...open.map(() => nowMilliseconds));
}

const endOf = ({ startedAtMilliseconds, durationMilliseconds, isOpen }: StoredEvent, nowMilliseconds: number): number =>
  isOpen ? nowMilliseconds : startedAtMilliseconds + durationMilliseconds;

const unseen: ReadonlySet<string> = new Set(unseenEventTypes);

/** A long visit may have begun before many others. */
function isMeant(event: StoredEvent, { petId, labels, zoneIds, cameraIds }: Looked): boolean {
  return (
    !unseen.has(event.eventType) &&
    !event.isWrong &&
    (petId === null || event.petId === petId) &&
    (labels.length === 0 || (event.label !== null && labels.includes(event.label))) &&
    (zoneIds.length === 0 || event.zones.some(({ zoneId }) => zoneIds.includes(zoneId))) &&
    (cameraIds.length === 0 || cameraIds.includes(event.cameraId))
  );
}
