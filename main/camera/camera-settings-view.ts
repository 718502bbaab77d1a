import { mainCameraId } from '../../shared/main-camera-id.ts';
import type { Config } from '../../shared/config.ts';
import { configOfCamera } from '../../shared/config/config-of-camera.ts';

/** The settings of all of PetLog. */
export interface AllSettings {
  readonly current: Config;
  onChange(listener: (change: { readonly changedKeys: readonly string[] }) => void): () => void;
}

/** Keys of the main camera that all cameras have. */
const sharedKeys: readonly string[] = ['camera.storage_path'];

/** Parts of a camera's settings that stand beside it for whoever reads them. */
const isSectionOfItsOwn = (path: string): boolean => path.startsWith('recording.') || path.startsWith('detection.');

/** The configuration as one camera sees it: its own settings stand where the only camera's stood. */
export class CameraSettingsView {
  readonly #settings: AllSettings;
  readonly #cameraId: string;
  #of: Config;
  #view: Config;

  constructor(settings: AllSettings, cameraId: string) {
    this.#settings = settings;
    this.#cameraId = cameraId;
    this.#of = settings.current;
    this.#view = configOfCamera(settings.current, cameraId) ?? settings.current;
  }

  /** What it was last, once the camera is removed. */
  get current(): Config {
    const { current } = this.#settings;
    if (current !== this.#of) {
      this.#of = current;
      this.#view = configOfCamera(current, this.#cameraId) ?? this.#view;
    }
    return this.#view;
  }

  /** Calls back with the keys of this view that have other values. Returns the function that ends the subscription. */
  onChange(listener: (changedKeys: readonly string[]) => void): () => void {
    return this.#settings.onChange(({ changedKeys }) => {
      const keys = changedKeys.map((key) => this.#ownKey(key)).filter((key) => key !== null);
      if (keys.length > 0) {
        listener(keys);
      }
    });
  }

  /** `cameras.garden.frame_rate` is this camera's `camera.frame_rate`; null for what is another camera's. */
  #ownKey(key: string): string | null {
    const [section, cameraId, ...rest] = key.split('.');
    const path = rest.join('.');
    if (section === 'cameras') {
      if (cameraId !== this.#cameraId) {
        // How many cameras there are says how much memory each has for looking back.
        return path === '' || path === 'enabled' ? 'recording.rewind_memory_mb' : null;
      }
      return isSectionOfItsOwn(path) ? path : `camera.${path}`;
    }
    if (section === 'camera' && isSectionOfItsOwn(`${cameraId}.`)) {
      return this.#cameraId === mainCameraId ? `${cameraId}.${path}` : null;
    }
    return section !== 'camera' || this.#cameraId === mainCameraId || sharedKeys.includes(key) ? key : null;
  }
}
