import type { Config } from '../../shared/config.ts';
import type { Permissions } from '../access/permissions.ts';
import { permissionOf } from '../access/principal.ts';
import type { CameraManager } from '../camera/camera-manager.ts';
import type { CameraService } from '../camera/camera-service.ts';
import type { SettingsListener } from '../config/settings-store.ts';
import type { Logger } from '../system/logger.ts';
import type { TimeZone } from '../system/time-zone.ts';
import type { Privacy } from './privacy.ts';

interface SettingsFollowers {
  config: () => Config;
  camera: Pick<CameraService, 'reconfigure' | 'writesTime'>;
  manager: Pick<CameraManager, 'startByConfiguration' | 'reconfigure'>;
  privacy: Pick<Privacy, 'isOn'>;
  permissions: Pick<Permissions, 'end'>;
  timeZone: Pick<TimeZone, 'set'>;
  logger: Logger;
}

const cameraKeysThatRestart = new Set(
  (
    [
      'source',
      'resolution',
      'frame_rate',
      'quality',
      'codec',
      'rotation',
      'hflip',
      'vflip',
      'overlay_timestamp',
    ] satisfies (keyof Config['camera'])[]
  ).map((key) => `camera.${key}`),
);

/** Brings changed settings to the parts that do not read them each time. */
export function settingsFollower({ config, camera, manager, privacy, permissions, timeZone, logger }: SettingsFollowers): SettingsListener {
  return ({ changedKeys }) => {
    const isOtherZone = changedKeys.includes('server.time_zone');
    if (isOtherZone) {
      timeZone.set(config().server.time_zone);
    }
    // A camera that encodes by itself is told how, when it starts.
    const isOtherBitrate = changedKeys.includes('recording.bitrate_kbps') && config().camera.codec === 'h264';
    if (changedKeys.some((key) => cameraKeysThatRestart.has(key)) || (isOtherZone && camera.writesTime) || isOtherBitrate) {
      camera.reconfigure().catch((error: unknown) => logger.warn({ err: error }, 'the camera could not take up its changed settings'));
    }
    if (changedKeys.includes('security.access') && config().security.access === 'accounts') {
      permissions.end(permissionOf({ kind: 'open', id: null }));
    }
    if (changedKeys.includes('camera.always_on') && config().camera.always_on && !privacy.isOn) {
      manager.startByConfiguration();
    } else if (changedKeys.includes('camera.always_on') || changedKeys.includes('camera.idle_stop_seconds')) {
      manager.reconfigure();
    }
  };
}
