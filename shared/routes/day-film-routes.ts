/** Short films of what happened on a day. */
import { DayFilm, DayFilmIdInput, DayFilmInput, DayFilmList, DayFilmRemoved, DayFilmsQuery } from '../day-films.ts';
import { json } from './route.ts';

export const dayFilmJsonRoutes = {
  'day_films.list': json({
    method: 'GET',
    path: '/day-films',
    access: 'viewer',
    summary: 'The films of days that there are, and those that are being made; the newest day first.',
    input: DayFilmsQuery,
    output: DayFilmList,
    errors: ['camera_not_found'],
  }),
  'day_films.make': json({
    method: 'POST',
    path: '/day-films',
    access: 'admin',
    isOfCamera: true,
    summary: 'Makes a film of at most a minute of what happened on a day, in the background. It takes the place of an earlier one.',
    input: DayFilmInput,
    output: DayFilm,
    errors: [
      'camera_not_found',
      'day_film_running',
      'nothing_happened',
      'nothing_kept',
      'storage_disabled',
      'storage_limit',
      'storage_full',
    ],
  }),
  'day_films.get': json({
    method: 'GET',
    path: '/day-films/:id',
    access: 'viewer',
    summary: 'How far the film of a day is.',
    input: DayFilmIdInput,
    output: DayFilm,
    errors: ['day_film_not_found'],
  }),
  'day_films.remove': json({
    method: 'DELETE',
    path: '/day-films/:id',
    access: 'admin',
    isOfCamera: true,
    summary: 'Gives up a film that is being made, or removes one that is finished.',
    input: DayFilmIdInput,
    output: DayFilmRemoved,
    errors: ['day_film_not_found'],
  }),
} as const;
