import type { MediaRequest, VideoFacts } from '../media/protocol.ts';
import { makeDayFilm } from './day-film.ts';
import { makeTimelapse } from './timelapse.ts';

type FilmRequest = Extract<MediaRequest, { type: 'make-timelapse' | 'make-day-film' }>;

/** Makes a film of either kind. @throws when there is no picture at all, or the film cannot be written */
export const makeFilm = (request: FilmRequest, onProgress: (share: number) => void): Promise<VideoFacts> =>
  request.type === 'make-timelapse' ? makeTimelapse(request, onProgress) : makeDayFilm(request, onProgress);
