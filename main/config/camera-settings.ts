/** What is particular about the keys of cameras: which cameras there are, and whose their credentials are. */
import { mainCameraId } from '../../shared/main-camera-id.ts';
import type { Config, ConfigPatch } from '../../shared/config.ts';
import { credentialsScope, separateCredentials } from '../../shared/config/camera-source.ts';
import { cameraKeyOf } from './keys.ts';
import { valueAt, without } from './merge.ts';
import type { Setting, Settings } from './setting.ts';

type Values = Readonly<Record<string, unknown>>;

const isGroup = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Path of a camera's settings. */
export const pathOfCamera = (cameraId: string): string => (cameraId === mainCameraId ? 'camera' : `cameras.${cameraId}`);

/** A part of a configuration, whoever sent it, in which every camera's settings have become what `change` makes of them. */
export function mapCameras(patch: unknown, change: (settings: Values, cameraId: string) => unknown): unknown {
  if (!isGroup(patch)) {
    return patch;
  }
  const each = (settings: unknown, cameraId: string): unknown => (isGroup(settings) ? change(settings, cameraId) : settings);
  return Object.fromEntries(
    Object.entries(patch).map(([section, value]) => {
      if (section === 'cameras' && isGroup(value)) {
        return [section, Object.fromEntries(Object.entries(value).map(([id, settings]) => [id, each(settings, id)]))];
      }
      return [section, section === 'camera' ? each(value, mainCameraId) : value];
    }),
  );
}

/** The same with names and passwords of addresses where they belong. */
export function withCredentialsApart<Patch>(patch: Patch): Patch {
  return mapCameras(patch, (settings) => {
    const { source } = settings;
    const separated = typeof source === 'string' ? separateCredentials(source) : undefined;
    return separated?.credentials === undefined ? settings : { ...settings, source: separated.source, ...separated.credentials };
  }) as Patch;
}

/** As `withCredentialsApart`, for flags or variables. */
export function settingsWithCredentialsApart(settings: Settings): Settings {
  return new Map(
    [...settings].flatMap(([path, setting]): [string, Setting][] => {
      const key = cameraKeyOf(path);
      const separated = key?.name === 'source' && typeof setting.value === 'string' ? separateCredentials(setting.value) : undefined;
      if (key === null || separated?.credentials === undefined) {
        return [[path, setting]];
      }
      const { origin } = setting;
      const pathOf = (name: string): string => `${pathOfCamera(key.cameraId)}.${name}`;
      return [
        [path, { value: separated.source, origin }],
        [pathOf('username'), { value: separated.credentials.username, origin }],
        [pathOf('password'), { value: separated.credentials.password, origin }],
      ];
    }),
  );
}

interface OwnerSettings {
  readonly filePatch: ConfigPatch;
  readonly overrides: Settings;
}

/** Whether the machine's owner says that there is this camera: in the file, or by a variable or flag that gives its source. */
export function isConfiguredCamera({ filePatch, overrides }: OwnerSettings, cameraId: string): boolean {
  return cameraId === mainCameraId || Object.hasOwn(filePatch.cameras ?? {}, cameraId) || overrides.has(`${pathOfCamera(cameraId)}.source`);
}

/** Whether there is this camera: the owner says so, or it was added while PetLog ran. */
function isKnownCamera(owner: OwnerSettings, saved: ConfigPatch, cameraId: string): boolean {
  return isConfiguredCamera(owner, cameraId) || valueAt(saved, `${pathOfCamera(cameraId)}.source`) !== undefined;
}

/** Every camera that the owner's settings and the saved ones make; `main` first. */
export function knownCameras(owner: OwnerSettings, saved: ConfigPatch): string[] {
  const ids = [
    ...Object.keys(owner.filePatch.cameras ?? {}),
    ...[...owner.overrides.keys()].map((path) => cameraKeyOf(path)?.cameraId ?? mainCameraId),
    ...Object.keys(saved.cameras ?? {}),
  ];
  return [...new Set([mainCameraId, ...ids])].filter((id) => isKnownCamera(owner, saved, id));
}

/** Flags and variables for cameras that there are not, for a sentence each. */
export function strayOverrides(owner: OwnerSettings, saved: ConfigPatch): { readonly origin: string; readonly cameraId: string }[] {
  return [...owner.overrides].flatMap(([path, { origin }]) => {
    const cameraId = cameraKeyOf(path)?.cameraId ?? mainCameraId;
    return isKnownCamera(owner, saved, cameraId) ? [] : [{ origin, cameraId }];
  });
}

/** What is left of flags and variables, and of saved settings, without those of cameras that there are not. */
export function withoutStrays(owner: OwnerSettings, saved: ConfigPatch): { readonly overrides: Settings; readonly saved: ConfigPatch } {
  const isKnown = (cameraId: string): boolean => isKnownCamera(owner, saved, cameraId);
  const strays = Object.keys(saved.cameras ?? {}).filter((id) => !isKnown(id));
  return {
    overrides: new Map([...owner.overrides].filter(([path]) => isKnown(cameraKeyOf(path)?.cameraId ?? mainCameraId))),
    saved: strays.map(pathOfCamera).reduce<unknown>(without, saved) as ConfigPatch,
  };
}

/**
 * What the owner says without the credentials of cameras that were sent to
 * another address while PetLog ran: they are for the address that he gave.
 */
export function ownersCredentials({ filePatch, overrides }: OwnerSettings, saved: ConfigPatch): OwnerSettings {
  const moved = knownCameras({ filePatch, overrides }, saved).filter((id) => {
    const path = `${pathOfCamera(id)}.source`;
    const own = overrides.get(path)?.value ?? valueAt(filePatch, path);
    const now = overrides.get(path)?.value ?? valueAt(saved, path);
    return typeof own === 'string' && typeof now === 'string' && credentialsScope(own) !== credentialsScope(now);
  });
  const paths = moved.flatMap((id) => [`${pathOfCamera(id)}.username`, `${pathOfCamera(id)}.password`]);
  return {
    filePatch: paths.reduce<unknown>(without, filePatch) as ConfigPatch,
    overrides: new Map([...overrides].filter(([path]) => !paths.includes(path))),
  };
}

/** The settings of a camera that a change would send its credentials elsewhere with; see `prepareChange`. */
export function isScopeChanged(current: Config, cameraId: string, source: unknown): boolean {
  const before = valueAt(current, `${pathOfCamera(cameraId)}.source`);
  return typeof before === 'string' && typeof source === 'string' && credentialsScope(before) !== credentialsScope(source);
}
