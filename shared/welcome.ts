import { z } from 'zod';

/** What the root of the API answers to programs. */
export const Welcome = z.object({
  message: z.literal('Welcome to PetLog API'),
  version: z.string(),
  status: z.literal('running'),
  documentation: z.literal('/docs'),
});
