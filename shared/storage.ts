/** The disk of the recordings, as clients are told of it. */
import { z } from 'zod';
import { RecordingInfo } from './api.ts';

/** How full the disk of the recordings is, and with what. */
export const StorageUsage = z.object({
  total_bytes: z.int().min(0),
  available_bytes: z.int().min(0),
  recordings_count: z.int().min(0),
  recordings_bytes: z.int().min(0),
  kept_bytes: z.int().min(0),
  automatic_bytes: z.int().min(0).describe('Of recordings_bytes, what was recorded by itself and is not kept.'),
  oldest: z.iso.datetime({ offset: true }).nullable().describe('Start of the oldest recording.'),
  limit_bytes: z
    .int()
    .min(0)
    .nullable()
    .describe('What the recordings may take before the oldest are removed; null without recording.max_total_gb.'),
  hours_left: z
    .number()
    .min(0)
    .nullable()
    .describe(
      'Hours that can be recorded before the oldest recordings are removed, at the rate of recent ones; null while that is unknown.',
    ),
});
export type StorageUsage = z.infer<typeof StorageUsage>;

/** What else is on that disk, how far back recordings can go, and what goes first. */
export const StorageOutlook = z.object({
  event_pictures_bytes: z.int().min(0).describe('About what the pictures of events take.'),
  rewind_bytes: z.int().min(0).describe('What the last minutes take of the disk; 0 while they are kept in memory.'),
  days_fit: z
    .number()
    .min(0)
    .nullable()
    .describe('Of so many days recordings fit, at the rate of the last week, before the oldest are removed; null while that is unknown.'),
  first_to_go: z.array(RecordingInfo).describe('Those that are removed first when space is needed; only of cameras that one may see.'),
});
export type StorageOutlook = z.infer<typeof StorageOutlook>;
