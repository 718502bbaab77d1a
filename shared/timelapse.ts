/** Films that are made of recordings, as schemas. */
import { z } from 'zod';
import { FileName, OfCameraInput } from './api.ts';

const time = z.iso.datetime({ offset: true });

export const TimelapseInput = OfCameraInput.extend({
  start: time,
  end: time,
  duration_seconds: z.int().min(1).max(600).optional().describe('Length of the film; default 30.'),
  filename: FileName.optional().describe('Name of the recording, without extension.'),
});
export type TimelapseInput = z.infer<typeof TimelapseInput>;
export const TimelapseIdInput = z.strictObject({ id: z.string() });
export const TimelapseJob = z.object({
  timelapse_id: z.string(),
  camera_id: z.string(),
  state: z.enum(['running', 'finished', 'failed', 'cancelled']),
  progress: z.number().min(0).max(1),
  message: z.string().nullable().describe('What went wrong.'),
  code: z.string().nullable().describe('Of the error, where it is one of PetLog.'),
  recording_id: z.string().nullable().describe('The film, once it is finished.'),
});
export type TimelapseJob = z.infer<typeof TimelapseJob>;
