import type { Language } from '../../text/languages.ts';

/** What the keys of the keyboard are at the moment. */
export const keyLayers = ['letters', 'capitals', 'symbols', 'moreSymbols', 'accents', 'capitalAccents'] as const;
export type KeyLayer = (typeof keyLayers)[number];

/** Keys that are no characters. A blank one keeps the place of a key that is of no use here. */
export const functionKeys = ['shift', 'backspace', 'toLetters', 'toSymbols', 'toAccents', 'space', 'hide', 'enter', 'blank'] as const;
export type FunctionKey = (typeof functionKeys)[number];

/** Rows of keys, separated by spaces; function keys stand in braces. */
export type KeyRows = readonly string[];

/** As on the keyboards of each country, with its own letters where there is room. Japanese is entered in Latin letters here: kana and kanji would need a conversion of their own. */
const letters: Readonly<Record<Language, readonly [string, string, string]>> = {
  en: ['q w e r t y u i o p', 'a s d f g h j k l', 'z x c v b n m'],
  de: ['q w e r t z u i o p ü', 'a s d f g h j k l ö ä', 'y x c v b n m ß'],
  fr: ['a z e r t y u i o p é', 'q s d f g h j k l m è', "w x c v b n ' à ç"],
  es: ['q w e r t y u i o p', 'a s d f g h j k l ñ', 'z x c v b n m'],
  it: ['q w e r t y u i o p è', 'a s d f g h j k l ò à', 'z x c v b n m ì ù'],
  ja: ['q w e r t y u i o p', 'a s d f g h j k l', 'z x c v b n m -'],
};

const accents = ['à á â ä ã å æ ç ñ ß', 'è é ê ë ì í î ï ÿ', 'ò ó ô ö œ ù ú û ü'] as const;
const digits = '1 2 3 4 5 6 7 8 9 0';

const capital = (row: string): string => row.replaceAll('ß', 'ẞ').toUpperCase();

const lastRow = (left: string): string => `${left} , {space} . {hide} {enter}`;
const rows = (first: string, second: string, third: string, left: string): KeyRows => [
  first,
  second,
  `{shift} ${third} {backspace}`,
  lastRow(left),
];

/** All layers of a language's keyboard. */
export function textLayout(language: Language): Readonly<Record<KeyLayer, KeyRows>> {
  const [first, second, third] = letters[language];
  const fromLetters = '{toSymbols} {toAccents}';
  const fromSymbols = '{toLetters} {toAccents}';
  const fromAccents = '{toSymbols} {toLetters}';
  return {
    letters: rows(first, second, third, fromLetters),
    capitals: rows(capital(first), capital(second), capital(third), fromLetters),
    symbols: rows(digits, '@ # € & * - + ( ) /', '_ " \' : ; ! ? % =', fromSymbols),
    moreSymbols: rows(digits, '~ ` | \\ ^ < > [ ]', '{ } $ £ ¥ ° § ¿ ¡', fromSymbols),
    accents: rows(...accents, fromAccents),
    capitalAccents: rows(capital(accents[0]), capital(accents[1]), capital(accents[2]), fromAccents),
  };
}

/** Digits, with the signs that the field's numbers may have. */
export function numberLayout({ negative, fraction }: { negative: boolean; fraction: boolean }): KeyRows {
  const sign = negative ? '-' : '{blank}';
  const point = fraction ? '.' : '{blank}';
  return ['1 2 3 {backspace}', '4 5 6 {blank}', '7 8 9 {hide}', `${sign} 0 ${point} {enter}`];
}

const shifted: Readonly<Record<KeyLayer, KeyLayer>> = {
  letters: 'capitals',
  capitals: 'letters',
  symbols: 'moreSymbols',
  moreSymbols: 'symbols',
  accents: 'capitalAccents',
  capitalAccents: 'accents',
};

/** The layer that Shift leads to, and back from. */
export const shiftedLayer = (layer: KeyLayer): KeyLayer => shifted[layer];
