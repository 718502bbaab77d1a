/** English sentences by codes, with the names of their values in braces: `{who} does not answer`. */
export type SentenceTable = Readonly<Record<string, readonly [string, ...string[]]>>;

const escape = (part: string): string => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A value is as short as can be, and the last one takes what is left. */
const patternOf = (sentence: string): RegExp =>
  new RegExp(
    `^${sentence
      .split(/\{(\w+)\}/)
      .map((part, index) => (index % 2 === 0 ? escape(part) : `(?<${part}>.+?)`))
      .join('')}$`,
    's',
  );

const patternsOf = new WeakMap<SentenceTable, readonly { readonly code: string; readonly pattern: RegExp }[]>();

/** The first code of a table one of whose sentences this is, and the values in it; null for none. */
export function matchSentence<Table extends SentenceTable>(
  table: Table,
  sentence: string,
): { code: keyof Table & string; parameters: Readonly<Record<string, string>> } | null {
  let patterns = patternsOf.get(table);
  if (patterns === undefined) {
    patterns = Object.entries(table).flatMap(([code, sentences]) => sentences.map((each) => ({ code, pattern: patternOf(each) })));
    patternsOf.set(table, patterns);
  }
  for (const { code, pattern } of patterns) {
    const match = pattern.exec(sentence);
    if (match !== null) {
      return { code, parameters: { ...match.groups } };
    }
  }
  return null;
}
