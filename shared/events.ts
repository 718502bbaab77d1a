/** What happens in PetLog, once, for log, server-sent events, IPC and later the timeline. */
import { z } from 'zod';
import { LiveStatus } from './api.ts';
import { LogEventType } from './log-event-types.ts';

/** Of the log of events. */
const logEvent = {
  event_id: z.int(),
  event_type: LogEventType,
  label: z.string().nullable(),
  pet_id: z.int().nullable(),
  zones: z.array(z.string()),
};

export const busEvents = {
  'camera.starting': z.object({ source: z.string() }),
  'camera.live': z.object({ source: z.string(), width_pixels: z.int(), height_pixels: z.int() }),
  'camera.lost': z.object({ source: z.string(), reason: z.string() }),
  'camera.stopped': z.object({ reason: z.string() }),
  'stream.stopped': z.object({ streams: z.int() }),
  /** `automatic`: PetLog records by itself. */
  'recording.started': z.object({ recording_id: z.string(), recording_path: z.string(), automatic: z.boolean() }),
  'recording.finished': z.object({
    recording_id: z.string(),
    recording_path: z.string(),
    duration_seconds: z.number(),
    size_bytes: z.int(),
    reason: z.string(),
    automatic: z.boolean(),
  }),
  'recording.interrupted': z.object({ recording_id: z.string(), reason: z.string() }),
  /** `code` and `reason`: of the error, and its sentence. */
  'recording.failed': z.object({ recording_id: z.string(), code: z.string(), reason: z.string() }),
  'recording.changed': z.object({ recording_id: z.string() }),
  'recording.removed': z.object({
    recording_id: z.string(),
    recording_path: z.string(),
    reason: z.enum(['asked', 'age', 'total_size', 'disk']),
  }),
  /** The list agrees with the directory: after the start, when a disk came back, and when the database was made anew. */
  'library.checked': z.object({ path: z.string(), found: z.int(), repaired: z.int(), gone: z.int() }),
  /** Something began before a camera; `label`: who it was, where that is known. */
  'event.started': z.object(logEvent),
  /** More is known of it, or a person corrected it. */
  'event.changed': z.object(logEvent),
  'event.ended': z.object({ ...logEvent, duration_seconds: z.number() }),
  'event.removed': z.object({ event_id: z.int(), reason: z.enum(['asked', 'age']) }),
  'pets.changed': z.object({ pet_id: z.int(), reason: z.enum(['added', 'changed', 'removed']) }),
  'zones.changed': z.object({ zone_id: z.string(), reason: z.enum(['added', 'changed', 'removed']) }),
  /** Rules, channels, phones that get alerts, snoozing, or who is at home. */
  'alerts.changed': z.object({ part: z.enum(['rules', 'channels', 'subscriptions', 'snooze', 'presence']) }),
  'timelapse.changed': z.object({ timelapse_id: z.string() }),
  'storage.full': z.object({ path: z.string(), free_mb: z.number(), minimum_mb: z.number() }),
  'day_film.changed': z.object({ day_film_id: z.string() }),
  'access.changed': z.object({
    device_name: z.string().nullable(),
    reason: z.enum(['paired', 'signed_in', 'signed_out', 'revoked', 'expired', 'reused', 'changed']),
  }),
  'privacy.changed': z.object({ on: z.boolean() }),
  /** Through the speaker of a camera. */
  'talk.started': z.object({ by: z.string() }),
  'talk.ended': z.object({ by: z.string(), reason: z.string() }),
  'settings.changed': z.object({ keys: z.array(z.string()) }),
  /** A camera was added, changed, moved or removed. */
  'cameras.changed': z.object({ reason: z.enum(['added', 'changed', 'removed', 'moved']) }),
} as const;

export type BusEvents = { [N in keyof typeof busEvents]: z.infer<(typeof busEvents)[N]> };
export type BusEventName = keyof BusEvents;

/** What happened, when, and with which camera. */
export interface BusEvent<N extends BusEventName = BusEventName> {
  readonly id: string;
  readonly name: N;
  /** Wall clock, ISO 8601. */
  readonly at: string;
  /** null for what is no camera's. */
  readonly camera_id: string | null;
  readonly data: BusEvents[N];
}

/** A bus event as screens see it. */
export const Notice = z.object({
  id: z.string(),
  name: z.string(),
  at: z.iso.datetime({ offset: true }),
  camera_id: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
});
export type Notice = z.infer<typeof Notice>;

/** What a screen is told without asking: over HTTP as server-sent events, in the kiosk over IPC. */
export const pushes = { status: LiveStatus, notice: Notice } as const;
export type Pushes = { [N in keyof typeof pushes]: z.infer<(typeof pushes)[N]> };
