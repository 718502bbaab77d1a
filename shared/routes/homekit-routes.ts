/** PetLog in Apple's Home. */
import { NoInput } from '../api.ts';
import { HomeKitStatus } from '../homekit.ts';
import { json } from './route.ts';

export const homekitJsonRoutes = {
  'homekit.get': json({
    method: 'GET',
    path: '/integrations/homekit',
    access: 'admin',
    summary: "Whether Apple's Home can have the cameras of this PetLog, and the code with which it is added; PATCH /settings switches it.",
    input: NoInput,
    output: HomeKitStatus,
    errors: [],
  }),
  'homekit.unpair': json({
    method: 'DELETE',
    path: '/integrations/homekit/pairing',
    access: 'admin',
    summary: 'No home knows this PetLog any more; it can be added anew, with another code.',
    input: NoInput,
    output: HomeKitStatus,
    errors: ['homekit_not_saved'],
  }),
} as const;
