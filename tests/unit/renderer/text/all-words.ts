import { glob } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Language } from '../../../../renderer/text/languages.ts';

const placesOf = (language: Language): readonly string[] => [
  `renderer/text/${language}.ts`,
  `renderer/text/${language}/*.ts`,
  `renderer/{backup,trust}/words/{,*-}${language}.ts`,
  `main/{alerts,mqtt}/text/${language}.ts`,
];

const marks = ['⟦0⟧', '⟦1⟧', '⟦2⟧', '⟦3⟧'];

/** With a mark in the place of each value; texts that want a list get one. */
function filled(words: (...values: unknown[]) => unknown): string {
  const values = marks.slice(0, words.length);
  try {
    return String(words(...values));
  } catch {
    return String(words(...values.map((value) => [value])));
  }
}

function* textsOf(words: unknown): Generator<string> {
  if (typeof words === 'string') {
    yield words;
  } else if (typeof words === 'function') {
    yield filled(words as (...values: unknown[]) => unknown);
  } else if (typeof words === 'object' && words !== null) {
    for (const inner of Object.values(words)) {
      yield* textsOf(inner);
    }
  }
}

/** Every text in a language, of the pages and of what PetLog sends, each once. */
export async function allWordsIn(language: Language): Promise<readonly string[]> {
  const texts = new Set<string>();
  for await (const path of glob([...placesOf(language)])) {
    for (const text of textsOf(await import(pathToFileURL(resolve(path)).href))) {
      texts.add(text);
    }
  }
  return [...texts];
}
