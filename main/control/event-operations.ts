import { PetLogError } from '../../shared/errors.ts';
import { invalidValue } from '../../shared/invalid-input.ts';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import type { Operations } from '../../shared/routes.ts';
import type { Caller } from '../../shared/routes/route.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import type { EventLog } from '../event-log/event-log.ts';
import type { PetHabits } from '../event-log/habits/habits.ts';
import type { Pets } from '../event-log/pets.ts';
import type { StoredEvent } from '../event-log/stored-event.ts';
import type { Zones } from '../event-log/zones.ts';
import { listedCamera } from './listed-camera.ts';

type EventOperations = Pick<Operations, Extract<keyof Operations, `${'events' | 'pets' | 'zones'}.${string}`>>;

export interface EventOperationsDependencies {
  readonly log: EventLog;
  readonly pets: Pets;
  readonly habits: Pick<PetHabits, 'of'>;
  readonly zones: Zones;
  readonly cameras: Pick<CameraRegistry, 'of' | 'mayWatch' | 'visibleTo'>;
  /** Removes recordings that were made for this event alone and are not kept. Never rejects. */
  removeRecordingsOf(event: StoredEvent): Promise<void>;
}

/** The log of events, pets and zones, for those who may see the cameras. */
export function createEventOperations({
  log,
  pets,
  habits,
  zones,
  cameras,
  removeRecordingsOf,
}: EventOperationsDependencies): EventOperations {
  const assertMayList = (caller: Caller, cameraId: string | undefined, hasLeft: (cameraId: string) => boolean): void => {
    if (cameraId !== undefined) {
      listedCamera(cameras, caller, cameraId, hasLeft);
    }
  };
  const assertVisible = (id: string, caller: Caller): void => {
    if (caller.cameraIds !== undefined && !cameras.mayWatch(caller, log.find(id).cameraId)) {
      throw new PetLogError('event_not_found', { id });
    }
  };
  const assertZoneVisible = (id: string, caller: Caller): void => {
    if (!cameras.mayWatch(caller, zones.get(id).camera_id)) {
      throw new PetLogError('zone_not_found', { id });
    }
  };
  /** The camera that is meant, under one name or the other. */
  const cameraOf = (
    caller: Caller,
    { camera, camera_id: cameraId }: { camera?: string | undefined; camera_id?: string | undefined },
  ): string => {
    if (camera !== undefined && cameraId !== undefined && camera !== cameraId) {
      throw invalidValue('camera_id', `camera is ${JSON.stringify(camera)}, which means the same; give one of them.`);
    }
    return cameras.of(caller, camera ?? cameraId ?? mainCameraId).cameraId;
  };

  return {
    async 'events.list'(query, caller) {
      assertMayList(caller, query.camera, (cameraId) => log.hasOf(cameraId));
      return log.list(query, caller.cameraIds);
    },
    async 'events.summary'(query, caller) {
      assertMayList(caller, query.camera, (cameraId) => log.hasOf(cameraId));
      return log.summary(query, caller.cameraIds);
    },
    'events.timeline': async ({ camera = mainCameraId, ...range }, caller) =>
      log.timeline(
        range,
        listedCamera(cameras, caller, camera, (cameraId) => log.hasOf(cameraId)),
      ),
    async 'events.log'(input, caller) {
      const event = log.log(input, cameraOf(caller, input));
      return {
        message: 'Event logged successfully',
        event_id: event.eventId,
        timestamp: new Date(event.startedAtMilliseconds).toISOString(),
        event_type: event.eventType,
        pet_id: event.petId,
      };
    },
    async 'events.get'({ id }, caller) {
      assertVisible(id, caller);
      return log.get(id);
    },
    async 'events.change'({ id, ...change }, caller) {
      assertVisible(id, caller);
      return log.change(id, change);
    },
    async 'events.remove'({ id }, caller) {
      assertVisible(id, caller);
      const event = log.find(id);
      await removeRecordingsOf(event); // as long as the log knows whether others are in it
      await log.remove(id);
      return { message: 'Event removed successfully', event_id: event.eventId };
    },
    'pets.list': async (_input, caller) => pets.list(caller.cameraIds),
    'pets.get': async ({ id }, caller) => pets.get(id, caller.cameraIds),
    'pets.habits': async ({ id }, caller) => habits.of(id, caller.cameraIds),
    'pets.create': async (input) => pets.create(input),
    'pets.change': async ({ id, ...change }) => pets.change(id, change),
    'pets.remove': async ({ id }) => ({ message: 'Pet removed successfully', pet_id: await pets.remove(id) }),
    async 'zones.list'({ camera }, caller) {
      assertMayList(caller, camera, (cameraId) => zones.list(cameraId).length > 0);
      return { zones: zones.list(camera).filter(({ camera_id: cameraId }) => cameras.mayWatch(caller, cameraId)) };
    },
    async 'zones.create'({ camera, camera_id, ...zone }, caller) {
      return zones.create({ ...zone, camera_id: cameraOf(caller, { camera, camera_id }) });
    },
    async 'zones.change'({ id, ...change }, caller) {
      assertZoneVisible(id, caller);
      return zones.change(id, change);
    },
    async 'zones.remove'({ id }, caller) {
      assertZoneVisible(id, caller);
      zones.remove(id);
      return { message: 'Zone removed successfully', zone_id: id };
    },
  };
}
