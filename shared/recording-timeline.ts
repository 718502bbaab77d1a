/** What a strip of time needs to know of the recordings, as schemas. */
import { z } from 'zod';
import { dateOrTime, OfCameraInput, RecordingReason } from './api.ts';

const time = z.iso.datetime({ offset: true });

export const RecordingTimelineInput = OfCameraInput.extend({
  start_date: dateOrTime.describe("First moment, inclusive; a date is a whole day in the camera's time zone."),
  end_date: dateOrTime.describe('Last moment, inclusive.'),
  resolution_seconds: z
    .number()
    .min(0)
    .max(86_400)
    .optional()
    .describe('Recordings that are less than this apart are told as one span; default 0, which tells of each.'),
});
export type RecordingTimelineInput = z.infer<typeof RecordingTimelineInput>;

export const RecordingSpan = z.object({
  start: time,
  end: time,
  recordings: z.int().min(1).describe('How many there are in it.'),
  recording_id: z.string().describe('Of the first.'),
  reason: RecordingReason.describe('Of the first.'),
  preview_frames: z.int().min(0).describe('How many pictures the preview of the first holds.'),
});
export type RecordingSpan = z.infer<typeof RecordingSpan>;

export const RecordingTimeline = z.object({
  spans: z
    .array(RecordingSpan)
    .describe('In the order in which they begin, also those that begin before the first moment and reach into it.'),
  resolution_seconds: z.number().min(0).describe('As asked for, or more where there would be too many spans.'),
});
export type RecordingTimeline = z.infer<typeof RecordingTimeline>;
