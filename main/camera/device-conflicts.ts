import { realpath } from 'node:fs/promises';
import type { Config } from '../../shared/config.ts';
import { sameDevice } from '../../shared/config/camera-source.ts';
import { cameraIds, settingsOfCamera } from '../../shared/config/config-of-camera.ts';

/** Two cameras that would open one device. */
export interface DeviceConflict {
  readonly cameraId: string;
  /** The one that comes first in the configuration. */
  readonly otherId: string;
  /** Of the first. */
  readonly source: string;
}

const v4l2 = 'v4l2:';

/** A USB camera has several names below `/dev`. One that is not there is what it is called. */
async function resolved(source: string): Promise<string> {
  return source.startsWith(v4l2) ? v4l2 + (await realpath(source.slice(v4l2.length)).catch(() => source.slice(v4l2.length))) : source;
}

/** Cameras that are enabled and mean the same device. */
export async function deviceConflicts(config: Config): Promise<DeviceConflict[]> {
  const cameras = cameraIds(config).flatMap((id) => {
    const settings = settingsOfCamera(config, id);
    return settings?.enabled === true ? [{ id, source: settings.source }] : [];
  });
  const devices = await Promise.all(cameras.map(async ({ id, source }) => ({ id, source, device: await resolved(source) })));
  return devices.flatMap(({ id: cameraId, source, device }, index) => {
    const other = devices.slice(0, index).find((earlier) => sameDevice(earlier.device, device));
    return other === undefined ? [] : [{ cameraId, otherId: other.id, source }];
  });
}
