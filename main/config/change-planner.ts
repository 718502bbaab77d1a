import { isDeepStrictEqual } from 'node:util';
import { Config, ConfigPatch } from '../../shared/config.ts';
import type { ValueError } from '../../shared/errors.ts';
import { keepSecrets, redacted, unkeptSecrets } from '../../shared/secret.ts';
import { prepareChange, refuseDeviceInUse, unknownCameras } from './camera-changes.ts';
import { pathOfCamera } from './camera-settings.ts';
import { combineEntered } from './combine-entered.ts';
import { check, refuse } from '../../shared/invalid-input.ts';
import { isKey, keyAt } from './keys.ts';
import { combine, type LoadedConfiguration } from './load.ts';
import { merge, nest, pathsOf, valueAt, without } from './merge.ts';
import { refusalsOf } from './network-changes.ts';
import { withoutOwnerKeys } from './owner-keys.ts';

/** The settings that a change begins from. */
export interface SettingsState {
  /** The configuration in effect. */
  readonly current: Config;
  readonly saved: ConfigPatch;
}

/** What a change makes of them, once it is saved. */
export interface ChangePlan {
  readonly config: Config;
  readonly saved: ConfigPatch;
  /** Dotted paths of the keys whose value becomes another one. */
  readonly changedKeys: readonly string[];
  /** Of all that somebody decided about, those too whose value stays. */
  readonly decidedKeys: readonly string[];
}

/** What a change does beside giving keys a value. */
interface CameraChange {
  /** Id of a camera that begins with it. */
  readonly adds?: string;
  /** Keys that nobody has changed any more. */
  readonly takenBack?: readonly string[];
}

interface ChangePlannerOptions {
  readonly owner: Pick<LoadedConfiguration, 'filePatch' | 'overrides' | 'dataDirectory' | 'ownValuesOf'>;
  /** As in `SettingsStoreOptions`, both. */
  check(config: Config, changedKeys: readonly string[]): Promise<readonly ValueError[]>;
  refusalOfAddress(source: string): Promise<string | null>;
}

/** What the settings become when somebody changes them who need not own the machine, or why they may not. Changes nothing. */
export class ChangePlanner {
  readonly #options: ChangePlannerOptions;

  constructor(options: ChangePlannerOptions) {
    this.#options = options;
  }

  /**
   * The patch over the configuration. A secret that reads `<redacted>`, as answers have it, stays as it is.
   *
   * @throws PetLogError `invalid_input`, `device_in_use`
   */
  async change({ current, saved }: SettingsState, input: unknown, { adds, takenBack = [] }: CameraChange = {}): Promise<ChangePlan> {
    const { patch: prepared, errors: moved } = prepareChange(input, current);
    const patch = check(ConfigPatch, keepSecrets(Config, prepared, current));
    const unknown = unknownCameras(patch, current).filter(({ path }) => adds === undefined || path !== pathOfCamera(adds));
    const unkept = unkeptSecrets(Config, patch).map((path) => ({
      path,
      message: `${redacted} stands for a secret that is set, and there is none; give it, or leave it out.`,
    }));
    refuse([...unknown, ...moved, ...unkept]);
    const config = check(Config, merge(this.#withoutTakenBack(current, takenBack), patch));
    const decidedKeys = [
      ...(adds === undefined ? pathsOf(patch) : pathsOf(valueAt(config, pathOfCamera(adds)), pathOfCamera(adds))).filter(
        (key) => valueAt(config, key) !== undefined,
      ),
      ...takenBack,
    ];
    const changedKeys = differing(decidedKeys, config, current);
    await this.#refuseOverNetwork(config, changedKeys);
    await refuseDeviceInUse(config, changedKeys);
    refuse(await this.#options.check(config, changedKeys));
    // A camera that was once configured may have left changes behind, which are not for a new one.
    const kept = [...takenBack, ...(adds === undefined ? [] : [pathOfCamera(adds)])].reduce<unknown>(without, saved);
    return { config, saved: check(ConfigPatch, merge(kept, withoutOwnerKeys(patch))), changedKeys, decidedKeys };
  }

  /**
   * Whether these could be the saved settings, in the place of all that are.
   *
   * @param isOwner whether they are asked for by who owns the machine
   * @throws PetLogError `invalid_input`
   */
  async assertCouldBe(current: Config, saved: ConfigPatch, isOwner: boolean): Promise<void> {
    const config = combineEntered(this.#options.owner, saved);
    if (!isOwner) {
      await this.#refuseOverNetwork(config, differing(pathsOf(config), config, current));
    }
  }

  async #refuseOverNetwork(config: Config, changedKeys: readonly string[]): Promise<void> {
    const { owner, refusalOfAddress } = this.#options;
    refuse(await refusalsOf({ config, changedKeys, ownValuesOf: owner.ownValuesOf, refusalOfAddress }));
  }

  /** What is in effect when some keys are not changed any more. */
  #withoutTakenBack(current: Config, keys: readonly string[]): unknown {
    if (keys.length === 0) {
      return current;
    }
    const known = keys.filter((key) => isKey(key));
    refuse(keys.filter((key) => !isKey(key)).map((path) => ({ path, message: 'there is no such key that could be taken back.' })));
    const own = combine(this.#options.owner, {});
    return known.reduce<unknown>((config, key) => {
      const value = valueAt(own, key) ?? keyAt(key).defaultValue;
      const rest = without(config, key);
      return value === undefined ? rest : merge(rest, nest(key, value));
    }, current);
  }
}

/** Those of the keys that have another value in one configuration than in the other. */
function differing(keys: readonly string[], one: Config, other: Config): string[] {
  return keys.filter((key) => !isDeepStrictEqual(valueAt(one, key), valueAt(other, key)));
}
