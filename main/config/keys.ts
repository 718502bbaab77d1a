import { z } from 'zod';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import { furtherCamera } from '../../shared/config/camera-section.ts';
import { Config } from '../../shared/config.ts';
import { unwrap } from '../../shared/schema-words.ts';

/** One setting, as the file, the environment, the flags and the documentation know it. */
export interface ConfigKey {
  /** Section and name: `camera.frame_rate`; for cameras their id too: `cameras.garden.frame_rate`, `cameras.garden.recording.rewind_minutes`. */
  readonly path: string;
  readonly section: string;
  readonly name: string;
  /** `PETLOG_CAMERA_FRAME_RATE`. */
  readonly variable: string;
  readonly schema: z.core.$ZodType;
  readonly description: string;
  /** Undefined when it depends on the machine, or on another key. */
  readonly defaultValue: unknown;
}

const shapeOf = (schema: z.core.$ZodType): z.core.$ZodShape => {
  const group = unwrap(schema);
  return group instanceof z.ZodObject ? group.shape : {};
};
const isPart = (schema: z.core.$ZodType): boolean => unwrap(schema) instanceof z.ZodObject;

/** Every key of the sections that are always there, in the schema's order. */
export const configKeys: readonly ConfigKey[] = Object.entries(Config.shape).flatMap(([section, schema]) =>
  Object.entries(shapeOf(schema))
    .filter(([, key]) => !isPart(key))
    .map(([name, key]) => describeKey(section, name, key)),
);

/** The keys of the optional parts of a section: `camera.recording.rewind_minutes`. */
export const partKeys: readonly ConfigKey[] = Object.entries(Config.shape).flatMap(([section, schema]) =>
  Object.entries(shapeOf(schema))
    .filter(([, part]) => isPart(part))
    .flatMap(([part, inner]) => Object.entries(shapeOf(inner)).map(([name, key]) => describeKey(section, `${part}.${name}`, key))),
);

function describeKey(section: string, name: string, schema: z.core.$ZodType): ConfigKey {
  return {
    path: `${section}.${name}`,
    section,
    name,
    variable: variableOf(`${section}.${name}`),
    schema,
    description: z.globalRegistry.get(schema)?.description ?? '',
    defaultValue: schema instanceof z.ZodDefault ? schema._zod.def.defaultValue : undefined,
  };
}

/** `PETLOG_CAMERAS_FRONT_DOOR_FRAME_RATE` for `cameras.front-door.frame_rate`. */
function variableOf(path: string): string {
  return `PETLOG_${path.replaceAll(/[.-]/g, '_')}`.toUpperCase();
}

const keysOfMain = [...configKeys, ...partKeys].filter(({ section }) => section === 'camera');
/** What every other camera has too. */
const keysOfAll = keysOfMain.filter(({ name }) => Object.hasOwn(furtherCamera.shape, name.split('.')[0] ?? ''));

/** Names of the keys that every camera has: `frame_rate`, `recording.rewind_minutes`. */
export const cameraKeyNames: readonly string[] = keysOfAll.map(({ name }) => name);

/** The keys of one camera; for all but `main` they begin with `cameras` and its id. */
export function keysOfCamera(cameraId: string): readonly ConfigKey[] {
  return cameraId === mainCameraId ? keysOfMain : keysOfAll.map((key) => keyOfCamera(cameraId, key));
}

function keyOfCamera(cameraId: string, key: ConfigKey): ConfigKey {
  const path = `cameras.${cameraId}.${key.name}`;
  return { ...key, path, section: 'cameras', variable: variableOf(path) };
}

export interface CameraKeyPath {
  readonly cameraId: string;
  /** `frame_rate`, `recording.rewind_minutes`. */
  readonly name: string;
}

/** Which camera's key a path is; null where it is none. */
export function cameraKeyOf(path: string): CameraKeyPath | null {
  const [, id, name] = /^camera(?:s\.([^.]+))?\.(.+)$/.exec(path) ?? [];
  return name === undefined ? null : { cameraId: id ?? mainCameraId, name };
}

const keysByPath = new Map([...configKeys, ...partKeys].map((key) => [key.path, key]));

function findKey(path: string): ConfigKey | undefined {
  const ofCamera = cameraKeyOf(path);
  return keysByPath.get(path) ?? (ofCamera === null ? undefined : keysOfCamera(ofCamera.cameraId).find((each) => each.path === path));
}

export const isKey = (path: string): boolean => findKey(path) !== undefined;

/** @throws Error for a path that is no key, which is a mistake in the code. */
export function keyAt(path: string): ConfigKey {
  const key = findKey(path);
  if (key === undefined) {
    throw new Error(`The configuration has no key ${path}.`);
  }
  return key;
}
