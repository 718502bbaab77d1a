import { EventBus } from '../events/event-bus.ts';
import type { SettingsStore } from '../config/settings-store.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';

interface EventBusParts {
  settings: Pick<SettingsStore, 'onChange'>;
  clock: Clock;
  logger: Logger;
  resources: ResourceStack;
}

/** What happens is told by it, and stands in the log. */
export function openEventBus({ settings, clock, logger, resources }: EventBusParts): EventBus {
  const bus = new EventBus(clock, (error, event) => logger.error({ err: error, event }, 'a part of PetLog failed to take up an event'));
  resources.add(
    'log',
    bus.onAny(({ name, camera_id: camera, data: fields }) =>
      logger.info({ event: name, ...(camera === null ? {} : { camera }), ...fields }, name),
    ),
  );
  resources.add(
    'told settings',
    settings.onChange(({ changedKeys }) => bus.emit('settings.changed', { keys: [...changedKeys] })),
  );
  return bus;
}
