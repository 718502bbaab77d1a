/** What a strip of time needs to know of the log of events, as schemas. */
import { z } from 'zod';
import { dateOrTime, OfCameraInput } from './api.ts';

const time = z.iso.datetime({ offset: true });

const longestDays = 32;
const dayMilliseconds = 86_400_000;

export const EventTimelineInput = OfCameraInput.extend({
  start_date: dateOrTime.describe("First moment, inclusive; a date is a whole day in the camera's time zone."),
  end_date: dateOrTime.describe(`Last moment, inclusive, at most ${longestDays} days after the first.`),
  resolution_seconds: z
    .number()
    .min(0)
    .max(86_400)
    .optional()
    .describe('Events of one label that are less than this apart are told as one mark; default 0, which tells of each.'),
}).refine(({ start_date: start, end_date: end }) => !(Date.parse(end) - Date.parse(start) > longestDays * dayMilliseconds), {
  error: `must be at most ${longestDays} days after start_date`,
  path: ['end_date'],
});
export type EventTimelineInput = z.infer<typeof EventTimelineInput>;

export const EventMark = z.object({
  start: time,
  end: time,
  label: z.string().nullable().describe('null where nobody knows who it was.'),
  pet_id: z.int().nullable().describe('Where all of it is of one pet.'),
  events: z.int().min(1).describe('How many there are in it.'),
  event_id: z.int().describe('Of the first.'),
});
export type EventMark = z.infer<typeof EventMark>;

export const EventTimeline = z.object({
  marks: z.array(EventMark).describe('In the order in which they begin, also those that begin before the first moment and reach into it.'),
  resolution_seconds: z.number().min(0).describe('As asked for, or more where there would be too many marks.'),
});
export type EventTimeline = z.infer<typeof EventTimeline>;
