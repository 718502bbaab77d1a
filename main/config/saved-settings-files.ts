import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ConfigPatch } from '../../shared/config.ts';
import { splitSecrets } from '../../shared/secret.ts';
import { isMissing } from '../system/is-missing.ts';
import type { Logger } from '../system/logger.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { type CameraSecrets, cameraSecretsFile, formatCameraSecrets } from './camera-secrets.ts';
import { copyOf, formatSavedSettings, type SavedSettings, savedSettingsFile } from './saved-settings.ts';

/** The files of saved settings: the settings, their copy, and the secrets of cameras. */
export class SavedSettingsFiles {
  readonly #path: string;
  readonly #secretsPath: string;
  readonly #logger: Logger;
  #secrets: CameraSecrets | null;

  constructor(dataDirectory: string, saved: SavedSettings, logger: Logger) {
    this.#path = join(dataDirectory, savedSettingsFile);
    this.#secretsPath = join(dataDirectory, cameraSecretsFile);
    this.#logger = logger;
    this.#secrets = saved.secrets;
  }

  /** Where a damaged file is found. */
  get asidePath(): string {
    return asideOf(this.#path);
  }

  get asideSecretsPath(): string {
    return asideOf(this.#secretsPath);
  }

  /**
   * All of it or nothing: the secrets that were stay beside the new ones until the settings are written, which say whose they are.
   *
   * @throws the system's error; what is read after it is as it was
   */
  async write(patch: ConfigPatch, isReplacement = false): Promise<void> {
    const values = splitSecrets(ConfigPatch, patch).secrets as ConfigPatch | undefined;
    const before = this.#secrets;
    const next = values === undefined ? null : isDeepStrictEqual(values, before?.values) ? before : { revision: randomUUID(), values };
    if (next !== null && next !== before) {
      await writeAtomically(this.#secretsPath, formatCameraSecrets(next, before));
    }
    const text = formatSavedSettings(patch, { isReplacement, revision: next?.revision });
    await writeAtomically(this.#path, text);
    this.#secrets = next;
    await this.#writeCopy(text);
    if (next !== before) {
      await this.#forgetPrevious(next);
    }
  }

  /** After the file itself, so that one of the two is always whole. */
  async writeCopyOf({ patch, isReplacement }: Pick<SavedSettings, 'patch' | 'isReplacement'>): Promise<void> {
    await this.#writeCopy(formatSavedSettings(patch, { isReplacement, revision: this.#secrets?.revision }));
  }

  /** Moves damaged files aside, and saves what could be used of them. */
  async replaceDamaged({ patch, isDamaged, areSecretsDamaged }: SavedSettings): Promise<void> {
    const damaged = [...(isDamaged ? [this.#path] : []), ...(areSecretsDamaged ? [this.#secretsPath] : [])];
    try {
      for (const path of damaged) {
        await rename(path, asideOf(path)).catch(ignoreMissing);
      }
      await this.write(patch, true);
      this.#logger.warn({ path: damaged.map(asideOf).join(', ') }, 'The file of saved settings was damaged and has been moved aside.');
    } catch (error) {
      this.#logger.error({ err: error, path: this.#path }, 'The damaged file of saved settings cannot be moved aside.');
    }
  }

  /** No copy is better than an old one, which may let people in. */
  async #writeCopy(text: string): Promise<void> {
    const copy = copyOf(this.#path);
    try {
      await writeAtomically(copy, text);
    } catch (error) {
      this.#logger.warn({ err: error }, 'The copy of the saved settings could not be written.');
      await rm(copy, { force: true }).catch(() => {});
    }
  }

  /** A password that was replaced is nobody's business any more. */
  async #forgetPrevious(current: CameraSecrets | null): Promise<void> {
    try {
      await (current === null
        ? rm(this.#secretsPath, { force: true })
        : writeAtomically(this.#secretsPath, formatCameraSecrets(current, null)));
    } catch (error) {
      this.#logger.warn({ err: error }, 'Passwords of cameras that were replaced could not be removed from the disk.');
    }
  }
}

const asideOf = (path: string): string => `${path}.damaged`;

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) {
    throw error;
  }
}
