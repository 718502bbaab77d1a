import { z } from 'zod';

export const alerts = z.strictObject({
  enabled: z.boolean().default(true).describe('Send alerts, as the rules say.'),
  at_most_every_minutes: z
    .int()
    .min(0)
    .max(1440)
    .default(0)
    .describe('Minutes that pass at least between two alerts about who was seen, of all rules and cameras together; 0 for no limit.'),
  camera_at_most_every_minutes: z
    .int()
    .min(0)
    .max(1440)
    .default(0)
    .describe('The same for the alerts of one camera; 0 for no limit. What is wrong with a camera or the disk is told all the same.'),
});
