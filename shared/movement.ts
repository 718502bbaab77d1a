/** What the look for movement sees, as schemas. */
import { z } from 'zod';

const share = z.number().min(0).max(1);

export const MovementSeen = z.object({
  is_looking: z.boolean().describe('Whether anything can be seen: the camera runs, is not private, and detection.enabled is true for it.'),
  sensitivity: z.int().describe('As it is in effect for this camera.'),
  regions: z
    .array(
      z.object({
        box: z
          .object({ x: share, y: share, width: share, height: share })
          .describe('Upper left corner and size, from 0 to 1 of the width and height of the picture.'),
        is_moving: z.boolean().describe('false for what only stands there.'),
      }),
    )
    .describe('What is not part of the empty place.'),
  is_new_scene: z
    .boolean()
    .describe('Most of the picture changed at once, as by a lamp; nothing can be told until the new scene is known.'),
});
export type MovementSeen = z.infer<typeof MovementSeen>;
