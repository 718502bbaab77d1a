import { rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { Problem } from '../../shared/api.ts';
import { Config, ConfigPatch } from '../../shared/config.ts';
import { PetLogError, type ValueError } from '../../shared/errors.ts';
import { holdsSecret, keepSecrets, redacted, unkeptSecrets } from '../../shared/secret.ts';
import { describeErrors, showValue, validate } from '../../shared/validation.ts';
import { type Clock, createSystemClock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import type { LoadedConfiguration } from './load.ts';
import { keyAt } from './keys.ts';
import { merge, pathsOf, valueAt } from './merge.ts';
import { refusalsOf } from './network-changes.ts';
import { withoutOwnerKeys } from './owner-keys.ts';
import { copyOf, formatSavedSettings, savedSettingsFile } from './saved-settings.ts';
import type { UnusedSetting } from './settle.ts';

export interface SettingsChange {
  readonly config: Config;
  /** Dotted paths of the keys whose value is another one now. */
  readonly changedKeys: readonly string[];
}

export type SettingsListener = (change: SettingsChange) => void;

/** What is read once, at the start: whole sections but for some keys, and keys. */
const sectionsReadAtStart = ['server'];
const exceptions = ['server.name', 'server.language', 'server.time_zone'];
const keysReadAtStart = ['security.https', 'security.https_certificate', 'security.https_key'];

/** Whether a changed key takes effect only when PetLog starts again. */
export function needsRestart(key: string): boolean {
  return (sectionsReadAtStart.includes(key.split('.')[0] ?? '') && !exceptions.includes(key)) || keysReadAtStart.includes(key);
}

export interface SettingsStoreOptions {
  readonly clock?: Clock;
  /** Saved settings that are not in effect. */
  readonly unused?: readonly UnusedSetting[];
  /** What of a new configuration cannot work on this machine; asked for the keys that change. */
  check?(config: Config, changedKeys: readonly string[]): Promise<readonly ValueError[]>;
}

/** The configuration in effect: changed as a whole or not at all, and saved before anybody hears of it. */
export class SettingsStore {
  readonly #path: string;
  readonly #overrides: LoadedConfiguration['overrides'];
  readonly #ownValuesOf: LoadedConfiguration['ownValuesOf'];
  readonly #logger: Logger;
  readonly #check: NonNullable<SettingsStoreOptions['check']>;
  readonly #listeners = new Set<SettingsListener>();
  #unused: readonly (UnusedSetting & { readonly problem: Problem })[];
  #damage: Problem | null = null;
  #current: Config;
  #saved: ConfigPatch;
  #lastChange: Promise<unknown> = Promise.resolve();

  private constructor(
    loaded: LoadedConfiguration,
    logger: Logger,
    { clock = createSystemClock(), unused = [], check = async () => [] }: SettingsStoreOptions,
  ) {
    const since = new Date(clock.nowMicroseconds() / 1000).toISOString();
    this.#path = join(loaded.dataDirectory, savedSettingsFile);
    this.#overrides = loaded.overrides;
    this.#ownValuesOf = loaded.ownValuesOf;
    this.#logger = logger;
    this.#current = loaded.config;
    this.#saved = loaded.saved.patch;
    this.#check = check;
    this.#unused = unused.map((one) => ({
      ...one,
      problem: {
        code: 'setting_not_used',
        message: new PetLogError('setting_not_used', { key: one.key, value: one.value, used: one.used }).message,
        since,
      },
    }));
    if (loaded.saved.isDamaged || loaded.saved.isReplacement) {
      this.#damage = {
        code: 'settings_damaged',
        message: new PetLogError('settings_damaged', { path: basename(asideOf(this.#path)) }).message,
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
    if (loaded.saved.isDamaged) {
      await store.#replaceDamagedFile();
    } else if (loaded.saved.isCopyOutdated) {
      await store.#writeCopy(formatSavedSettings(loaded.saved.patch, loaded.saved.isReplacement));
    }
    return store;
  }

  /** What is wrong with the saved settings, until somebody sets them anew. */
  get problems(): readonly Problem[] {
    return [...(this.#damage === null ? [] : [this.#damage]), ...this.#unused.map(({ problem }) => problem)];
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
    const change = this.#lastChange.then(() => this.#change(patch));
    this.#lastChange = change.catch(() => undefined);
    return change;
  }

  /** Calls back after each change, in which at least one key has another value. Returns the function that ends the subscription. */
  onChange(listener: SettingsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when no change is under way any more. */
  async close(): Promise<void> {
    await this.#lastChange;
    this.#listeners.clear();
  }

  async #change(input: unknown): Promise<SettingsChange> {
    const patch = check(ConfigPatch, keepSecrets(Config, input, this.#current));
    const unkept = unkeptSecrets(Config, patch).map((path) => ({
      path,
      message: `${redacted} stands for a secret that is set, and there is none; give it, or leave it out.`,
    }));
    if (unkept.length > 0) {
      throw invalidInput(unkept);
    }
    const config = check(Config, merge(this.#current, patch));
    const keys = pathsOf(patch).filter((key) => valueAt(config, key) !== undefined);
    const changedKeys = keys.filter((key) => !isDeepStrictEqual(valueAt(config, key), valueAt(this.#current, key)));
    const refusals = await refusalsOf({ config, changedKeys, ownValuesOf: this.#ownValuesOf });
    if (refusals.length > 0) {
      throw invalidInput(refusals);
    }
    const errors = await this.#check(config, changedKeys);
    if (errors.length > 0) {
      throw invalidInput(errors);
    }
    await this.#save(patch);
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

  async #save(patch: ConfigPatch): Promise<void> {
    const saved = check(ConfigPatch, merge(this.#saved, withoutOwnerKeys(patch)));
    if (isDeepStrictEqual(saved, this.#saved) && this.#damage === null) {
      return;
    }
    const text = formatSavedSettings(saved);
    try {
      await writeAtomically(this.#path, text);
    } catch (error) {
      throw new PetLogError('settings_not_saved', { reason: error instanceof Error ? error.message : String(error) }, { cause: error });
    }
    this.#saved = saved;
    this.#damage = null;
    await this.#writeCopy(text);
  }

  /** After the file itself, so that one of the two is always whole. No copy is better than an old one, which may let people in. */
  async #writeCopy(text: string): Promise<void> {
    const copy = copyOf(this.#path);
    try {
      await writeAtomically(copy, text);
    } catch (error) {
      this.#logger.warn({ err: error }, 'The copy of the saved settings could not be written.');
      await rm(copy, { force: true }).catch(() => {});
    }
  }

  #tellAboutOverride(key: string): void {
    const override = this.#overrides.get(key);
    if (override !== undefined) {
      this.#logger.warn(
        { key },
        `${key} was changed, but ${override.origin} gives ${holdsSecret(keyAt(key).schema) ? 'another one' : showValue(override.value)}, which wins again at the next start.`,
      );
    }
  }

  async #replaceDamagedFile(): Promise<void> {
    const aside = asideOf(this.#path);
    const text = formatSavedSettings(this.#saved, true);
    try {
      await rename(this.#path, aside).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
          throw error;
        }
      });
      await writeAtomically(this.#path, text);
      this.#logger.warn({ path: aside }, 'The file of saved settings was damaged and has been moved aside.');
    } catch (error) {
      this.#logger.error({ err: error, path: this.#path }, 'The damaged file of saved settings cannot be moved aside.');
    }
    await this.#writeCopy(text);
  }
}

const asideOf = (path: string): string => `${path}.damaged`;

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
