import { expect, test } from 'vitest';
import { en as sent } from '../../../../main/alerts/text/en.ts';
import { keptRuleName, ruleName } from '../../../../renderer/state/alerts/rule-name.ts';
import { alertWordTables } from '../../../../renderer/text/alert-word-tables.ts';

test('the first rules, which PetLog names in English before it knows a language, have names in that of the page', async () => {
  const [en, de] = [await alertWordTables.en(), await alertWordTables.de()];
  const { seen, trouble } = sent.ruleNames;
  expect([seen, trouble, 'Luna at the door'].map((name) => ruleName(name, de))).toEqual([
    'Tiere und Menschen',
    'Probleme mit der Kamera',
    'Luna at the door',
  ]);
  expect([seen, trouble].map((name) => ruleName(name, en))).toEqual([seen, trouble]);
});

test('who changes such a rule and leaves its name has not named it', async () => {
  const de = await alertWordTables.de();
  const { seen } = sent.ruleNames;
  expect(keptRuleName('Tiere und Menschen', seen, de)).toBe(seen);
  expect(keptRuleName('Alle Tiere', seen, de)).toBe('Alle Tiere');
  expect(keptRuleName('Luna', 'Luna', de)).toBe('Luna');
});
