import type { Config } from '../../shared/config.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import type { EventBus } from '../events/event-bus.ts';
import { MediaProcessClient } from '../media/media-process-client.ts';
import { childModuleUrl } from '../system/child-module.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';
import { TimelapseService } from '../timelapse/timelapse-service.ts';
import { timelapseSources } from '../timelapse/timelapse-sources.ts';
import type { OpenRecordings } from './open-recordings.ts';

interface OpenTimelapsesOptions {
  readonly settings: { readonly current: Config };
  readonly recordings: Pick<OpenRecordings, 'library' | 'storage'>;
  readonly cameras: Pick<CameraRegistry, 'of'>;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

/** Films of recordings, each made by a process of its own. */
export function openTimelapses({ settings, recordings, cameras, bus, clock, logger, resources }: OpenTimelapsesOptions): TimelapseService {
  const { library, storage } = recordings;
  const timelapses = new TimelapseService({
    config: () => settings.current,
    clock,
    bus,
    logger,
    storage: () => storage.directory,
    sources: (cameraId, fromMilliseconds, untilMilliseconds) => timelapseSources(library, cameraId, fromMilliseconds, untilMilliseconds),
    startFilmMaker: (onTimelapseProgress) =>
      new MediaProcessClient({ program: childModuleUrl('media-process'), clock, logger, isInBackground: true, onTimelapseProgress }),
    recorderOf: (cameraId) => cameras.of({}, cameraId).recorder,
  });
  resources.add('timelapses', () => timelapses.close());
  return timelapses;
}
