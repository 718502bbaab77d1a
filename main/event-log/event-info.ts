import type { LogEvent } from '../../shared/log-events.ts';
import type { StoredEvent } from './stored-event.ts';

/** What is known of an event elsewhere. */
export interface EventSurroundings {
  nameOfPet(petId: number): string | null;
  /** A recording that shows it: its id and the path of its file. */
  recordingOf(event: StoredEvent): { readonly recordingId: string; readonly path: string } | null;
  /** Whether the last minutes of its camera may reach back to it. */
  mayBeInLastMinutes(event: StoredEvent): boolean;
}

/** An event as the API tells it. */
export function eventInfo(event: StoredEvent, { nameOfPet, recordingOf, mayBeInLastMinutes }: EventSurroundings): LogEvent {
  const { eventId, startedAtMilliseconds, durationMilliseconds, petId } = event;
  const time = (milliseconds: number): string => new Date(milliseconds).toISOString();
  const recording = recordingOf(event);
  return {
    event_id: eventId,
    timestamp: time(startedAtMilliseconds),
    ended_at: event.isOpen ? null : time(startedAtMilliseconds + durationMilliseconds),
    duration: durationMilliseconds / 1000,
    event_type: event.eventType,
    camera_id: event.cameraId,
    label: event.label,
    pet_id: petId,
    pet_name: petId === null ? null : nameOfPet(petId),
    confidence: event.confidence,
    zones: event.zones.map(({ zoneId }) => zoneId),
    recording_id: recording?.recordingId ?? null,
    media_path: event.mediaPath ?? recording?.path ?? null,
    picture_url: event.picture === null ? null : `/events/${eventId}/picture?v=${event.picture}`,
    clip_url: recording !== null || mayBeInLastMinutes(event) ? `/events/${eventId}/clip` : null,
    box: event.box,
    note: event.note,
    is_wrong: event.isWrong,
    kept: event.isKept,
    metadata: { ...event.metadata },
    created_at: time(event.createdAtMilliseconds),
  };
}
