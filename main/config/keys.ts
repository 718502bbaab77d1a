import { z } from 'zod';
import { Config } from '../../shared/config.ts';
import { unwrap } from '../../shared/schema-words.ts';

/** One setting, as the file, the environment, the flags and the documentation know it. */
export interface ConfigKey {
  /** Section and name: `camera.frame_rate`. */
  readonly path: string;
  readonly section: string;
  readonly name: string;
  /** `PETLOG_CAMERA_FRAME_RATE`. */
  readonly variable: string;
  readonly schema: z.core.$ZodType;
  readonly description: string;
  /** Undefined when it depends on the machine. */
  readonly defaultValue: unknown;
}

/** Every key of the configuration, in the schema's order. */
export const configKeys: readonly ConfigKey[] = Object.entries(Config.shape).flatMap(([section, schema]) => {
  const group = unwrap(schema);
  const shape: z.core.$ZodShape = group instanceof z.ZodObject ? group.shape : {};
  return Object.entries(shape).map(([name, key]) => describeKey(section, name, key));
});

function describeKey(section: string, name: string, schema: z.core.$ZodType): ConfigKey {
  return {
    path: `${section}.${name}`,
    section,
    name,
    variable: `PETLOG_${section}_${name}`.toUpperCase(),
    schema,
    description: z.globalRegistry.get(schema)?.description ?? '',
    defaultValue: schema instanceof z.ZodDefault ? schema._zod.def.defaultValue : undefined,
  };
}

const keysByPath = new Map(configKeys.map((key) => [key.path, key]));

/** @throws Error for a path that is no key, which is a mistake in the code. */
export function keyAt(path: string): ConfigKey {
  const key = keysByPath.get(path);
  if (key === undefined) {
    throw new Error(`The configuration has no key ${path}.`);
  }
  return key;
}
