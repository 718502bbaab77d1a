/** What is checked of a change to cameras before anything is changed, whoever asks for it. */
import type { Config } from '../../shared/config.ts';
import { settingsOfCamera } from '../../shared/config/config-of-camera.ts';
import { PetLogError, type ValueError } from '../../shared/errors.ts';
import { redacted } from '../../shared/secret.ts';
import { showValue } from '../../shared/validation.ts';
import { deviceConflicts } from '../camera/device-conflicts.ts';
import { isScopeChanged, mapCameras, pathOfCamera, withCredentialsApart } from './camera-settings.ts';
import { cameraKeyNames, cameraKeyOf } from './keys.ts';
import { merge, nest, pathsOf, valueAt, without } from './merge.ts';

export interface PreparedChange {
  readonly patch: unknown;
  readonly errors: readonly ValueError[];
}

/**
 * A change with the credentials of addresses where they belong. What a camera
 * was asked with is for that address only: for another one it is given anew, or
 * there is none.
 */
export function prepareChange(input: unknown, current: Config): PreparedChange {
  const errors: ValueError[] = [];
  const patch = mapCameras(withCredentialsApart(input), (settings, cameraId) => {
    const before = settingsOfCamera(current, cameraId);
    if (before === undefined || !isScopeChanged(current, cameraId, settings.source)) {
      return settings;
    }
    const set = (['username', 'password'] as const).filter((name) => before[name] !== '');
    errors.push(
      ...set
        .filter((name) => settings[name] === redacted)
        .map((name) => ({
          path: `${pathOfCamera(cameraId)}.${name}`,
          message: `what is set is for another address than ${showValue(settings.source)}; give it anew, or leave it out.`,
        })),
    );
    return { ...Object.fromEntries(set.map((name) => [name, ''])), ...settings };
  });
  return { patch, errors };
}

/**
 * Which keys of a camera a change takes back, those that are null, and what is
 * left of it. Credentials go with the source: those of another address are not
 * for the one that comes back, and without their own source none come back.
 */
export function readTakenBack(patch: unknown): { readonly values: unknown; readonly takenBack: readonly string[] } {
  const nulls = pathsOf(patch).filter((path) => path !== '' && valueAt(patch, path) === null);
  const values = nulls.reduce<unknown>(without, patch);
  const isCredential = (name: string): boolean => name === 'username' || name === 'password';
  const names = nulls
    .flatMap((name) => {
      const ofPart = cameraKeyNames.filter((each) => each.startsWith(`${name}.`));
      return ofPart.length > 0 ? ofPart : [name];
    })
    .filter((name) => !isCredential(name));
  if (nulls.includes('source')) {
    return { values, takenBack: [...names, ...['username', 'password'].filter((name) => valueAt(values, name) === undefined)] };
  }
  return { values: nulls.filter(isCredential).reduce<unknown>((all, name) => merge(all, nest(name, '')), values), takenBack: names };
}

/** Cameras in a change that there are not. */
export function unknownCameras(patch: { readonly cameras?: object | undefined }, config: Config): ValueError[] {
  return Object.keys(patch.cameras ?? {})
    .filter((id) => !Object.hasOwn(config.cameras, id))
    .map((id) => ({ path: pathOfCamera(id), message: `there is no such camera; ${cameraNames(config)}. POST /cameras adds one.` }));
}

function cameraNames(config: Config): string {
  const ids = Object.keys(config.cameras);
  return ids.length === 0 ? 'there is only main, which is the section camera' : `there are ${ids.map((id) => showValue(id)).join(', ')}`;
}

/** @throws PetLogError `device_in_use` when a change gives a camera the device of another one */
export async function refuseDeviceInUse(config: Config, changedKeys: readonly string[]): Promise<void> {
  const changed = new Set(
    changedKeys.flatMap((path) => {
      const key = cameraKeyOf(path);
      return key !== null && (key.name === 'source' || key.name === 'enabled') ? [key.cameraId] : [];
    }),
  );
  if (changed.size === 0) {
    return;
  }
  const conflict = (await deviceConflicts(config)).find(({ cameraId, otherId }) => changed.has(cameraId) || changed.has(otherId));
  if (conflict !== undefined) {
    const { cameraId, otherId, source } = conflict;
    throw new PetLogError('device_in_use', { id: changed.has(cameraId) ? otherId : cameraId, source: showValue(source) });
  }
}
