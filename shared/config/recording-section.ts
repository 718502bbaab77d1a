import { z } from 'zod';
import { automaticOfCamera, automaticOfDisk } from './automatic-recording.ts';
import { withoutDefaults } from './patch.ts';

export const recording = z.strictObject({
  min_free_mb: z.int().min(0).max(1_000_000).default(500).describe('Megabytes that recordings always leave free on their disk.'),
  pre_roll_seconds: z
    .int()
    .min(0)
    .max(30)
    .default(5)
    .describe(
      'Seconds that a recording begins with from before Record was pressed, or from before what is recorded by itself began; 0 for none.',
    ),
  rewind_minutes: z.int().min(0).max(1440).default(10).describe('Minutes that one can look back in the live picture; 0 turns it off.'),
  rewind_memory_mb: z
    .int()
    .min(16)
    .max(4096)
    .default(128)
    .describe('Most megabytes of memory for looking back, whichever limit is reached first; the cameras share them evenly.'),
  rewind_storage: z
    .enum(['memory', 'disk'])
    .default('memory')
    .describe(
      'Where the last minutes are kept: memory, or disk for hours of them. The disk is that of the recordings; all that the camera sees is written to it, up to 0.9 GB an hour, and SD cards wear by that. Either way they begin anew when PetLog starts.',
    ),
  rewind_disk_mb: z
    .int()
    .min(256)
    .max(1_000_000)
    .default(4096)
    .describe(
      'Most megabytes of disk for looking back with rewind_storage disk, which the cameras share evenly; less where min_free_mb would not stay free.',
    ),
  max_age_days: z.int().min(0).max(3650).default(0).describe('Days after which recordings are removed, kept ones never; 0 for never.'),
  max_total_gb: z
    .int()
    .min(0)
    .max(100_000)
    .default(0)
    .describe('Gigabytes that all recordings may take before the oldest are removed; 0 for no limit.'),
  max_disk_used_percent: z
    .int()
    .min(10)
    .max(100)
    .default(80)
    .describe(
      'How full the disk may be before the oldest recordings are removed; where other files fill it, recordings may still take a tenth of it.',
    ),
  clean_up_imported: z
    .boolean()
    .default(false)
    .describe('Let clean-up remove videos, too, that PetLog did not record: those that somebody put among the recordings.'),
  bitrate_kbps: z
    .int()
    .min(100)
    .max(20_000)
    .default(2000)
    .describe('Highest H.264 bit rate in kilobits per second; 2000 is at most 0.9 GB an hour.'),
  ...automaticOfCamera,
  ...automaticOfDisk,
});

/**
 * What a camera may have otherwise than the section says. The rest concerns all
 * of them together: their disk, their memory, and videos that no camera made.
 */
const keysOfCamera = {
  pre_roll_seconds: true,
  rewind_minutes: true,
  rewind_storage: true,
  max_age_days: true,
  bitrate_kbps: true,
  automatic: true,
  automatic_labels: true,
  automatic_places: true,
  automatic_days: true,
  automatic_from: true,
  automatic_until: true,
  automatic_post_roll_seconds: true,
  automatic_longest_minutes: true,
} as const;

const recordingOfCameraShape = recording.pick(keysOfCamera);

type RecordingOfCamera = {
  [Key in keyof z.output<typeof recordingOfCameraShape>]?: z.output<typeof recordingOfCameraShape>[Key] | undefined;
};

/** The part `recording` of a camera. */
export const recordingOfCamera = withoutDefaults(recordingOfCameraShape) as unknown as z.ZodType<RecordingOfCamera, RecordingOfCamera>;
