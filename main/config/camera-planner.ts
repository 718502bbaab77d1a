import { CameraId } from '../../shared/camera-id.ts';
import { Config, ConfigPatch } from '../../shared/config.ts';
import { PetLogError } from '../../shared/errors.ts';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import { validate } from '../../shared/validation.ts';
import { readTakenBack } from './camera-changes.ts';
import { isConfiguredCamera, pathOfCamera } from './camera-settings.ts';
import type { ChangePlan, ChangePlanner, SettingsState } from './change-planner.ts';
import { check, invalidInput } from '../../shared/invalid-input.ts';
import type { LoadedConfiguration } from './load.ts';
import { nest, pathsOf, valueAt, without } from './merge.ts';

/** What the settings become when a camera comes, changes or goes, or why it may not. Paths in errors are those within its settings. */
export class CameraPlanner {
  readonly #changes: ChangePlanner;
  readonly #owner: Pick<LoadedConfiguration, 'filePatch' | 'overrides'>;

  constructor(changes: ChangePlanner, owner: Pick<LoadedConfiguration, 'filePatch' | 'overrides'>) {
    this.#changes = changes;
    this.#owner = owner;
  }

  /** Whether the file, a variable or a flag says that there is this camera, so that it can be removed only there. */
  isConfigured(cameraId: string): boolean {
    return isConfiguredCamera(this.#owner, cameraId);
  }

  /**
   * Its keys over the schema's defaults.
   *
   * @throws PetLogError `invalid_input`, `camera_exists`, `device_in_use`
   */
  async add(state: SettingsState, cameraId: string, values: unknown): Promise<ChangePlan> {
    const id = validate(CameraId, cameraId, 'camera_id');
    if (!id.ok) {
      throw invalidInput(id.errors);
    }
    if (Object.hasOwn(state.current.cameras, cameraId)) {
      throw new PetLogError('camera_exists', { id: cameraId });
    }
    if (valueAt(values, 'source') === undefined) {
      throw invalidInput([{ path: 'source', message: 'is missing; which camera it is has to be said.' }]);
    }
    return withinCamera(cameraId, () => this.#changes.change(state, nest(pathOfCamera(cameraId), values), { adds: cameraId }));
  }

  /**
   * A key that is null is taken back: the file, a variable, a flag or the default decides it again.
   *
   * @throws PetLogError `invalid_input`, `camera_not_found`, `device_in_use`
   */
  async change(state: SettingsState, cameraId: string, patch: unknown): Promise<ChangePlan> {
    assertKnown(state, cameraId);
    const { values, takenBack } = readTakenBack(patch);
    if (takenBack.includes('source') && !this.isConfigured(cameraId)) {
      throw invalidInput([{ path: 'source', message: 'null is not allowed; this camera has no other source.' }]);
    }
    const prefix = pathOfCamera(cameraId);
    return withinCamera(cameraId, () =>
      this.#changes.change(state, nest(prefix, values), { takenBack: takenBack.map((name) => `${prefix}.${name}`) }),
    );
  }

  /** @throws PetLogError `default_camera`, `camera_not_found`, `camera_configured` */
  async remove(state: SettingsState, cameraId: string): Promise<ChangePlan> {
    assertKnown(state, cameraId);
    if (cameraId === mainCameraId) {
      throw new PetLogError('default_camera');
    }
    if (this.isConfigured(cameraId)) {
      throw new PetLogError('camera_configured', { id: cameraId });
    }
    const path = pathOfCamera(cameraId);
    const keys = pathsOf(valueAt(state.current, path), path);
    return {
      config: check(Config, without(state.current, path)),
      saved: check(ConfigPatch, without(state.saved, path)),
      changedKeys: keys,
      decidedKeys: keys,
    };
  }
}

function assertKnown({ current }: SettingsState, cameraId: string): void {
  if (cameraId !== mainCameraId && !Object.hasOwn(current.cameras, cameraId)) {
    throw new PetLogError('camera_not_found', { id: cameraId });
  }
}

/** Errors about one camera's settings, as whoever sent only those knows them. */
async function withinCamera<Result>(cameraId: string, task: () => Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof PetLogError) || error.code !== 'invalid_input') {
      throw error;
    }
    const prefix = pathOfCamera(cameraId);
    throw invalidInput(
      error.errors.map(({ path, message }) => ({
        path: path === prefix ? '' : path.startsWith(`${prefix}.`) ? path.slice(prefix.length + 1) : path,
        message,
      })),
    );
  }
}
