import type { Config } from '../../shared/config.ts';
import type { Logger } from '../system/logger.ts';
import type { CameraManager } from './camera-manager.ts';
import type { CameraService } from './camera-service.ts';

interface CameraSettingsFollowerOptions {
  config: () => Config;
  camera: Pick<CameraService, 'reconfigure' | 'writesTime' | 'writesName' | 'lacksSound'>;
  manager: Pick<CameraManager, 'block' | 'unblock' | 'stop' | 'resume' | 'startByConfiguration' | 'reconfigure'>;
  privacy: { readonly isOn: boolean };
  recorder: { endAny(reason: string): Promise<unknown> };
  viewers: { endAll(): number };
  logger: Logger;
}

const keysThatRestart = new Set(
  (
    [
      'source',
      'username',
      'password',
      'certificate_fingerprint',
      'codec',
      'resolution',
      'frame_rate',
      'quality',
      'rotation',
      'hflip',
      'vflip',
      'overlay_timestamp',
    ] satisfies (keyof Config['camera'])[]
  ).map((key) => `camera.${key}`),
);

/** The main camera has the name of the server where it has none of its own. */
const nameKeys: readonly string[] = ['camera.name', 'server.name'];

const soundKeys: readonly string[] = ['camera.sound', 'camera.microphone'];

/** Brings changed settings of a camera to what does not read them each time. */
export class CameraSettingsFollower {
  readonly #options: CameraSettingsFollowerOptions;
  #isEnabled: boolean;

  constructor(options: CameraSettingsFollowerOptions) {
    this.#options = options;
    this.#isEnabled = options.config().camera.enabled;
    if (!this.#isEnabled) {
      options.manager.block('camera_disabled');
    }
  }

  readonly changed = (changedKeys: readonly string[]): void => {
    const { config, camera, manager, privacy, logger } = this.#options;
    const { always_on: isAlwaysOn, enabled: isEnabled } = config().camera;
    const rewritesTime = changedKeys.includes('server.time_zone') && camera.writesTime;
    const rewritesName = changedKeys.some((key) => nameKeys.includes(key)) && camera.writesName;
    // A camera that encodes by itself is told how, when it starts.
    const encodesOtherwise = changedKeys.includes('recording.bitrate_kbps') && config().camera.codec === 'h264';
    // What is not set up when the camera starts cannot be heard later; what is, need not end because nobody hears it.
    const hearsOtherwise = changedKeys.some((key) => soundKeys.includes(key)) && camera.lacksSound;
    if (hearsOtherwise || rewritesTime || rewritesName || encodesOtherwise || changedKeys.some((key) => keysThatRestart.has(key))) {
      camera.reconfigure().catch((error: unknown) => logger.warn({ err: error }, 'the camera could not take up its changed settings'));
    }
    if (isEnabled !== this.#isEnabled) {
      this.#isEnabled = isEnabled;
      if (isEnabled) {
        this.#enable();
      } else {
        this.#disable().catch((error: unknown) => logger.error({ err: error }, 'the camera could not be switched off'));
      }
    } else if (changedKeys.includes('camera.always_on') && isAlwaysOn && isEnabled && !privacy.isOn) {
      manager.startByConfiguration();
    } else if (changedKeys.includes('camera.always_on') || changedKeys.includes('camera.idle_stop_seconds')) {
      manager.reconfigure();
    }
  };

  #enable(): void {
    const { manager } = this.#options;
    manager.unblock('camera_disabled');
    manager.resume();
  }

  async #disable(): Promise<void> {
    const { manager, recorder, viewers } = this.#options;
    manager.block('camera_disabled');
    viewers.endAll();
    await recorder.endAny('disabled');
    // Somebody may have switched it on again, while the recording ended.
    if (!this.#isEnabled) {
      await manager.stop('disabled');
    }
  }
}
