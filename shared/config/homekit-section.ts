import { z } from 'zod';
import { AnyCameraId } from '../camera-id.ts';

/** PetLog in Apple's Home. */
export const homekit = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe(
      "Let Apple's Home have the cameras, with their live picture and sensors of movement; whoever adds it needs the code that PetLog shows.",
    ),
  port: z
    .int()
    .min(0)
    .max(65_535)
    .default(51_827)
    .describe('TCP port on every network that homes connect to, by pairing alone; 0 picks a free one at each start.'),
  cameras: z.array(AnyCameraId).max(64).default([]).describe('Ids of the cameras that homes may have; an empty list means all.'),
});
