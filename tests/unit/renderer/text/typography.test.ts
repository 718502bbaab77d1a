import { expect, test } from 'vitest';
import { languages } from '../../../../renderer/text/languages.ts';
import { allWordsIn } from './all-words.ts';

const japanese = '[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}ー]';

/** How no text of a language is set. What a computer reads, such as `Authorization: Bearer`, keeps its own signs. */
const mistakes: Readonly<Record<(typeof languages)[number], RegExp>> = {
  en: /[«»„]/u,
  de: /["“](?=\p{L})|[«»]|\p{L}…/u,
  es: /["“”„]|« | »|[^¿]*\?.*¿|^[^¿]*\?|^[^¡]*!/u,
  fr: /["“”„]|(?<!\u202f)[;!?](?:\s|$)|(?<!\u00a0|Authorization):(?:\s|$)|«(?!\u00a0)|(?<!\u00a0)»|\p{L}'\p{L}/u,
  it: /["“”„]|« | »|\p{L}'\p{L}/u,
  ja: new RegExp(
    `["“”„]|${japanese} ?[:;?!,(]|\\) ?${japanese}|${japanese}\\.(?:\\s|$)|[、。？！] |(?:PetLog|(?<![=\\d])\\d+) ${japanese}|${japanese} PetLog`,
    'u',
  ),
};

test.each(languages)('texts in %s are set as print in that language is', async (language) => {
  const texts = await allWordsIn(language);
  expect(texts.length).toBeGreaterThan(1000);
  expect(texts.filter((text) => mistakes[language].test(text))).toEqual([]);
});

test.each(languages)('what is quoted in %s ends where it began, and three dots are one sign', async (language) => {
  const count = (text: string, sign: RegExp): number => text.match(sign)?.length ?? 0;
  for (const text of await allWordsIn(language)) {
    expect(text).not.toContain('...');
    expect(count(text, /[«„「（]/gu) + (language === 'en' ? count(text, /“/gu) : 0), text).toBe(
      count(text, /[»」）]/gu) + (language === 'en' ? count(text, /”/gu) : language === 'de' ? count(text, /“/gu) : 0),
    );
  }
});

test('the same thing has the same name in French and Japanese', async () => {
  const foreign = {
    fr: /\b(?:admins|remarquer|microphone|code QR)\b/iu,
    ja: /だれ|出来事|端末|マシン|コンピューター|サインイン/u,
  } as const;
  for (const [language, words] of Object.entries(foreign)) {
    expect((await allWordsIn(language as keyof typeof foreign)).filter((text) => words.test(text))).toEqual([]);
  }
});
