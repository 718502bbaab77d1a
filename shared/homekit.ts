/** PetLog in Apple's Home, as schemas. */
import { z } from 'zod';

/** `waiting`: for a home to add it. `failing`: it is tried again. */
const homekitStates = ['off', 'starting', 'waiting', 'paired', 'failing'] as const;
export type HomeKitState = (typeof homekitStates)[number];

/** What can be wrong. */
export const HomeKitFault = z.object({ code: z.enum(['homekit_port_in_use', 'homekit_failed']), detail: z.string() });
export type HomeKitFault = z.infer<typeof HomeKitFault>;

export const HomeKitStatus = z.object({
  enabled: z.boolean(),
  state: z.enum(homekitStates),
  port: z.int().nullable().describe('TCP port that homes connect to; null while nobody can.'),
  setup_code: z.string().nullable().describe('That is typed in the Home app, such as 031-45-154; null unless it waits to be added.'),
  setup_uri: z.string().nullable().describe('The same as a QR code for the Home app holds it; null unless it waits to be added.'),
  problem: HomeKitFault.nullable(),
});
export type HomeKitStatus = z.infer<typeof HomeKitStatus>;
