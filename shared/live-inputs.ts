/** What the live picture is asked with. */
import { z } from 'zod';
import { OfCameraInput } from './api.ts';

const start = z.boolean().optional().describe('False: refused where somebody has stopped the camera, which it would start again else.');

export const LiveVideoInput = OfCameraInput.extend({ start });

export const SnapshotInput = OfCameraInput.extend({
  start: start.describe('False: refused where somebody has stopped the camera, which it would start for a moment else.'),
});

/** For slow links. */
const width = z.int().min(64).max(4096).optional().describe('Pixels across of each picture, at least, where the camera has as many.');

const rendition = z
  .string()
  .optional()
  .describe("Its name, as GET /live/options says it: full, the camera's own size, where it is left out, or a smaller one such as 360p.");

/** With a size to choose. */
export const RenditionInput = LiveVideoInput.extend({ rendition });

export const StreamInput = LiveVideoInput.extend({
  fps: z.int().min(1).max(60).optional().describe("Frames per second for this viewer, at most the camera's rate."),
  width,
});

/** Small pictures in one answer. */
export const WallInput = z.strictObject({
  cameras: z
    .string()
    .regex(/^[^,]+(,[^,]+){0,63}$/, { error: 'must be 1 to 64 ids of cameras with commas between them' })
    .optional()
    .describe('Ids of cameras, with commas between them; all where it is left out.'),
  width,
  start: start.describe('False: cameras that somebody has stopped are left out, which it would start again else.'),
});
