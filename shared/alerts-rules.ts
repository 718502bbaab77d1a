/** What somebody wants to be told of, and when, as schemas. */
import { z } from 'zod';
import { AlertEventType } from './alerts.ts';
import { AnyCameraId } from './camera-id.ts';
import { PetId } from './log-event-types.ts';

const time = z.iso.datetime({ offset: true });

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const Weekday = z.enum(weekdays);
export type Weekday = z.infer<typeof Weekday>;
export const presences = ['any', 'home', 'away'] as const;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time of day such as 22:00' });
const distinct = <Item extends z.ZodType>(item: Item, most: number) =>
  z
    .array(item)
    .max(most, { error: `must have at most ${most} items` })
    .transform((items) => [...new Set(items)]);

const values = {
  name: z
    .string()
    .trim()
    .min(1, { error: 'must hold at least one character' })
    .max(60)
    .regex(/^\P{Cc}*$/u, { error: 'must be one line without control characters' }),
  enabled: z.boolean(),
  event_types: distinct(AlertEventType, 20).describe(
    'What it is about; empty for anything. entering_area, leaving_area and playing are visits too.',
  ),
  labels: distinct(z.string().trim().min(1).max(40), 40).describe('Only of these, such as cat or person; empty for any.'),
  pet_ids: distinct(PetId, 100).describe('Only of these pets; empty for any. With labels: of either.'),
  zone_ids: distinct(z.string().min(1).max(100), 200).describe('Only what passed one of these places; empty for anywhere.'),
  camera_ids: distinct(AnyCameraId, 200).describe('Only of these cameras; empty for any.'),
  days: distinct(Weekday, 7).describe("On these days of the camera's time zone; a night belongs to the day on which it began."),
  from: timeOfDay.describe("From this time of day, in the camera's time zone."),
  until: timeOfDay.describe('Until this time, perhaps of the next day; the same as from for the whole day.'),
  presence: z.enum(presences).describe('Only while somebody is at home, or nobody is.'),
  min_duration_seconds: z.int().min(0).max(86_400).describe('Only once it has lasted for so long.'),
  no_activity_minutes: z
    .int()
    .min(5)
    .max(44_640)
    .nullable()
    .describe(
      'Tell when nothing of this was seen for so long, of the time within these hours (event type no_activity); null for never. With no event_types the rule is about that alone.',
    ),
  channels: distinct(z.string().min(1).max(100), 50).describe('Ids of the channels that it is sent by; empty for none.'),
  picture: z.boolean().describe('With a picture, where there is one.'),
  at_most_every_minutes: z.int().min(0).max(10_080).describe('No second alert by this rule before so many minutes; 0 for no limit.'),
  muted_while_watched: z.boolean().describe('Nothing while somebody watches that camera.'),
};

export const Rule = z.object({
  rule_id: z.string(),
  ...values,
  snoozed_until: time.nullable().describe('Until when it is snoozed, on its own or with all others; null when it is not.'),
});
export type Rule = z.infer<typeof Rule>;

export const RuleList = z.object({ rules: z.array(Rule) });

export const RuleInput = z.strictObject({
  name: values.name,
  enabled: values.enabled.default(true),
  event_types: values.event_types.default([]),
  labels: values.labels.default([]),
  pet_ids: values.pet_ids.default([]),
  zone_ids: values.zone_ids.default([]),
  camera_ids: values.camera_ids.default([]),
  days: values.days.default([...weekdays]),
  from: values.from.default('00:00'),
  until: values.until.default('00:00'),
  presence: values.presence.default('any'),
  min_duration_seconds: values.min_duration_seconds.default(0),
  no_activity_minutes: values.no_activity_minutes.default(null),
  channels: values.channels,
  picture: values.picture.default(true),
  at_most_every_minutes: values.at_most_every_minutes.default(0),
  muted_while_watched: values.muted_while_watched.default(false),
});
export type RuleInput = z.infer<typeof RuleInput>;

export const RuleChangeInput = z.strictObject({
  id: z.string(),
  name: values.name.optional(),
  enabled: values.enabled.optional(),
  event_types: values.event_types.optional(),
  labels: values.labels.optional(),
  pet_ids: values.pet_ids.optional(),
  zone_ids: values.zone_ids.optional(),
  camera_ids: values.camera_ids.optional(),
  days: values.days.optional(),
  from: values.from.optional(),
  until: values.until.optional(),
  presence: values.presence.optional(),
  min_duration_seconds: values.min_duration_seconds.optional(),
  no_activity_minutes: values.no_activity_minutes.optional(),
  channels: values.channels.optional(),
  picture: values.picture.optional(),
  at_most_every_minutes: values.at_most_every_minutes.optional(),
  muted_while_watched: values.muted_while_watched.optional(),
});
export type RuleChange = Omit<z.infer<typeof RuleChangeInput>, 'id'>;

/** An id that is not well-formed is simply unknown (404), so any string passes here. */
export const RuleIdInput = z.strictObject({ id: z.string() });
export const RuleRemoved = z.object({ message: z.string(), rule_id: z.string() });
