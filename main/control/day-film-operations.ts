import { PetLogError } from '../../shared/errors.ts';
import type { Operations } from '../../shared/routes.ts';
import type { Caller } from '../../shared/routes/route.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import type { DayFilmService } from '../day-films/day-film-service.ts';
import { listedCamera } from './listed-camera.ts';

type DayFilmOperations = Pick<Operations, Extract<keyof Operations, `day_films.${string}`>>;

export interface DayFilmOperationsDependencies {
  readonly dayFilms: Pick<DayFilmService, 'list' | 'get' | 'make' | 'remove'>;
  readonly cameras: Pick<CameraRegistry, 'of' | 'mayWatch' | 'visibleTo'>;
}

/** Films of days, for those who may see the camera. */
export function createDayFilmOperations({ dayFilms, cameras }: DayFilmOperationsDependencies): DayFilmOperations {
  const visible = (id: string, caller: Caller) => {
    const film = dayFilms.get(id);
    if (!cameras.mayWatch(caller, film.camera_id)) {
      throw new PetLogError('day_film_not_found', { id });
    }
    return film;
  };
  return {
    async 'day_films.list'(query, caller) {
      const films = dayFilms.list(query, (cameraId) => cameras.mayWatch(caller, cameraId));
      if (query.camera !== undefined) {
        listedCamera(cameras, caller, query.camera, () => dayFilms.list({ camera: query.camera }, () => true).length > 0);
      }
      return { day_films: films };
    },
    'day_films.make': async ({ camera, date }, caller) => dayFilms.make(date, cameras.of(caller, camera).cameraId),
    'day_films.get': async ({ id }, caller) => visible(id, caller),
    async 'day_films.remove'({ id }, caller) {
      await dayFilms.remove(visible(id, caller).day_film_id);
      return { message: 'Film removed successfully', day_film_id: id };
    },
  };
}
