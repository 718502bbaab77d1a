import type { Config } from '../../shared/config.ts';
import { cameraIds, settingsOfCamera } from '../../shared/config/config-of-camera.ts';

/** Whether any camera of a configuration has a speaker that people there are spoken to with. */
export const hasSpeaker = (config: Config): boolean =>
  cameraIds(config).some((cameraId) => {
    const camera = settingsOfCamera(config, cameraId);
    return camera?.enabled === true && camera.speaker !== 'off';
  });
