import type { Config } from '../../shared/config.ts';
import { configOfCamera } from '../../shared/config/config-of-camera.ts';
import type { EventLogDatabase } from '../event-log/event-log-database.ts';
import { type InactivityRule, InactivityWatch } from '../event-log/inactivity/inactivity-watch.ts';
import { LookingTimes } from '../event-log/inactivity/looking-times.ts';
import type { Zones } from '../event-log/zones.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';

interface WatchInactivityOptions {
  /** Asked for again and again. */
  rules(): readonly InactivityRule[];
  readonly database: EventLogDatabase;
  readonly zones: Pick<Zones, 'list'>;
  readonly settings: { readonly current: Config };
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

/** Logs from now on when nothing was seen for as long as a rule says. */
export function watchInactivity({ rules, database, zones, settings, bus, clock, logger, resources }: WatchInactivityOptions): void {
  const isNoticing = (cameraId: string): boolean => configOfCamera(settings.current, cameraId)?.detection.enabled === true;
  const looking = new LookingTimes({ database, bus, clock, isNoticing });
  resources.add('looking times', () => looking.close());
  const cameraOfZone = (zoneId: string): string | null => zones.list().find(({ zone_id: id }) => id === zoneId)?.camera_id ?? null;
  const watch = new InactivityWatch({ database, rules, looking, cameraOfZone, bus, clock, logger });
  resources.add('inactivity', () => watch.close());
}
