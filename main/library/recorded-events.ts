import type { RecordingsQuery } from '../../shared/api.ts';
import type { LogEventType } from '../../shared/log-event-types.ts';
import type { RecordingFilter, TimeRange } from './recording-condition.ts';
import type { RecordingTable } from './recording-table.ts';
import { recordingPath, type Recording } from './recording.ts';

/** Narrows events. */
export interface EventKind {
  readonly eventType?: LogEventType | undefined;
  readonly label?: string | undefined;
  readonly petId?: number | undefined;
  readonly isKept?: true | undefined;
}

/** A time before a camera. */
export interface ShownTime extends TimeRange {
  readonly cameraId: string;
}

/** Events of a camera that reach into a time. */
export interface RecordedEvents {
  idsDuring(cameraId: string, fromMilliseconds: number, toMilliseconds: number): readonly number[];
  hasDuring(cameraId: string, fromMilliseconds: number, toMilliseconds: number, kind: EventKind): boolean;
}

/** Ids of what happened while it was recorded. */
export function eventIdsOf(events: RecordedEvents | undefined, recording: Recording | null): readonly number[] {
  if (events === undefined || recording === null) {
    return [];
  }
  const { cameraId, fromMilliseconds, toMilliseconds } = shownTime(recording);
  return events.idsDuring(cameraId, fromMilliseconds, toMilliseconds);
}

/** What a recording shows, of which camera: from its first picture on, which may be from before it was asked for. */
export function shownTime({
  cameraId,
  startedAtMilliseconds,
  preRollMilliseconds,
  durationMilliseconds,
}: Pick<Recording, 'cameraId' | 'startedAtMilliseconds' | 'preRollMilliseconds' | 'durationMilliseconds'>): ShownTime {
  const fromMilliseconds = startedAtMilliseconds - preRollMilliseconds;
  return { cameraId, fromMilliseconds, toMilliseconds: fromMilliseconds + durationMilliseconds };
}

/** What recordings are narrowed to by what happened in them; undefined where nobody asks for that. */
export function hasEvent(
  events: RecordedEvents | undefined,
  { event_type: eventType, label, pet_id: petId }: Pick<RecordingsQuery, 'event_type' | 'label' | 'pet_id'>,
): RecordingFilter['hasEvent'] {
  const isAsked = eventType !== undefined || label !== undefined || petId !== undefined;
  return isAsked ? (cameraId, from, to) => events?.hasDuring(cameraId, from, to, { eventType, label, petId }) ?? false : undefined;
}

/** The recording of a camera that shows how a time began or, where there is none, the first that shows anything of it. */
export function coveringRecording(table: RecordingTable, cameraId: string, time: TimeRange): { recordingId: string; path: string } | null {
  const found = [...table.during(cameraId, time)];
  const best = found.find(({ startedAtMilliseconds }) => startedAtMilliseconds <= time.fromMilliseconds) ?? found[0];
  const recording = best === undefined ? null : table.find(best.recordingId);
  return recording === null ? null : { recordingId: recording.recordingId, path: recordingPath(recording) };
}

/** Each with whether something of the log is in it, and whether somebody keeps that; asked at most once. */
export function* withEvents<Kind extends Parameters<typeof shownTime>[0]>(
  recordings: Iterable<Kind>,
  events: RecordedEvents | undefined,
): Generator<Kind & { hasEvents(): boolean; hasKeptEvents(): boolean }> {
  for (const recording of recordings) {
    const { cameraId, fromMilliseconds, toMilliseconds } = shownTime(recording);
    const onceAsked = (kind: EventKind): (() => boolean) => {
      let answer: boolean | null = null;
      return () => (answer ??= events?.hasDuring(cameraId, fromMilliseconds, toMilliseconds, kind) ?? false);
    };
    yield { ...recording, hasEvents: onceAsked({}), hasKeptEvents: onceAsked({ isKept: true }) };
  }
}
