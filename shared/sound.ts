/** How loud it is before a camera, as schemas. */
import { z } from 'zod';

export const SoundLevel = z.object({
  is_on: z.boolean().describe('camera.sound, for this camera.'),
  level_dbfs: z
    .number()
    .min(-96)
    .max(0)
    .nullable()
    .describe(
      'Effective value of a tenth of a second in decibels below the loudest that there is, down to -96; null while nothing is heard: the microphone is open only while somebody watches a video of this camera, or it is recorded or kept for looking back.',
    ),
});
export type SoundLevel = z.infer<typeof SoundLevel>;

const SoundDevices = z
  .array(
    z.object({
      device: z.string().describe('Its name of ALSA, as the settings of a camera take it.'),
      name: z.string().describe('What its maker calls it.'),
    }),
  )
  .describe("Those that the camera's own machine has, in the order of its sound cards.");
export type SoundDevices = z.infer<typeof SoundDevices>;

export const Microphones = z.object({ microphones: SoundDevices });
export type Microphones = z.infer<typeof Microphones>;

export const Speakers = z.object({ speakers: SoundDevices });
export type Speakers = z.infer<typeof Speakers>;
