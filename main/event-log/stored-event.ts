import type { SQLOutputValue } from 'node:sqlite';
import { logEventTypes, type LogEventType } from '../../shared/log-event-types.ts';
import { EventBox } from '../../shared/log-events.ts';

/** Who said whose event it is: a person's word stays. `species`: there is one pet of that species, so it is hers. */
export const deciders = ['nobody', 'species', 'person'] as const;
export type Decider = (typeof deciders)[number];

/** How long somebody stayed in a zone. */
export interface ZoneStay {
  readonly zoneId: string;
  readonly durationMilliseconds: number;
}

/** What the log knows of an event. */
export interface StoredEvent {
  readonly eventId: number;
  /** Of the visit that it is; null for one that a client logged. */
  readonly visitKey: string | null;
  readonly cameraId: string;
  readonly eventType: LogEventType;
  readonly label: string | null;
  readonly petId: number | null;
  readonly decidedBy: Decider;
  /** 0 to 1. */
  readonly confidence: number | null;
  /** Wall clock, since 1970. */
  readonly startedAtMilliseconds: number;
  readonly durationMilliseconds: number;
  /** Whether it lasts. */
  readonly isOpen: boolean;
  readonly box: EventBox | null;
  /** Name of the file of its picture. */
  readonly picture: string | null;
  readonly mediaPath: string | null;
  readonly note: string;
  readonly isWrong: boolean;
  readonly isKept: boolean;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly createdAtMilliseconds: number;
  /** The longest stay first. */
  readonly zones: readonly ZoneStay[];
}

/** Before it has an id. */
export type NewEvent = Omit<StoredEvent, 'eventId'>;

type Row = Record<string, SQLOutputValue>;

const textOf = (value: SQLOutputValue | undefined): string | null => (typeof value === 'string' ? value : null);
const numberOf = (value: SQLOutputValue | undefined): number | null => (value === null || value === undefined ? null : Number(value));

export function eventOf(row: Row, zones: readonly ZoneStay[]): StoredEvent {
  return {
    eventId: Number(row['id']),
    visitKey: textOf(row['visit_key']),
    cameraId: String(row['camera_id']),
    eventType: logEventTypes.find((type) => type === row['event_type']) ?? 'motion',
    label: textOf(row['label']),
    petId: numberOf(row['pet_id']),
    decidedBy: deciders.find((decider) => decider === row['decided_by']) ?? 'nobody',
    confidence: numberOf(row['confidence']),
    startedAtMilliseconds: Number(row['started_at_ms']),
    durationMilliseconds: Number(row['duration_ms']),
    isOpen: row['is_open'] === 1,
    box: boxOf(textOf(row['box'])),
    picture: textOf(row['picture']),
    mediaPath: textOf(row['media_path']),
    note: String(row['note']),
    isWrong: row['is_wrong'] === 1,
    isKept: row['kept'] === 1,
    metadata: metadataOf(textOf(row['metadata'])),
    createdAtMilliseconds: Number(row['created_at_ms']),
    zones,
  };
}

/** In the order of the columns but `id`. */
export function valuesOf(event: NewEvent): (string | number | null)[] {
  return [
    event.visitKey,
    event.cameraId,
    event.eventType,
    event.label,
    event.petId,
    event.decidedBy,
    event.confidence,
    event.startedAtMilliseconds,
    event.durationMilliseconds,
    event.isOpen ? 1 : 0,
    event.box === null ? null : JSON.stringify(event.box),
    event.picture,
    event.mediaPath,
    event.note,
    event.isWrong ? 1 : 0,
    event.isKept ? 1 : 0,
    JSON.stringify(event.metadata),
    event.createdAtMilliseconds,
  ];
}

export const eventColumns = [
  'visit_key',
  'camera_id',
  'event_type',
  'label',
  'pet_id',
  'decided_by',
  'confidence',
  'started_at_ms',
  'duration_ms',
  'is_open',
  'box',
  'picture',
  'media_path',
  'note',
  'is_wrong',
  'kept',
  'metadata',
  'created_at_ms',
] as const;

function boxOf(text: string | null): EventBox | null {
  // Most have none, and a refusal is a large object.
  return text === null ? null : (EventBox.safeParse(jsonOf(text)).data ?? null);
}

function metadataOf(text: string | null): Record<string, unknown> {
  const value = jsonOf(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}
