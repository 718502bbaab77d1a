import { describe, expect, test } from 'vitest';
import {
  functionKeys,
  keyLayers,
  numberLayout,
  shiftedLayer,
  textLayout,
  type KeyRows,
} from '../../../../renderer/state/kiosk/keyboard-layouts.ts';
import { languages } from '../../../../renderer/text/languages.ts';

const keysOf = (rows: KeyRows): string[] => rows.flatMap((row) => row.split(' '));
const isFunctionKey = (key: string): boolean => (functionKeys as readonly string[]).includes(key.slice(1, -1));

describe.each(languages)('keyboard in %s', (language) => {
  const layout = textLayout(language);
  const everyKey = Object.values(layout).flatMap(keysOf);

  test('has one character on each key, or something to do', () => {
    expect(everyKey.filter((key) => key.length !== 1 && !isFunctionKey(key))).toEqual([]);
  });

  test('has every character of ASCII, for passwords', () => {
    const ascii = Array.from({ length: 0x7e - 0x20 }, (_, index) => String.fromCharCode(0x21 + index));
    expect(ascii.filter((character) => !everyKey.includes(character))).toEqual([]);
    expect(everyKey).toContain('{space}');
  });

  test('fits the smallest screen: at most eleven keys in a row, none twice in a layer', () => {
    for (const layer of keyLayers) {
      expect(Math.max(...layout[layer].map((row) => row.split(' ').length)), layer).toBeLessThanOrEqual(11);
      expect(new Set(keysOf(layout[layer])).size, layer).toBe(keysOf(layout[layer]).length);
    }
  });

  test('every layer can be left again, with Shift too', () => {
    for (const layer of keyLayers) {
      expect(shiftedLayer(shiftedLayer(layer)), layer).toBe(layer);
      expect(keysOf(layout[layer])).toEqual(expect.arrayContaining(['{shift}', '{backspace}', '{space}', '{hide}', '{enter}']));
      expect(
        keysOf(layout[layer]).some((key) => ['{toLetters}', '{toSymbols}'].includes(key)),
        layer,
      ).toBe(true);
    }
  });
});

test.each([
  ['de', 'äöüß ÄÖÜ'],
  ['fr', 'éèàçêëîïôœùû ÉÈÀÇŒ'],
  ['es', 'ñáéíóúü¿¡ ÑÁ'],
  ['it', 'àèéìòù ÀÈ'],
] as const)('%s has its own letters', (language, letters) => {
  const keys = Object.values(textLayout(language)).flatMap(keysOf);
  expect([...letters.replace(' ', '')].filter((letter) => !keys.includes(letter))).toEqual([]);
});

test('a number has the signs that it may have', () => {
  expect(
    keysOf(numberLayout({ negative: false, fraction: false }))
      .filter((key) => key.length === 1)
      .toSorted()
      .join(''),
  ).toBe('0123456789');
  expect(keysOf(numberLayout({ negative: true, fraction: true }))).toEqual(expect.arrayContaining(['-', '.']));
});
