/** The log of what pets and people did before the cameras, as schemas. */
import { z } from 'zod';
import { dateOrTime } from './api.ts';
import { LogEventType, PetId } from './log-event-types.ts';

const time = z.iso.datetime({ offset: true });

const part = z.number().min(0).max(1);
export const EventBox = z.object({ x: part, y: part, width: part, height: part });
export type EventBox = z.infer<typeof EventBox>;

/** What models tell; which ones is theirs. */
const label = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[\p{L}\p{N} _-]+$/u, { error: 'must hold letters, digits, "_", "-" and space' });
const note = z
  .string()
  .trim()
  .max(2000)
  .regex(/^(?:\P{Cc}|[\n\r\t])*$/u, { error: 'must have no control characters but line breaks' });

/** Whatever a client wants to keep with an event. */
const metadata = z
  .record(z.string().max(200), z.unknown())
  .refine((value) => JSON.stringify(value).length <= 16_384, { error: 'must be at most 16384 characters as JSON' });

export const LogEvent = z.object({
  event_id: z.int(),
  timestamp: time.describe('When it began.'),
  ended_at: time.nullable().describe('null while it lasts.'),
  duration: z.number().min(0).describe('Seconds, so far.'),
  event_type: LogEventType,
  camera_id: z.string(),
  label: z.string().nullable().describe('Who it was, as the model or a person says; null where nobody knows.'),
  pet_id: z.int().nullable(),
  pet_name: z.string().nullable(),
  confidence: part.nullable(),
  zones: z.array(z.string()).describe('Ids of the zones that it passed, the one with the longest stay first.'),
  recording_id: z.string().nullable().describe('Of a recording that shows how it began, or its first that shows anything of it.'),
  media_path: z.string().nullable().describe('As who logged it says, else the file of that recording.'),
  picture_url: z.string().nullable(),
  clip_url: z.string().nullable().describe('null where nothing was kept of it.'),
  box: EventBox.nullable().describe('Where it is in its picture, from 0 to 1 of the width and height.'),
  note: z.string(),
  is_wrong: z.boolean().describe('A person said that this was nothing; no summary counts it.'),
  kept: z.boolean().describe('Never removed for its age.'),
  metadata: z.record(z.string(), z.unknown()),
  created_at: time,
});
export type LogEvent = z.infer<typeof LogEvent>;

const filters = {
  camera: z.string().optional().describe('Only of this camera, also of one that was removed.'),
  pet_id: PetId.optional().describe('Only of this pet.'),
  zone: z.string().optional().describe('Only what passed this zone.'),
};

export const LogEventsQuery = z.strictObject({
  ...filters,
  event_type: LogEventType.optional().describe(
    'Only of exactly this kind: visit leaves out entering_area, leaving_area and playing, which are visits for rules of alerts.',
  ),
  label: label.optional(),
  is_wrong: z.boolean().optional().describe('Only what a person said was nothing, or only the rest.'),
  start_date: dateOrTime.optional().describe("First moment, inclusive; a date is a whole day in the camera's time zone."),
  end_date: dateOrTime.optional().describe('Last moment, inclusive.'),
  page: z.int().min(1).max(1_000_000).optional().describe('Page number from 1; default 1.'),
  page_size: z.int().min(1).max(1000).optional().describe('Events a page; default 50.'),
});
export type LogEventsQuery = z.infer<typeof LogEventsQuery>;

export const LogEventsPage = z.object({
  events: z.array(LogEvent),
  total_count: z.int().min(0),
  page: z.int().min(1),
  page_size: z.int().min(1),
});
export type LogEventsPage = z.infer<typeof LogEventsPage>;

/** An id that is not well-formed is simply unknown (404), so any string passes here. */
export const LogEventIdInput = z.strictObject({ id: z.string() });
export const LogEventPictureInput = LogEventIdInput.extend({
  box: z.boolean().optional().describe('1 draws a frame around what the event is about.'),
});
export const LogEventClipInput = LogEventIdInput.extend({
  download: z.boolean().optional().describe('1 sends the clip as an attachment.'),
});

export const LogEventChangeInput = z
  .strictObject({
    id: z.string(),
    pet_id: PetId.nullable().optional().describe('Whose it was; null for nobody that is known.'),
    label: label.nullable().optional(),
    kept: z.boolean().optional().describe('Whether it stays whatever its age.'),
    note: note.optional(),
    is_wrong: z.boolean().optional().describe('Whether this was nothing.'),
  })
  .refine(({ id: _id, ...change }) => Object.values(change).some((value) => value !== undefined), {
    error: 'must be given, or pet_id, label, note or is_wrong',
    path: ['kept'],
  });
export type LogEventChange = Omit<z.infer<typeof LogEventChangeInput>, 'id'>;

export const LogEventRemoved = z.object({ message: z.string(), event_id: z.int() });

/** A week: a pet that is away for longer is another event. */
export const longestEventSeconds = 604_800;

export const LogEventInput = z.strictObject({
  camera: z.string().optional().describe('The same as camera_id.'),
  camera_id: z.string().optional().describe('Which camera; main where it is left out.'),
  pet_id: PetId.optional(),
  event_type: LogEventType,
  timestamp: time.optional().describe('When it began; now where it is left out.'),
  duration: z.number().min(0).max(longestEventSeconds).optional().describe('Seconds; default 0.'),
  confidence: part.optional(),
  media_path: z.string().max(1024).optional().describe('Where the client keeps a picture or video; nothing reads it.'),
  metadata: metadata.optional(),
});
export type LogEventInput = z.infer<typeof LogEventInput>;

export const LogEventOutput = z.object({
  message: z.literal('Event logged successfully'),
  event_id: z.int(),
  timestamp: time,
  event_type: LogEventType,
  pet_id: z.int().nullable(),
});

export const EventSummaryQuery = z.strictObject({
  ...filters,
  label: label.optional(),
  start_date: dateOrTime.describe("First moment, inclusive, to the quarter of an hour; a date is a whole day in the camera's time zone."),
  end_date: dateOrTime.describe('Last moment, inclusive, to the quarter of an hour.'),
});
export type EventSummaryQuery = z.infer<typeof EventSummaryQuery>;

/** An event counts where it began, its minutes where they were; with `zone`, the minutes in that zone. */
const counted = { count: z.int().min(0), minutes: z.number().min(0) };

export const EventSummary = z.object({
  ...counted,
  first: time.nullable().describe('When the first event of that time began.'),
  last: time.nullable().describe('When the last event of that time began.'),
  hours: z.array(z.object({ start: time, ...counted })).describe("By hour of the camera's time zone; hours without anything are left out."),
  days: z.array(z.object({ date: z.iso.date(), ...counted })),
  labels: z.array(z.object({ label: z.string().nullable(), ...counted })).describe('Most first.'),
  pets: z
    .array(z.object({ pet_id: z.int().nullable(), pet_name: z.string().nullable(), last: time.nullable(), ...counted }))
    .describe('Most first.'),
  zones: z.array(z.object({ zone_id: z.string(), ...counted })).describe('Most first; minutes in that zone.'),
});
export type EventSummary = z.infer<typeof EventSummary>;
