import type { Config } from '../../shared/config.ts';
import type { LogEvent } from '../../shared/log-events.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import type { EventBus } from '../events/event-bus.ts';
import { HomeFiles } from '../homekit/home-files.ts';
import { HomeKitService, type HomeKitCamera } from '../homekit/homekit-service.ts';
import { sensorNames } from '../homekit/sensor-names.ts';
import { isOfPeople, isOfPets } from '../homekit/seen.ts';
import type { MakeSmall } from '../live/mjpeg/wall-reader.ts';
import { OngoingEvents } from '../mqtt/ongoing-events.ts';
import { childModuleUrl } from '../system/child-module.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';
import type { OpenAlerts } from './open-alerts.ts';
import type { OpenEventLog } from './open-event-log.ts';
import { orNull } from './or-null.ts';

interface OpenHomeKitOptions {
  readonly dataDirectory: string;
  readonly settings: { readonly current: Config; onChange(listener: () => void): () => void };
  readonly cameras: Pick<CameraRegistry, 'all'>;
  readonly eventLog: Pick<OpenEventLog, 'log'>;
  readonly alerts: Pick<OpenAlerts, 'language'>;
  readonly makeSmall: MakeSmall;
  readonly version: string;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

/** PetLog in Apple's Home, while `homekit.enabled` is true. */
export function openHomeKit(options: OpenHomeKitOptions): HomeKitService {
  const { dataDirectory, settings, cameras, eventLog, alerts, makeSmall, version, bus, clock, logger, resources } = options;
  const ongoing = new OngoingEvents({
    bus,
    event: (eventId): LogEvent | null => orNull(() => eventLog.log.get(String(eventId))),
    onNews: () => service.camerasChanged(),
    onGone: () => service.camerasChanged(),
  });
  resources.add('who is before the cameras of homes', () => ongoing.close());
  const service: HomeKitService = new HomeKitService({
    program: childModuleUrl('homekit-process'),
    files: new HomeFiles(dataDirectory),
    settings,
    cameras: (): HomeKitCamera[] => {
      const { cameras: wanted } = settings.current.homekit;
      return cameras.all
        .filter(({ cameraId }) => wanted.length === 0 || wanted.includes(cameraId))
        .map((station) => ({
          cameraId: station.cameraId,
          name: station.config.camera.name === '' ? settings.current.server.name : station.config.camera.name,
          isActive: station.config.camera.enabled && !station.privacy.isOn,
          homekit: station.homekit,
          takeSnapshot: () => station.takeSnapshot(),
        }));
    },
    seen(cameraId) {
      const events = ongoing.all.filter((event) => event.camera_id === cameraId);
      return { pets: events.some(isOfPets), people: events.some(isOfPeople) };
    },
    names: () => ({ bridge: settings.current.server.name, ...sensorNames[alerts.language()] }),
    version,
    makeSmall,
    machineMilliseconds: () => Number(process.hrtime.bigint()) / 1e6,
    bus,
    clock,
    logger,
  });
  resources.add('HomeKit', () => service.close());
  return service;
}
