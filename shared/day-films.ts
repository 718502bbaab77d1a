/** "A day in a minute": short films of what happened on a day, as schemas. */
import { z } from 'zod';
import { OfCameraInput } from './api.ts';

export const DayFilmInput = OfCameraInput.extend({
  date: z.iso.date().describe("A day in the camera's time zone."),
});
export const DayFilmsQuery = z.strictObject({
  camera: z.string().optional().describe('Only of this camera, also of one that was removed.'),
  date: z.iso.date().optional().describe('Only of this day.'),
});
export type DayFilmsQuery = z.infer<typeof DayFilmsQuery>;
/** An id that is not well-formed is simply unknown (404), so any string passes here. */
export const DayFilmIdInput = z.strictObject({ id: z.string() });

export const DayFilm = z.object({
  day_film_id: z.string(),
  camera_id: z.string(),
  date: z.iso.date(),
  state: z.enum(['running', 'finished', 'failed', 'cancelled']),
  progress: z.number().min(0).max(1),
  message: z.string().nullable().describe('What went wrong.'),
  code: z.string().nullable().describe('Of the error, where it is one of PetLog.'),
  recording_id: z.string().nullable().describe('The film, once it is finished.'),
  event_count: z.int().min(0).describe('How many events it shows.'),
});
export type DayFilm = z.infer<typeof DayFilm>;

export const DayFilmList = z.object({ day_films: z.array(DayFilm) });
export const DayFilmRemoved = z.object({ message: z.string(), day_film_id: z.string() });
