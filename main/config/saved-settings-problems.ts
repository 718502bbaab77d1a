import { basename } from 'node:path';
import type { Problem } from '../../shared/api.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';
import { cameraKeyOf } from './keys.ts';
import type { SavedSettings } from './saved-settings.ts';
import type { SavedSettingsFiles } from './saved-settings-files.ts';
import type { UnusedSetting } from './settle.ts';

interface SavedSettingsProblemsOptions {
  /** As they were read at the start. */
  readonly saved: Pick<SavedSettings, 'isDamaged' | 'isReplacement' | 'areSecretsDamaged'>;
  readonly files: Pick<SavedSettingsFiles, 'asidePath' | 'asideSecretsPath'>;
  readonly unused: readonly UnusedSetting[];
  readonly clock: Clock;
}

/** What is wrong with the saved settings, until somebody sets them anew. */
export class SavedSettingsProblems {
  #unused: readonly (UnusedSetting & { readonly problem: Problem })[];
  #damage: Problem | null;

  constructor({ saved, files, unused, clock }: SavedSettingsProblemsOptions) {
    const since = new Date(clock.nowMicroseconds() / 1000).toISOString();
    this.#unused = unused.map((one) => ({
      ...one,
      problem: {
        code: 'setting_not_used',
        message: new PetLogError('setting_not_used', { key: one.key, value: one.value, used: one.used }).message,
        since,
      },
    }));
    const path = saved.areSecretsDamaged && !saved.isDamaged ? files.asideSecretsPath : files.asidePath;
    this.#damage =
      saved.isDamaged || saved.isReplacement || saved.areSecretsDamaged
        ? { code: 'settings_damaged', message: new PetLogError('settings_damaged', { path: basename(path) }).message, since }
        : null;
  }

  /** Saved settings that are not in effect. */
  get unused(): readonly UnusedSetting[] {
    return this.#unused;
  }

  /** Whether the files hold less than what was saved once. */
  get isDamaged(): boolean {
    return this.#damage !== null;
  }

  /** @param cameraId without what is wrong with the settings of other cameras */
  of(cameraId?: string): readonly Problem[] {
    const unused = this.#unused.filter(({ key }) => {
      const about = cameraKeyOf(key)?.cameraId;
      return cameraId === undefined || about === undefined || about === cameraId;
    });
    return [...(this.#damage === null ? [] : [this.#damage]), ...unused.map(({ problem }) => problem)];
  }

  /** Somebody saw the settings as they are, and saved them. */
  wereSaved(): void {
    this.#damage = null;
  }

  /** Somebody decided about these keys, which are in effect. */
  wereDecided(keys: readonly string[]): void {
    this.#unused = this.#unused.filter(({ key }) => !keys.includes(key));
  }
}
