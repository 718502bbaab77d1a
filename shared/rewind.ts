/** Looking back at the last minutes, as schemas. */
import { z } from 'zod';
import { FileName, OfCameraInput } from './api.ts';

const time = z.iso.datetime({ offset: true });

/** The last minutes of the live picture, kept for looking back. */
export const RewindRange = z.object({
  enabled: z.boolean(),
  start: time.nullable().describe('The oldest moment there is; null while there is nothing.'),
  end: time.nullable(),
  gaps: z.array(z.object({ start: time, end: time })).describe('Times in between at which the camera gave no picture.'),
  size_bytes: z.int().min(0),
  limit_bytes: z.int().min(0),
  limit_seconds: z.int().min(0),
  storage: z
    .enum(['memory', 'disk'])
    .describe('Where it is kept now; memory also while the disk of recording.rewind_storage cannot be had.'),
});
export type RewindRange = z.infer<typeof RewindRange>;

export const RewindClipInput = OfCameraInput.extend({
  start: time.describe('First moment; the clip begins with the keyframe at or before it, and the header X-Timestamp says when that was.'),
  duration: z.number().min(0.1).max(600).optional().describe('Seconds; default 60.'),
});
export const RewindPictureInput = OfCameraInput.extend({ at: time.describe('The picture shown at this moment.') });
export const RewindSaveInput = OfCameraInput.extend({
  start: time.describe('First moment; the recording begins with the keyframe at or before it, and its timestamp says when that was.'),
  end: time,
  filename: FileName.optional().describe('Name of the recording, without extension.'),
});
