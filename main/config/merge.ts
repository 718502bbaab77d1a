type PlainObject = Record<string, unknown>;

function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values of `patch` over those of `base`: objects key by key, all else (lists too) as a whole. Changes neither. */
export function merge(base: unknown, patch: unknown): unknown {
  if (!isPlainObject(base) || !isPlainObject(patch)) {
    return patch;
  }
  const own = (key: string): unknown => (Object.hasOwn(base, key) ? base[key] : undefined);
  return Object.fromEntries([
    ...Object.entries(base),
    ...Object.entries(patch).map(([key, value]) => [key, merge(own(key), value)] as const),
  ]);
}

/** The dotted paths of all values in an object of objects. */
export function pathsOf(value: unknown, path = ''): string[] {
  return isPlainObject(value)
    ? Object.entries(value).flatMap(([key, part]) => pathsOf(part, path === '' ? key : `${path}.${key}`))
    : [path];
}

/** The value at a dotted path, undefined where there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => (isPlainObject(part) && Object.hasOwn(part, key) ? part[key] : undefined), value);
}

/** An object of objects that holds one value at a dotted path. */
export function nest(path: string, value: unknown): unknown {
  return path.split('.').reduceRight<unknown>((inner, key) => Object.fromEntries([[key, inner]]), value);
}

/** A copy without the value at a dotted path. */
export function without(value: unknown, path: string): unknown {
  const [key = '', ...rest] = path.split('.');
  if (!isPlainObject(value) || !Object.hasOwn(value, key)) {
    return value;
  }
  const entries = Object.entries(value);
  return Object.fromEntries(
    rest.length === 0
      ? entries.filter(([name]) => name !== key)
      : entries.map(([name, part]) => [name, name === key ? without(part, rest.join('.')) : part]),
  );
}
