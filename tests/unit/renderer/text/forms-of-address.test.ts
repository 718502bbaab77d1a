import { glob, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

/** How a language does not address its readers. */
const foreignForms = {
  de: '\\p{L}+n Sie|Ihnen|[Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[nmrs]?',
  es: '[Uu]sted|Elija|Escriba|[Pp]ulse|[Ee]spere|[Cc]ompruebe|Active|Mire|Compare|[Pp]ermítalo|[Mm]anténgalo',
  fr: '[Tt]u|toi|ton|tes',
  it: 'Lei|Attivi|[Pp]rema|Scelga|[Ii]nserisca|[Vv]erifichi|Controlli|[Aa]ttenda',
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

test.each(Object.entries(foreignForms))('readers of %s are addressed in one way alone', async (language, forms) => {
  const foreign = new RegExp(`(?<!\\p{L})(?:${forms})(?!\\p{L})`, 'u');
  const sentences = await sentencesOf(language);
  expect(sentences.length).toBeGreaterThan(1000);
  expect(sentences.filter((sentence) => foreign.test(sentence))).toEqual([]);
});
