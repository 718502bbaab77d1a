/** Checks values against a schema and says in one sentence each what is wrong with them. */
import { z } from 'zod';
import { closest } from './closest.ts';
import type { ValueError } from './errors.ts';
import { allowedBy, isWholeNumber, schemaAt, unwrap } from './schema-words.ts';
import { holdsSecret, redacted } from './secret.ts';

export type Validation<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: ValueError[]; /** All errors on one line, each with its path. */ readonly detail: string };

/**
 * Parses `value`. Each error names the value that was given and what is allowed
 * instead, as in `99 is not allowed; a whole number from 1 to 60 is.`
 *
 * @param prefix dotted path of `value` itself, for the paths in the errors
 */
export function validate<T extends z.core.$ZodType>(schema: T, value: unknown, prefix = ''): Validation<z.output<T>> {
  const result = z.safeParse(schema, value, { error: () => noMessageOfItsOwn });
  if (result.success) {
    return { ok: true, value: result.data };
  }
  const errors: ValueError[] = [];
  for (const issue of result.error.issues) {
    for (const error of describeIssue(schema, value, issue, prefix)) {
      // Later checks of the same value, or of the whole that it is part of, mostly say the same in other words.
      if (!errors.some(({ path }) => path === error.path || path.startsWith(`${error.path}.`))) {
        errors.push(error);
      }
    }
  }
  return { ok: false, errors, detail: describeErrors(errors) };
}

const noMessageOfItsOwn = '\0';
const mostErrorsInDetail = 5;

/** All errors on one line: `camera.quality: 0 is not allowed; a whole number from 1 to 100 is.` */
export function describeErrors(errors: readonly ValueError[]): string {
  const sentences = errors.slice(0, mostErrorsInDetail).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const more = errors.length - mostErrorsInDetail;
  return [...sentences, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
}

function describeIssue(schema: z.core.$ZodType, input: unknown, issue: z.core.$ZodIssue, prefix: string): ValueError[] {
  const path = join(prefix, issue.path);
  const part = schemaAt(schema, issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = part instanceof z.ZodObject ? Object.keys(part.shape) : [];
    return issue.keys.map((key) => ({ path: join(path, [key]), message: describeUnknown(key, known) }));
  }
  if (issue.code === 'invalid_key') {
    const [rule] = issue.issues.map(({ message }) => message).filter((message) => message !== noMessageOfItsOwn);
    return [{ path, message: `this name is not allowed${rule === undefined ? '' : `; it ${rule}`}.` }];
  }
  const given = valueAt(input, issue.path);
  const shown = mayBeSecret(part, given) ? 'the value given' : showValue(given);
  if (issue.message !== noMessageOfItsOwn) {
    const rule = /^(must|may|has|is) /.test(issue.message) ? `it ${issue.message}` : issue.message;
    return [{ path, message: `${shown} is not allowed; ${rule}.` }];
  }
  const allowed = allowedBy(part);
  return [{ path, message: given === undefined ? `is missing; ${allowed} is needed.` : `${shown} is not allowed; ${allowed} is.` }];
}

/** Numbers where a group of keys belongs are no secret that slipped; text may be one. */
function mayBeSecret(schema: z.core.$ZodType, value: unknown): boolean {
  const isPlain = value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean';
  return holdsSecret(schema) && !(isPlain && unwrap(schema) instanceof z.ZodObject);
}

function describeUnknown(key: string, known: readonly string[]): string {
  const suggestion = closest(key, known);
  if (suggestion !== undefined) {
    return `there is no such key; did you mean ${suggestion}?`;
  }
  return known.length === 0 ? 'there is no such key; none is allowed here.' : `there is no such key; allowed here: ${known.join(', ')}.`;
}

const longestShownValue = 60;

/** A value as JSON, shortened to about 60 characters, for messages; addresses without name and password. */
export function showValue(value: unknown): string {
  const text = toJson(value)
    .replace(/:\/\/[^/\s"]*@/g, `://${redacted}@`)
    // A password with a slash in it, which makes the address a wrong one.
    .replace(/:\/\/[^/\s"@]*:(?!\d{1,5}[/?#"])[^\s"]*@/g, `://${redacted}@`);
  return text.length <= longestShownValue ? text : `${text.slice(0, longestShownValue - 1).toWellFormed()}…`;
}

function toJson(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') {
    return String(value);
  }
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') {
    return typeof value;
  }
  try {
    return JSON.stringify(value);
  } catch {
    return 'a value that refers to itself';
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    current = typeof current === 'object' && current !== null && Object.hasOwn(current, key) ? Reflect.get(current, key) : undefined;
  }
  return current;
}

function join(prefix: string, path: readonly PropertyKey[]): string {
  return [...(prefix === '' ? [] : [prefix]), ...path.map(showKey)].join('.');
}

/** A key as it is where it is a plain word; clients may send anything as a key. */
function showKey(key: PropertyKey): string {
  return /^[\w-]{1,60}$/.test(String(key)) ? String(key) : showValue(String(key));
}

/**
 * Converts text from a query string or the environment to what the schema's
 * keys want: numbers, `true`, `false`, `1`, `0`, lists as JSON or separated by
 * commas, a resolution also as `1280x720`. Text that does not fit stays as it
 * is, so that `validate` names it; so do unknown keys.
 */
export function coerceText(schema: z.core.$ZodType, texts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, typeof text === 'string' ? coerceValue(schemaAt(schema, [key]), text) : text]),
  );
}

/** Converts one text as `coerceText` does. */
export function coerceValue(schema: z.core.$ZodType, text: string): unknown {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodNumber) {
    const pattern = isWholeNumber(inner) ? /^[+-]?\d{1,15}$/ : /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;
    return pattern.test(text) ? Number(text) : text;
  }
  if (inner instanceof z.ZodBoolean) {
    return (
      new Map([
        ['true', true],
        ['1', true],
        ['false', false],
        ['0', false],
      ]).get(text) ?? text
    );
  }
  if (inner instanceof z.ZodLiteral) {
    return [...inner.values].find((value) => String(value) === text) ?? text;
  }
  if (inner instanceof z.ZodUnion) {
    return inner.options.map((option) => coerceValue(option, text)).find((value) => value !== text) ?? text;
  }
  if (inner instanceof z.ZodArray || inner instanceof z.ZodTuple) {
    return coerceList(inner, text);
  }
  if (inner instanceof z.ZodRecord && text.trimStart().startsWith('{')) {
    return parsedOr(text);
  }
  return text;
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function coerceList(schema: z.ZodArray | z.ZodTuple, text: string): unknown {
  if (text.trimStart().startsWith('[')) {
    return parsedOr(text);
  }
  const size = /^(\d+)x(\d+)$/.exec(text);
  const texts =
    schema instanceof z.ZodTuple && size !== null ? size.slice(1) : text === '' ? [] : text.split(',').map((item) => item.trim());
  const items = texts.map((item, index) => coerceValue(schemaAt(schema, [index]), item));
  // A list that cannot be one (a word where two numbers belong) is better named as it was written.
  return schema instanceof z.ZodTuple && items.length !== schema._zod.def.items.length ? text : items;
}
