import { describe, expect, test } from 'vitest';
import { de } from '../../../../renderer/text/de.ts';
import { en, type Text } from '../../../../renderer/text/en.ts';
import { fr } from '../../../../renderer/text/fr.ts';
import { LanguageChoice, type LanguageChoiceOptions } from '../../../../renderer/text/language-choice.ts';
import { localeOf, pickLanguage } from '../../../../renderer/text/languages.ts';

class Memory {
  readonly values = new Map<string, string>();

  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }
}

const tables: Readonly<Record<string, Text>> = { de, fr };

function open(options: Partial<LanguageChoiceOptions> = {}): LanguageChoice {
  const memory = new Memory();
  return new LanguageChoice({
    preferred: () => ['de-AT', 'en'],
    camera: () => null,
    storage: () => memory,
    load: (language) => (tables[language] === undefined ? Promise.reject(new Error('not there')) : Promise.resolve(tables[language])),
    ...options,
  });
}

describe('the language at the beginning', () => {
  test.each([
    ['what the reader chose', 'fr', ['de'], 'fr'],
    ["the browser's first that PetLog speaks", null, ['nl-NL', 'pt', 'it-CH', 'de'], 'it'],
    ["the browser's, whatever its case", null, ['DE_at'], 'de'],
    ['English where none is spoken', null, ['nl', 'sv-SE'], 'en'],
    ['English where the browser says nothing', null, [], 'en'],
    ['not one that was remembered but is not spoken', 'toString', ['es-MX'], 'es'],
  ] as const)('is %s', (_, chosen, preferred, language) => {
    expect(pickLanguage(chosen, preferred)).toBe(language);
  });

  test("writes dates as the reader's own country does, where the browser names it", () => {
    expect(localeOf('en', ['de', 'en-GB'])).toBe('en-GB');
    expect(localeOf('fr', ['de', 'en-GB'])).toBe('fr');
  });
});

describe('the choice of a language', () => {
  test('is English until its words are there', async () => {
    const choice = open();
    expect([choice.language, choice.words]).toEqual(['en', en]);
    await choice.open();
    expect([choice.language, choice.words, choice.locale]).toEqual(['de', de, 'de-AT']);
  });

  test.each([
    ["the camera's on its own screen", { language: 'fr', isFirst: true }, ['de-AT'], 'fr'],
    ['the browser’s elsewhere', { language: 'fr', isFirst: false }, ['de-AT'], 'de'],
    ["the camera's where the browser's is not spoken", { language: 'fr', isFirst: false }, ['nl'], 'fr'],
    ["the browser's where the camera has none", null, ['de-AT'], 'de'],
  ] as const)('is %s', async (_, camera, preferred, language) => {
    const choice = open({ camera: () => camera, preferred: () => preferred });
    await choice.open();
    expect(choice.language).toBe(language);
  });

  test('is told and remembered', async () => {
    const memory = new Memory();
    const choice = open({ storage: () => memory });
    const told: string[] = [];
    const unsubscribe = choice.onChange(() => told.push(choice.language));
    await choice.choose('fr');
    await choice.choose('fr');
    unsubscribe();
    await choice.choose('en');
    expect(told).toEqual(['fr']);
    const next = open({ storage: () => memory });
    await next.open();
    expect(next.language).toBe('en');
  });

  test('holds where the browser keeps nothing', async () => {
    const choice = open({
      storage: () => {
        throw new Error('SecurityError');
      },
    });
    await choice.open();
    expect(choice.language).toBe('de');
    await choice.choose('fr');
    expect(choice.language).toBe('fr');
  });

  test('changes nothing where its words cannot be had', async () => {
    const memory = new Memory();
    const choice = open({ storage: () => memory });
    await choice.open();
    await expect(choice.choose('ja')).rejects.toThrow('not there');
    expect([choice.language, memory.values.size]).toEqual(['de', 0]);
    const unreachable = open({ preferred: () => ['ja'] });
    await unreachable.open();
    expect(unreachable.language).toBe('en');
  });

  test('is the newest, whichever words arrive last', async () => {
    const { promise, resolve } = Promise.withResolvers<Text>();
    const memory = new Memory();
    const choice = open({ storage: () => memory, load: (language) => (language === 'de' ? promise : Promise.resolve(fr)) });
    const slow = choice.choose('de');
    await choice.choose('fr');
    resolve(de);
    await slow;
    expect([choice.language, choice.words, [...memory.values.values()]]).toEqual(['fr', fr, ['fr']]);
  });
});
