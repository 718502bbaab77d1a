import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../../shared/api.ts';
import { type Config, ConfigPatch } from '../../shared/config.ts';
import { PetLogError, type ValueError } from '../../shared/errors.ts';
import { holdsSecret } from '../../shared/secret.ts';
import { showValue } from '../../shared/validation.ts';
import { type Clock, createSystemClock } from '../system/clock.ts';
import { JobQueue } from '../system/job-queue.ts';
import type { Logger } from '../system/logger.ts';
import { CameraPlanner } from './camera-planner.ts';
import { type ChangePlan, ChangePlanner, type SettingsState } from './change-planner.ts';
import { check } from '../../shared/invalid-input.ts';
import { keyAt } from './keys.ts';
import type { LoadedConfiguration } from './load.ts';
import { merge, nest, valueAt } from './merge.ts';
import { withoutOwnerKeys } from './owner-keys.ts';
import { SavedSettingsFiles } from './saved-settings-files.ts';
import { SavedSettingsProblems } from './saved-settings-problems.ts';
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
  readonly #owner: Pick<LoadedConfiguration, 'filePatch' | 'overrides' | 'ownValuesOf'>;
  readonly #logger: Logger;
  readonly #plans: ChangePlanner;
  readonly #cameraPlans: CameraPlanner;
  readonly #problems: SavedSettingsProblems;
  readonly #listeners = new Set<SettingsListener>();
  #current: Config;
  #saved: ConfigPatch;
  readonly #changes = new JobQueue();

  private constructor(
    loaded: LoadedConfiguration,
    logger: Logger,
    { clock = createSystemClock(), unused = [], check = async () => [], refusalOfAddress = async () => null }: SettingsStoreOptions,
  ) {
    this.#files = new SavedSettingsFiles(loaded.dataDirectory, loaded.saved, logger);
    this.#owner = loaded;
    this.#logger = logger;
    this.#current = loaded.config;
    this.#saved = loaded.saved.patch;
    this.#plans = new ChangePlanner({ owner: loaded, check, refusalOfAddress });
    this.#cameraPlans = new CameraPlanner(this.#plans, loaded);
    this.#problems = new SavedSettingsProblems({ saved: loaded.saved, files: this.#files, unused, clock });
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
    return this.#problems.of(cameraId);
  }

  /** Saved settings that are not in effect. */
  get unused(): readonly UnusedSetting[] {
    return this.#problems.unused;
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
    return this.#carryOut((state) => this.#plans.change(state, patch));
  }

  /** Whether the file, a variable or a flag says that there is this camera, so that it can be removed only there. */
  isConfigured(cameraId: string): boolean {
    return this.#cameraPlans.isConfigured(cameraId);
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
    return this.#carryOut((state) => this.#cameraPlans.add(state, cameraId, values));
  }

  /**
   * Changes a camera, `main` too. A key that is null is taken back: the file, a variable, a flag or the default decides it again.
   *
   * @throws PetLogError `invalid_input`, `camera_not_found`, `device_in_use`, `settings_not_saved`
   */
  changeCamera(cameraId: string, patch: unknown): Promise<SettingsChange> {
    return this.#carryOut((state) => this.#cameraPlans.change(state, cameraId, patch));
  }

  /** @throws PetLogError `default_camera`, `camera_not_found`, `camera_configured`, `settings_not_saved` */
  removeCamera(cameraId: string): Promise<SettingsChange> {
    return this.#carryOut((state) => this.#cameraPlans.remove(state, cameraId));
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
  assertCouldBe(saved: ConfigPatch, isOwner: boolean): Promise<void> {
    return this.#plans.assertCouldBe(this.#current, saved, isOwner);
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

  /** One after the other: each begins from what the one before made. */
  #carryOut(plan: (state: SettingsState) => Promise<ChangePlan>): Promise<SettingsChange> {
    return this.#changes.add(async () => {
      const planned = await plan({ current: this.#current, saved: this.#saved });
      await this.#save(planned.saved);
      return this.#take(planned);
    });
  }

  /** Once it is saved: it is in effect, and everybody hears of it. */
  #take({ config, changedKeys, decidedKeys }: ChangePlan): SettingsChange {
    this.#problems.wereDecided(decidedKeys);
    for (const key of changedKeys) {
      this.#tellAboutOverride(key);
    }
    this.#current = config;
    const change = { config, changedKeys };
    if (changedKeys.length > 0) {
      for (const listener of this.#listeners) {
        this.#tell(listener, change);
      }
    }
    return change;
  }

  /** It is saved by now: one that fails takes the change neither from the others nor from who made it. */
  #tell(listener: SettingsListener, change: SettingsChange): void {
    try {
      listener(change);
    } catch (error) {
      this.#logger.error({ err: error, changedKeys: change.changedKeys }, 'A part of PetLog failed to follow a change of the settings');
    }
  }

  async #save(patch: ConfigPatch): Promise<void> {
    if (isDeepStrictEqual(patch, this.#saved) && !this.#problems.isDamaged) {
      return;
    }
    try {
      await this.#files.write(patch);
    } catch (error) {
      throw new PetLogError('settings_not_saved', { reason: error instanceof Error ? error.message : String(error) }, { cause: error });
    }
    this.#saved = patch;
    this.#problems.wereSaved();
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
