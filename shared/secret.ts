/** What a configuration or an input keeps to itself: the schema says so, and whoever shows a value asks the schema. */
import { z } from 'zod';
import { unwrap, unwrapOnce } from './schema-words.ts';

/** What stands in the place of a secret wherever it would be shown. */
export const redacted = '<redacted>';

/** Marks a schema: its values are taken, and shown to nobody. */
export function secret<Schema extends z.ZodType>(schema: Schema): Schema {
  const { id: _id, ...known } = z.globalRegistry.get(schema) ?? {};
  return schema.meta({ ...known, secret: true });
}

/** Whether a schema is marked as secret. */
export function isSecret(schema: z.core.$ZodType): boolean {
  return z.globalRegistry.get(schema)?.secret === true;
}

/** Whether it or what it wraps is marked: `.optional()` and its kin make a schema of their own. */
function isSecretInside(schema: z.core.$ZodType): boolean {
  const inner = unwrapOnce(schema);
  return isSecret(schema) || (inner !== schema && isSecretInside(inner));
}

/** Whether it is secret, or a part of it may be. */
export function holdsSecret(schema: z.core.$ZodType): boolean {
  const inner = unwrap(schema);
  return isSecretInside(schema) || partsOf(inner).some(holdsSecret);
}

function partsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) {
    const shape: z.core.$ZodShape = schema.shape;
    return Object.values(shape);
  }
  if (schema instanceof z.ZodUnion) {
    return schema.options;
  }
  if (schema instanceof z.ZodTuple) {
    return schema._zod.def.items;
  }
  if (schema instanceof z.ZodArray) {
    return [schema.element];
  }
  return schema instanceof z.ZodRecord ? [schema.valueType] : [];
}

/** The schema of one part of a value, undefined where it has none of its own. */
function partAt(schema: z.core.$ZodType, key: string): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as z.core.$ZodShape;
    return Object.hasOwn(shape, key) ? shape[key] : undefined;
  }
  if (schema instanceof z.ZodTuple) {
    return schema._zod.def.items[Number(key)];
  }
  if (schema instanceof z.ZodArray) {
    return schema.element;
  }
  return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nothing was set, so that there is nothing to hide; that there is nothing may be known. */
const isUnset = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A copy in which every secret that is set reads `<redacted>`. */
export function redactSecrets<Value>(schema: z.core.$ZodType, value: Value): Value {
  return redact(schema, value) as Value;
}

function redact(schema: z.core.$ZodType, value: unknown): unknown {
  if (isSecretInside(schema)) {
    return isUnset(value) ? value : redacted;
  }
  const inner = unwrap(schema);
  if (!holdsSecret(inner)) {
    return value;
  }
  if (inner instanceof z.ZodUnion) {
    // Which option it is cannot be told for certain; what one of them hides is hidden.
    return inner.options.reduce<unknown>((shown, option) => redact(option, shown), value);
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => {
      const part = partAt(inner, String(index));
      return part === undefined ? item : redact(part, item);
    });
  }
  if (!isObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const part = partAt(inner, key);
      return [key, part === undefined ? each : redact(part, each)] as const;
    }),
  );
}

/**
 * A change in which `<redacted>` has become what it stands for, so that an
 * answer can be sent back as it came: the secret stays as it is. An item of a
 * list is what it was only where all of it reads as it was shown; else it keeps
 * `<redacted>`, and the secret is asked for: an account's password must not
 * move to another address.
 */
export function keepSecrets(schema: z.core.$ZodType, change: unknown, current: unknown): unknown {
  if (isSecretInside(schema)) {
    return change === redacted && current !== undefined ? current : change;
  }
  const inner = unwrap(schema);
  if (!holdsSecret(inner)) {
    return change;
  }
  if (Array.isArray(change)) {
    const items: readonly unknown[] = Array.isArray(current) ? current : [];
    const shown = (redact(inner, items) as readonly unknown[]).map((item) => JSON.stringify(item));
    return change.map((item: unknown) => items[shown.indexOf(JSON.stringify(item))] ?? item);
  }
  if (!isObject(change)) {
    return change;
  }
  return Object.fromEntries(
    Object.entries(change).map(([key, each]) => {
      const part = partAt(inner, key);
      return [
        key,
        part === undefined ? each : keepSecrets(part, each, isObject(current) && Object.hasOwn(current, key) ? current[key] : undefined),
      ] as const;
    }),
  );
}

/** Dotted paths at which `<redacted>` is left, because there is no secret that it could stand for. */
export function unkeptSecrets(schema: z.core.$ZodType, value: unknown, path = ''): string[] {
  if (isSecretInside(schema)) {
    return value === redacted ? [path] : [];
  }
  const inner = unwrap(schema);
  if (!holdsSecret(inner) || typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, each]) => {
    const part = partAt(inner, key);
    return part === undefined ? [] : unkeptSecrets(part, each, path === '' ? key : `${path}.${key}`);
  });
}

/** A value in two halves, for a file that may be read and one that may not; merged they are the value again. A list with a secret in it is secret as a whole. */
export function splitSecrets(schema: z.core.$ZodType, value: unknown): { readonly open: unknown; readonly secrets: unknown } {
  const inner = unwrap(schema);
  if (isSecretInside(schema) || (holdsSecret(inner) && Array.isArray(value))) {
    return { open: undefined, secrets: value };
  }
  if (!holdsSecret(inner) || !isObject(value)) {
    return { open: value, secrets: undefined };
  }
  const halves = Object.entries(value).map(([key, each]) => {
    const part = partAt(inner, key);
    return [key, part === undefined ? { open: each, secrets: undefined } : splitSecrets(part, each)] as const;
  });
  const half = (which: 'open' | 'secrets'): unknown =>
    Object.fromEntries(halves.map(([key, each]) => [key, each[which]] as const).filter(([, each]) => each !== undefined));
  const secrets = half('secrets');
  return { open: half('open'), secrets: Object.keys(secrets as object).length === 0 ? undefined : secrets };
}
