import { glob, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

/** How a language does not address its readers, as whole words. */
const foreignForms = {
  de: /\p{Ll}n Sie\b|\b(?:Ihnen|[Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[nmrs]?)\b/u,
  es: /\b(?:[Uu]sted|[Ee]lija|[Ee]scriba|[Pp]ulse|[Ee]spere|[Cc]ompruebe|[Aa]ctive|[Mm]ire|[Cc]ompare|[Pp]ermítalo|[Mm]anténgalo)\b/u,
  fr: /\b(?:[Tt]u|toi|ton|tes)\b/u,
  it: /\b(?:Lei|[Aa]ttivi|[Pp]rema|[Ss]celga|[Ii]nserisca|[Vv]erifichi|[Cc]ontrolli|[Aa]ttenda)\b/u,
} as const;

/** Strings of a module, without what is of a command line. */
const quoted = /'((?:[^'\\\n]|\\.)+)'|`([^`]+)`/gu;

async function sentencesOf(language: string): Promise<string[]> {
  const sentences: string[] = [];
  const places = [
    `renderer/text/${language}.ts`,
    `renderer/text/${language}/*.ts`,
    `renderer/{backup,trust}/words/{,*-}${language}.ts`,
    `main/{alerts,mqtt}/text/${language}.ts`,
  ];
  for await (const path of glob(places)) {
    for (const [, single, template] of (await readFile(path, 'utf8')).replace(/^import .*$/gmu, '').matchAll(quoted)) {
      sentences.push((single ?? template ?? '').replaceAll('--data-dir', ''));
    }
  }
  return sentences;
}

test.each(Object.entries(foreignForms))('readers of %s are addressed in one way alone', async (language, foreign) => {
  const sentences = await sentencesOf(language);
  expect(sentences.length).toBeGreaterThan(1000);
  expect(sentences.filter((sentence) => foreign.test(sentence))).toEqual([]);
});
