/** Kinds of events in the log, and the ids of pets. */
import { z } from 'zod';

export const logEventTypes = [
  'entering_area',
  'leaving_area',
  'playing',
  'visit',
  'motion',
  'no_activity',
  'camera_lost',
  'camera_tampered',
] as const;
/** As somebody may give it. */
export const PetId = z.int().min(1).max(2_147_483_647);

export const LogEventType = z.enum(logEventTypes);
export type LogEventType = z.infer<typeof LogEventType>;
