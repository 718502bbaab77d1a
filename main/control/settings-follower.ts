import type { Config } from '../../shared/config.ts';
import type { Permissions } from '../access/permissions.ts';
import { permissionOf } from '../access/principal.ts';
import type { SettingsListener } from '../config/settings-store.ts';
import type { TimeZone } from '../system/time-zone.ts';

interface SettingsFollowers {
  config: () => Config;
  permissions: Pick<Permissions, 'end'>;
  timeZone: Pick<TimeZone, 'set'>;
}

/** Brings changed settings of PetLog as a whole to what does not read them each time. */
export function settingsFollower({ config, permissions, timeZone }: SettingsFollowers): SettingsListener {
  return ({ changedKeys }) => {
    if (changedKeys.includes('server.time_zone')) {
      timeZone.set(config().server.time_zone);
    }
    if (changedKeys.includes('security.access') && config().security.access === 'accounts') {
      permissions.end(permissionOf({ kind: 'open', id: null }));
    }
  };
}
