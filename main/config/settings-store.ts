import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { Problem } from '../../shared/api.ts';
import { CameraId } from '../../shared/camera-id.ts';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import { Config, ConfigPatch } from '../../shared/config.ts';
import { PetLogError, type ValueError } from '../../shared/errors.ts';
import { holdsSecret, keepSecrets, redacted, unkeptSecrets } from '../../shared/secret.ts';
import { describeErrors, showValue, validate } from '../../shared/validation.ts';
import { type Clock, createSystemClock } from '../system/clock.ts';
import { JobQueue } from '../system/job-queue.ts';
import type { Logger } from '../system/logger.ts';
import { prepareChange, readTakenBack, refuseDeviceInUse, unknownCameras } from './camera-changes.ts';
import { isConfiguredCamera, pathOfCamera } from './camera-settings.ts';
import { combineEntered } from './combine-entered.ts';
import { combine, type LoadedConfiguration } from './load.ts';
import { cameraKeyOf, isKey, keyAt } from './keys.ts';
import { merge, nest, pathsOf, valueAt, without } from './merge.ts';
import { refusalsOf } from './network-changes.ts';
import { withoutOwnerKeys } from './owner-keys.ts';
import { SavedSettingsFiles } from './saved-settings-files.ts';
import type { UnusedSetting } from './settle.ts';

export interface SettingsChange {
  readonly config: Config;
  /** Dotted paths of the keys whose value is another one now. */
  readonly changedKeys: readonly string[];
}

export type SettingsListener = (change: SettingsChange) => void;

export interface SettingsStoreOptions {
  readonly clock?: Clock;
  /** Saved settings that are not in effect. */
  readonly unused?: readonly UnusedSetting[];
  /** What of a new configuration cannot work on this machine; asked for the keys that change. */
  check?(config: Config, changedKeys: readonly string[]): Promise<readonly ValueError[]>;
  /** Why the address of a camera's source is not allowed; null for one that is, and for a source that is none. */
  refusalOfAddress?(source: string): Promise<string | null>;
}

/** The configuration in effect: changed as a whole or not at all, and saved before anybody hears of it. */
export class SettingsStore {
  readonly #files: SavedSettingsFiles;
  readonly #owner: Pick<LoadedConfiguration, 'filePatch' | 'overrides' | 'dataDirectory' | 'ownValuesOf'>;
  readonly #logger: Logger;
  readonly #check: NonNullable<SettingsStoreOptions['check']>;
  readonly #refusalOfAddress: NonNullable<SettingsStoreOptions['refusalOfAddress']>;
  readonly #listeners = new Set<SettingsListener>();
  #unused: readonly (UnusedSetting & { readonly problem: Problem })[];
  #damage: Problem | null = null;
  #current: Config;
  #saved: ConfigPatch;
  readonly #changes = new JobQueue();

  private constructor(
    loaded: LoadedConfiguration,
    logger: Logger,
    { clock = createSystemClock(), unused = [], check = async () => [], refusalOfAddress = async () => null }: SettingsStoreOptions,
  ) {
    const since = new Date(clock.nowMicroseconds() / 1000).toISOString();
    this.#files = new SavedSettingsFiles(loaded.dataDirectory, loaded.saved, logger);
    this.#owner = loaded;
    this.#logger = logger;
    this.#current = loaded.config;
    this.#saved = loaded.saved.patch;
    this.#check = check;
    this.#refusalOfAddress = refusalOfAddress;
    this.#unused = unused.map((one) => ({
      ...one,
      problem: {
        code: 'setting_not_used',
        message: new PetLogError('setting_not_used', { key: one.key, value: one.value, used: one.used }).message,
        since,
      },
    }));
    const { isDamaged, isReplacement, areSecretsDamaged } = loaded.saved;
    if (isDamaged || isReplacement || areSecretsDamaged) {
      const path = areSecretsDamaged && !isDamaged ? this.#files.asideSecretsPath : this.#files.asidePath;
      this.#damage = {
        code: 'settings_damaged',
        message: new PetLogError('settings_damaged', { path: basename(path) }).message,
        since,
      };
    }
  }

  /** For the owner of the data directory. A damaged file is moved aside, and what could be used of it is saved again. */
  static async open(loaded: LoadedConfiguration, logger: Logger, options: SettingsStoreOptions = {}): Promise<SettingsStore> {
    const store = new SettingsStore(loaded, logger, options);
    for (const { key, value, used, message } of options.unused ?? []) {
      logger.error({ key, value, used }, `A saved setting cannot be used now, so that another value is in effect: ${key}: ${message}`);
    }
    const { saved } = loaded;
    if (saved.isDamaged || saved.areSecretsDamaged) {
      await store.#files.replaceDamaged(saved);
    } else if (saved.isCopyOutdated) {
      await store.#files.writeCopyOf(saved);
    }
    return store;
  }

  /**
   * What is wrong with the saved settings, until somebody sets them anew.
   *
   * @param cameraId without what is wrong with the settings of other cameras, which not everyone may know of
   */
  problems(cameraId?: string): readonly Problem[] {
    const unused = this.#unused.filter(({ key }) => {
      const about = cameraKeyOf(key)?.cameraId;
      return cameraId === undefined || about === undefined || about === cameraId;
    });
    return [...(this.#damage === null ? [] : [this.#damage]), ...unused.map(({ problem }) => problem)];
  }

  /** Saved settings that are not in effect. */
  get unused(): readonly UnusedSetting[] {
    return this.#unused;
  }

  get current(): Config {
    return this.#current;
  }

  /**
   * Puts the patch over the configuration, on behalf of somebody who need not own the machine. Changes happen
   * one after the other. A secret that reads `<redacted>`, as answers have it, stays as it is.
   *
   * @throws PetLogError `invalid_input` when the patch or the configuration it makes is not allowed, `settings_not_saved` when the disk refuses
   */
  change(patch: unknown): Promise<SettingsChange> {
    return this.#changes.add(() => this.#change(patch));
  }

  /** Whether the file, a variable or a flag says that there is this camera, so that it can be removed only there. */
  isConfigured(cameraId: string): boolean {
    return isConfiguredCamera(this.#owner, cameraId);
  }

  /** Whether somebody said what a key is: the file, a variable, a flag, or a person on a screen. What is not may be asked. */
  isDecided(key: string): boolean {
    return valueAt(this.#saved, key) !== undefined || this.#owner.ownValuesOf(key).length > 0;
  }

  /**
   * Adds a camera: its keys over the schema's defaults. Paths in errors are those within its settings.
   *
   * @throws PetLogError `invalid_input`, `camera_exists`, `device_in_use`, `settings_not_saved`
   */
  addCamera(cameraId: string, values: unknown): Promise<SettingsChange> {
    return this.#changes.add(async () => {
      const id = validate(CameraId, cameraId, 'camera_id');
      if (!id.ok) {
        throw invalidInput(id.errors);
      }
      if (Object.hasOwn(this.#current.cameras, cameraId)) {
        throw new PetLogError('camera_exists', { id: cameraId });
      }
      if (valueAt(values, 'source') === undefined) {
        throw invalidInput([{ path: 'source', message: 'is missing; which camera it is has to be said.' }]);
      }
      return await withinCamera(cameraId, () => this.#change(nest(pathOfCamera(cameraId), values), { adds: cameraId }));
    });
  }

  /**
   * Changes a camera, `main` too. A key that is null is taken back: the file, a variable, a flag or the default decides it again.
   *
   * @throws PetLogError `invalid_input`, `camera_not_found`, `device_in_use`, `settings_not_saved`
   */
  changeCamera(cameraId: string, patch: unknown): Promise<SettingsChange> {
    return this.#changes.add(async () => {
      this.#assertKnown(cameraId);
      const { values, takenBack } = readTakenBack(patch);
      if (takenBack.includes('source') && !this.isConfigured(cameraId)) {
        throw invalidInput([{ path: 'source', message: 'null is not allowed; this camera has no other source.' }]);
      }
      const prefix = pathOfCamera(cameraId);
      return await withinCamera(cameraId, () =>
        this.#change(nest(prefix, values), { takenBack: takenBack.map((name) => `${prefix}.${name}`) }),
      );
    });
  }

  /** @throws PetLogError `default_camera`, `camera_not_found`, `camera_configured`, `settings_not_saved` */
  removeCamera(cameraId: string): Promise<SettingsChange> {
    return this.#changes.add(async () => {
      this.#assertKnown(cameraId);
      if (cameraId === mainCameraId) {
        throw new PetLogError('default_camera');
      }
      if (this.isConfigured(cameraId)) {
        throw new PetLogError('camera_configured', { id: cameraId });
      }
      const path = pathOfCamera(cameraId);
      const config = check(Config, without(this.#current, path));
      await this.#save(without(this.#saved, path));
      return this.#take(config, pathsOf(valueAt(this.#current, path), path));
    });
  }

  /**
   * What the configuration file and people on screens say, with secrets; what is for whoever owns the machine is not in
   * it. Who is kept out is told as it is, whoever decided it.
   */
  portable(): ConfigPatch {
    const own = withoutOwnerKeys(merge(this.#owner.filePatch, this.#saved));
    return check(ConfigPatch, merge(own, nest('security.access', this.#current.security.access)));
  }

  /**
   * Whether these could be the saved settings, in the place of all that are. Changes nothing.
   *
   * @param isOwner whether they are asked for by who owns the machine
   * @throws PetLogError `invalid_input`
   */
  async assertCouldBe(saved: ConfigPatch, isOwner: boolean): Promise<void> {
    const config = combineEntered(this.#owner, saved);
    const changedKeys = pathsOf(config).filter((key) => !isDeepStrictEqual(valueAt(config, key), valueAt(this.#current, key)));
    if (!isOwner) {
      const { ownValuesOf } = this.#owner;
      refuse(await refusalsOf({ config, changedKeys, ownValuesOf, refusalOfAddress: this.#refusalOfAddress }));
    }
  }

  /** Calls back after each change, in which at least one key has another value. Returns the function that ends the subscription. */
  onChange(listener: SettingsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when no change is under way any more. */
  async close(): Promise<void> {
    await this.#changes.idle;
    this.#listeners.clear();
  }

  #assertKnown(cameraId: string): void {
    if (cameraId !== mainCameraId && !Object.hasOwn(this.#current.cameras, cameraId)) {
      throw new PetLogError('camera_not_found', { id: cameraId });
    }
  }

  async #change(input: unknown, { adds, takenBack = [] }: CameraChange = {}): Promise<SettingsChange> {
    const { patch: prepared, errors: moved } = prepareChange(input, this.#current);
    const patch = check(ConfigPatch, keepSecrets(Config, prepared, this.#current));
    const unknown = unknownCameras(patch, this.#current).filter(({ path }) => adds === undefined || path !== pathOfCamera(adds));
    const unkept = unkeptSecrets(Config, patch).map((path) => ({
      path,
      message: `${redacted} stands for a secret that is set, and there is none; give it, or leave it out.`,
    }));
    refuse([...unknown, ...moved, ...unkept]);
    const config = check(Config, merge(this.#withoutTakenBack(takenBack), patch));
    const keys = [
      ...(adds === undefined ? pathsOf(patch) : pathsOf(valueAt(config, pathOfCamera(adds)), pathOfCamera(adds))).filter(
        (key) => valueAt(config, key) !== undefined,
      ),
      ...takenBack,
    ];
    const changedKeys = keys.filter((key) => !isDeepStrictEqual(valueAt(config, key), valueAt(this.#current, key)));
    const { ownValuesOf } = this.#owner;
    refuse(await refusalsOf({ config, changedKeys, ownValuesOf, refusalOfAddress: this.#refusalOfAddress }));
    await refuseDeviceInUse(config, changedKeys);
    refuse(await this.#check(config, changedKeys));
    // A camera that was once configured may have left changes behind, which are not for a new one.
    const saved = [...takenBack, ...(adds === undefined ? [] : [pathOfCamera(adds)])].reduce<unknown>(without, this.#saved);
    await this.#save(merge(saved, withoutOwnerKeys(patch)));
    return this.#take(config, changedKeys, keys);
  }

  /** What is in effect when some keys are not changed any more. */
  #withoutTakenBack(keys: readonly string[]): unknown {
    if (keys.length === 0) {
      return this.#current;
    }
    const known = keys.filter((key) => isKey(key));
    refuse(keys.filter((key) => !isKey(key)).map((path) => ({ path, message: 'there is no such key that could be taken back.' })));
    const own = combine(this.#owner, {});
    return known.reduce<unknown>((config, key) => {
      const value = valueAt(own, key) ?? keyAt(key).defaultValue;
      const rest = without(config, key);
      return value === undefined ? rest : merge(rest, nest(key, value));
    }, this.#current);
  }

  /** Once it is saved: it is in effect, and everybody hears of it. */
  #take(config: Config, changedKeys: readonly string[], keys: readonly string[] = changedKeys): SettingsChange {
    this.#unused = this.#unused.filter(({ key }) => !keys.includes(key));
    for (const key of changedKeys) {
      this.#tellAboutOverride(key);
    }
    this.#current = config;
    const change = { config, changedKeys };
    if (changedKeys.length > 0) {
      for (const listener of this.#listeners) {
        listener(change);
      }
    }
    return change;
  }

  async #save(patch: unknown): Promise<void> {
    const saved = check(ConfigPatch, patch);
    if (isDeepStrictEqual(saved, this.#saved) && this.#damage === null) {
      return;
    }
    try {
      await this.#files.write(saved);
    } catch (error) {
      throw new PetLogError('settings_not_saved', { reason: error instanceof Error ? error.message : String(error) }, { cause: error });
    }
    this.#saved = saved;
    this.#damage = null;
  }

  #tellAboutOverride(key: string): void {
    const override = this.#owner.overrides.get(key);
    if (override !== undefined) {
      this.#logger.warn(
        { key },
        `${key} was changed, but ${override.origin} gives ${holdsSecret(keyAt(key).schema) ? 'another one' : showValue(override.value)}, which wins again at the next start.`,
      );
    }
  }
}

interface CameraChange {
  /** Id of a camera that begins with it. */
  readonly adds?: string;
  /** Keys that nobody has changed any more. */
  readonly takenBack?: readonly string[];
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

function refuse(errors: readonly ValueError[]): void {
  if (errors.length > 0) {
    throw invalidInput(errors);
  }
}

function check<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = validate(schema, value);
  if (!result.ok) {
    throw invalidInput(result.errors);
  }
  return result.value;
}

function invalidInput(errors: readonly ValueError[]): PetLogError {
  return new PetLogError('invalid_input', { detail: describeErrors(errors) }, { errors });
}
