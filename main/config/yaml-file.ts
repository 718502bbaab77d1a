import { isCollection, isMap, isPair, isScalar, LineCounter, parseDocument, type Node } from 'yaml';
import type { z } from 'zod';
import { validate } from '../../shared/validation.ts';

/** A YAML file's content as the schema has it, or what is wrong with it. */
export type YamlContent<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      /** One sentence each, with file and line. */
      readonly problems: readonly string[];
      /** What the file holds besides, when it is YAML at all: the wrong values can be taken out by their dotted paths. */
      readonly content?: unknown;
      readonly paths: readonly string[];
    };

/**
 * Reads YAML strictly: no key twice, no unknown key. An empty file counts as
 * `{}`, and so does a section of which every key is commented out.
 *
 * @param name of the file, for the sentences
 * @param prepare changes what the file holds before it is checked
 */
export function readYaml<Value>(
  text: string,
  schema: z.ZodType<Value>,
  name: string,
  prepare: (content: unknown) => unknown = (content) => content,
): YamlContent<Value> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) {
    return { ok: false, problems: [`${name}, line ${lines.linePos(error.pos[0]).line}: ${error.message}.`], paths: [] };
  }
  let content: unknown;
  try {
    content = prepare(withoutEmptySections(document.toJS({ maxAliasCount: 10 })));
  } catch (cause) {
    return { ok: false, problems: [`${name}: ${cause instanceof Error ? cause.message : String(cause)}.`], paths: [] };
  }
  const result = validate(schema, content);
  if (result.ok) {
    return result;
  }
  const problems = result.errors.map(({ path, message }) => {
    const offset = offsetOf(document.contents, path.split('.'));
    const place = offset === undefined ? name : `${name}, line ${lines.linePos(offset).line}`;
    return `${path === '' ? '' : `${path} `}(${place}): ${message}`;
  });
  return { ok: false, problems, content, paths: result.errors.map(({ path }) => path) };
}

function withoutEmptySections(content: unknown): unknown {
  if (content === null || content === undefined) {
    return {};
  }
  return typeof content === 'object' && !Array.isArray(content)
    ? Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null))
    : content;
}

/** Where in the text the value of a path begins, or its key; undefined where neither is found. */
function offsetOf(root: Node | null, path: readonly string[]): number | undefined {
  let node: unknown = root;
  let offset: number | undefined;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
      offset = isScalar(pair?.key) ? pair.key.range?.[0] : offset;
      node = pair?.value;
    } else if (isCollection(node)) {
      node = node.items[Number(key)];
      offset = isScalar(node) ? node.range?.[0] : offset;
    }
    if (node === undefined || isPair(node)) {
      break;
    }
  }
  return offset;
}
