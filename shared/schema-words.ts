/** Says in plain words what a schema allows, for error messages and the documentation. */
import { z } from 'zod';

/** The schema that does the checking, below optional, nullable and default. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const inner = unwrapOnce(schema);
  return inner === schema ? schema : unwrap(inner);
}

/** The schema below one optional, nullable or default; the schema itself where there is none. */
export function unwrapOnce(schema: z.core.$ZodType): z.core.$ZodType {
  const isWrapper =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly;
  return isWrapper ? schema.unwrap() : schema;
}

/** The schema of the value at a path, or of the nearest value above it whose parts have no schema of their own. */
export function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType {
  let current = unwrap(schema);
  for (const key of path) {
    const next = partOf(current, key);
    if (next === undefined) {
      return current;
    }
    current = unwrap(next);
  }
  return current;
}

function partOf(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    const shape: z.core.$ZodShape = schema.shape;
    return Object.hasOwn(shape, key) ? shape[String(key)] : undefined;
  }
  if (schema instanceof z.ZodTuple) {
    return schema._zod.def.items[Number(key)];
  }
  if (schema instanceof z.ZodArray) {
    return schema.element;
  }
  return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}

/** What is allowed, as a noun phrase: "a whole number from 1 to 60", "true or false". */
export function allowedBy(schema: z.core.$ZodType): string {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodNumber) {
    return `${isWholeNumber(inner) ? 'a whole number' : 'a number'}${range(inner.minValue, inner.maxValue)}`;
  }
  if (inner instanceof z.ZodBoolean) {
    return 'true or false';
  }
  if (inner instanceof z.ZodEnum) {
    return oneOf(inner.options.map((option) => JSON.stringify(option)));
  }
  if (inner instanceof z.ZodLiteral) {
    return oneOf([...inner.values].map((value) => (typeof value === 'bigint' ? String(value) : JSON.stringify(value))));
  }
  if (inner instanceof z.ZodUnion) {
    const own = ownMessage(inner._zod.def.error);
    return own === undefined ? oneOf(inner.options.map(allowedBy)) : `a value that ${own}`;
  }
  if (inner instanceof z.ZodTuple) {
    const items = inner._zod.def.items.map(allowedBy);
    return `a list of ${items.length}: ${items.join(', ')}${rules(inner)}`;
  }
  if (inner instanceof z.ZodArray) {
    return `a list, each ${allowedBy(inner.element)}`;
  }
  if (inner instanceof z.ZodObject) {
    const keys = Object.keys(inner.shape);
    return keys.length === 0 ? 'nothing' : `a group of ${keys.join(', ')}`;
  }
  if (inner instanceof z.ZodString || inner instanceof z.ZodStringFormat) {
    return `${textName(inner.format)}${lengths(inner.minLength, inner.maxLength)}${rules(inner)}`;
  }
  return inner instanceof z.ZodRecord ? `a group, each ${allowedBy(inner.valueType)}` : 'any value';
}

/** Whether a number's schema takes integers only; zod tells by the name of the format. */
export function isWholeNumber(schema: z.ZodNumber): boolean {
  return schema.format?.includes('int') === true;
}

function range(minimum: number | null, maximum: number | null): string {
  const from = minimum !== null && minimum > Number.MIN_SAFE_INTEGER ? ` from ${minimum}` : '';
  const to = maximum !== null && maximum < Number.MAX_SAFE_INTEGER ? ` to ${maximum}` : '';
  return from + to;
}

function lengths(minimum: number | null, maximum: number | null): string {
  if (maximum !== null) {
    return ` of ${minimum ?? 'up'} to ${maximum} characters`;
  }
  return minimum === null || minimum === 0 ? '' : ` of at least ${minimum} character${minimum === 1 ? '' : 's'}`;
}

const textNames: Readonly<Record<string, string>> = {
  url: 'a web address such as https://home.example',
  date: 'a date such as 2026-05-01',
  datetime: 'a time such as 2026-05-01T12:00:00Z',
};

function textName(format: string | null): string {
  return textNames[format ?? ''] ?? 'text';
}

/** The sentences that the schema's own checks carry. */
function rules(schema: z.core.$ZodType): string {
  const own = (schema._zod.def.checks ?? []).flatMap((check) => ownMessage(check._zod.def.error) ?? []);
  return own.length === 0 ? '' : ` (${own.join('; ')})`;
}

/** `error` is what zod makes of `{ error: 'text' }`, a function; zod types its parameter by check, hence `never`. */
function ownMessage(error: z.core.$ZodErrorMap<never> | undefined): string | undefined {
  const message = (error as z.core.$ZodErrorMap | undefined)?.({ code: 'custom', path: [], input: undefined });
  return typeof message === 'string' ? message : message?.message;
}

/** Joins alternatives: "a", "a or b", "a, b or c". */
function oneOf(alternatives: readonly string[]): string {
  const last = alternatives.at(-1) ?? '';
  return alternatives.length < 2 ? last : `${alternatives.slice(0, -1).join(', ')} or ${last}`;
}
