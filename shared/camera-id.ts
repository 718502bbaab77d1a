/** How cameras are called: in addresses, settings, files and events. */
import { z } from 'zod';
import { mainCameraId } from './main-camera-id.ts';

/** Words that stand for something else where an id could stand. */
const reserved: readonly string[] = [mainCameraId, 'all', 'sources', 'test'];

const rule = 'must be 1 to 32 of a-z, 0-9 and "-", begin with a letter or digit, and be none of main, all, sources and test';

/** The id of a camera beside `main`. */
export const CameraId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, { error: rule })
  .refine((id) => !reserved.includes(id), { error: rule });

/** The id of any camera, `main` included. */
export const AnyCameraId = z.union([z.literal(mainCameraId), CameraId], {
  error: `must be main or an id of another camera, which ${rule}`,
});

/** Which cameras somebody may see; null for all, those too that are added later. */
export const CameraIds = z
  .array(AnyCameraId)
  .min(1, { error: 'must name at least one camera; null stands for all' })
  .max(200)
  .transform((ids) => [...new Set(ids)])
  .nullable();
