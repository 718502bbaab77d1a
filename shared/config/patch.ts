import { z } from 'zod';

export type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : string extends keyof T
    ? { [K in keyof T]: DeepPartial<T[K]> }
    : T extends object
      ? { [K in keyof T]?: DeepPartial<T[K]> }
      : T;

/** The same keys, none of which has to be there, and nothing filled in. */
export function withoutDefaults(object: z.ZodObject<Record<string, z.ZodType>>): z.ZodObject {
  const shape = Object.entries(object.shape).map(([key, schema]) => {
    const inner = unwrapDefault(schema);
    // What the schema says about itself, a description or that it is secret, holds for its change too.
    return [
      key,
      partOf(inner)
        .meta({ ...z.globalRegistry.get(inner), ...z.globalRegistry.get(schema) })
        .optional(),
    ] as const;
  });
  return z.strictObject(Object.fromEntries(shape));
}

function unwrapDefault(schema: z.ZodType): z.ZodType {
  const isWrapper = schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional;
  return isWrapper ? (schema.unwrap() as z.ZodType) : schema;
}

function partOf(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) {
    return withoutDefaults(schema);
  }
  return schema instanceof z.ZodRecord ? z.record(schema.keyType, partOf(schema.valueType as z.ZodType)) : schema;
}
