import { join } from 'node:path';
import type { Config } from '../../shared/config.ts';
import { cameraIds } from '../../shared/config/config-of-camera.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import { DayFilmService } from '../day-films/day-film-service.ts';
import { NightlyFilms } from '../day-films/nightly-films.ts';
import { SavedDayFilms } from '../day-films/saved-day-films.ts';
import type { EventBus } from '../events/event-bus.ts';
import { recordingPath } from '../library/recording.ts';
import { MediaProcessClient } from '../media/media-process-client.ts';
import { childModuleUrl } from '../system/child-module.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';
import type { OpenEventLog } from './open-event-log.ts';
import type { OpenRecordings } from './open-recordings.ts';

interface OpenDayFilmsOptions {
  readonly dataDirectory: string;
  readonly config: () => Config;
  readonly recordings: Pick<OpenRecordings, 'library' | 'storage'>;
  readonly eventLog: Pick<OpenEventLog, 'filmedEvents'>;
  readonly cameras: Pick<CameraRegistry, 'of'>;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

/** Films of what happened on a day, made when somebody asks, and in the night where that is wanted. */
export async function openDayFilms(options: OpenDayFilmsOptions): Promise<DayFilmService> {
  const { dataDirectory, config, recordings, eventLog, cameras, bus, clock, logger, resources } = options;
  const { library, storage } = recordings;
  const films = new DayFilmService({
    bitrateKbps: () => config().recording.bitrate_kbps,
    clock,
    bus,
    logger,
    saved: await SavedDayFilms.open(join(dataDirectory, 'day-films.json'), logger),
    storage: () => storage.directory,
    eventsOf: (cameraId, fromMilliseconds, untilMilliseconds) => eventLog.filmedEvents(cameraId, fromMilliseconds, untilMilliseconds),
    library: {
      find: (recordingId) => library.find(recordingId),
      hold: (recordingId) => library.hold(recordingId),
      async remove(recordingId) {
        const removed = await library.remove(recordingId);
        bus
          .ofCamera(removed.cameraId)
          .emit('recording.removed', { recording_id: recordingId, recording_path: recordingPath(removed), reason: 'asked' });
      },
    },
    startFilmMaker: (onTimelapseProgress) =>
      new MediaProcessClient({ program: childModuleUrl('media-process'), clock, logger, isInBackground: true, onTimelapseProgress }),
    recorderOf: (cameraId) => cameras.of({}, cameraId).recorder,
  });
  resources.add('films of days', () => films.close());
  const nightly = new NightlyFilms({
    films,
    isWanted: () => config().events.film_of_day,
    cameraIds: () => cameraIds(config()),
    clock,
    logger,
  });
  resources.add('films in the night', () => nightly.close());
  return films;
}
