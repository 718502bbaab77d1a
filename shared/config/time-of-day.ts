import { z } from 'zod';

/** Hours and minutes on a 24-hour clock: `22:00`. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time of day such as 22:00' });
