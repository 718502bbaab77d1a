import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { type ConfigPatch, ConfigPatch as ConfigPatchSchema } from '../../../shared/config.ts';
import { settingsOfCamera } from '../../../shared/config/config-of-camera.ts';
import { keepSecrets, redacted, redactSecrets, unkeptSecrets } from '../../../shared/secret.ts';
import { mainCameraId } from '../../../shared/main-camera-id.ts';
import { isScopeChanged, pathOfCamera } from '../../config/camera-settings.ts';
import { merge, nest, pathsOf, valueAt, without } from '../../config/merge.ts';
import { withoutOwnerKeys } from '../../config/owner-keys.ts';
import { readSavedSettings, savedSettingsFile } from '../../config/saved-settings.ts';
import { SavedSettingsFiles } from '../../config/saved-settings-files.ts';
import type { SettingsStore } from '../../config/settings-store.ts';
import { changeOf, type NamedThing, type Reviewer, type Section, type SectionSource } from '../section.ts';

/** The saved settings become those of the file; the configuration file, variables and flags stay what they are. */
export const settingsSection: Section<ConfigPatch> = {
  name: 'settings',
  schema: ConfigPatchSchema,
  isSecret: false,
  async bringBack(patch, { dataDirectory, logger }) {
    const before = await readSavedSettings(join(dataDirectory, savedSettingsFile));
    await new SavedSettingsFiles(dataDirectory, before, logger).write(patch);
  },
};

type Store = Pick<SettingsStore, 'current' | 'portable' | 'assertCouldBe'>;

/** Paths of files, and which disk: for who owns the machine. */
const pathKeys = ['camera.storage_path', 'security.https_certificate', 'security.https_key'] as const;

export function settingsSource(store: Store): SectionSource<ConfigPatch> {
  return {
    section: settingsSection,
    collect: (withSecrets) => (withSecrets ? store.portable() : redactSecrets(ConfigPatchSchema, store.portable())),
    async review(content, reviewer) {
      const before = store.portable();
      const keys = [...keysOfMachine(content, before, reviewer), ...(reviewer.hasAdmin ? [] : ['security.access'])];
      const own = keys.reduce<unknown>((patch, key) => {
        const value = valueAt(before, key);
        return value === undefined || isOfUnknownCamera(key, before) ? without(patch, key) : merge(without(patch, key), nest(key, value));
      }, withoutOwnerKeys(content));
      const moved = movedCredentials(content, store);
      const kept = keepSecrets(ConfigPatchSchema, moved.reduce<unknown>(without, own), before);
      const missing = [...moved, ...unkeptSecrets(ConfigPatchSchema, kept)];
      const patch = ConfigPatchSchema.parse(closed(missing.reduce<unknown>(without, kept), store));
      await store.assertCouldBe(patch, reviewer.isOwner);
      const leftOut = [...keys, ...missing].filter((key) => !isDeepStrictEqual(valueAt(patch, key), valueAt(content, key)));
      return {
        content: patch,
        changes: [
          ...changeOf('settings', settingsOf(before), settingsOf(patch)),
          ...changeOf('cameras', camerasOf(before), camerasOf(patch)),
        ],
        leftOut: [...new Set(leftOut)],
      };
    },
  };
}

/** Keys of the file that stay as they are here. */
function keysOfMachine(content: ConfigPatch, before: ConfigPatch, { isOwner }: Reviewer): string[] {
  if (isOwner) {
    return [];
  }
  const sources = [mainCameraId, ...Object.keys(content.cameras ?? {})].flatMap((id) => {
    const path = `${pathOfCamera(id)}.source`;
    const source = valueAt(content, path);
    return typeof source === 'string' && source.startsWith('file:') && source !== valueAt(before, path)
      ? [id === mainCameraId || valueAt(before, path) !== undefined ? path : pathOfCamera(id)]
      : [];
  });
  return [...pathKeys, ...sources];
}

const isOfUnknownCamera = (key: string, before: ConfigPatch): boolean => /^cameras\.[^.]+$/.test(key) && valueAt(before, key) === undefined;

/** A password that is not in the file is for the address that it was given for. */
function movedCredentials(content: ConfigPatch, { current }: Store): string[] {
  return [mainCameraId, ...Object.keys(content.cameras ?? {})]
    .filter(
      (id) => settingsOfCamera(current, id) !== undefined && isScopeChanged(current, id, valueAt(content, `${pathOfCamera(id)}.source`)),
    )
    .flatMap((id) => ['username', 'password'].map((name) => `${pathOfCamera(id)}.${name}`))
    .filter((key) => valueAt(content, key) === redacted);
}

/** Who was kept out stays out, whatever a file says. */
function closed(patch: unknown, { current }: Store): unknown {
  return current.security.access === 'accounts' ? merge(patch, nest('security.access', 'accounts')) : patch;
}

const settingsOf = (patch: ConfigPatch): Map<string, NamedThing> =>
  new Map(
    pathsOf(without(patch, 'cameras'))
      .filter((key) => key !== '')
      .map((key) => [key, { name: key, state: JSON.stringify(valueAt(patch, key)) }]),
  );

const camerasOf = ({ cameras = {} }: ConfigPatch): Map<string, NamedThing> =>
  new Map(
    Object.entries(cameras).map(([id, camera]) => [
      id,
      { name: camera?.name === undefined || camera.name === '' ? id : camera.name, state: JSON.stringify(camera) },
    ]),
  );
