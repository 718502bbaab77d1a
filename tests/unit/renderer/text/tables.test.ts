import { describe, expect, test } from 'vitest';
import { en, type Text } from '../../../../renderer/text/en.ts';
import { de } from '../../../../renderer/text/de.ts';
import { es } from '../../../../renderer/text/es.ts';
import { fr } from '../../../../renderer/text/fr.ts';
import { it as italian } from '../../../../renderer/text/it.ts';
import { ja } from '../../../../renderer/text/ja.ts';
import { alertWordTables } from '../../../../renderer/text/alert-word-tables.ts';
import { auditWordTables } from '../../../../renderer/text/audit-word-tables.ts';
import { diskWordTables } from '../../../../renderer/text/disk-word-tables.ts';
import { doctorFindings } from '../../../../renderer/text/doctor-findings.ts';
import { eventWordTables } from '../../../../renderer/text/event-word-tables.ts';
import { homeAssistantWordTables } from '../../../../renderer/text/home-assistant-word-tables.ts';
import { homekitWordTables } from '../../../../renderer/text/homekit-word-tables.ts';
import { relayWordTables } from '../../../../renderer/text/relay-word-tables.ts';
import { languages, type Language } from '../../../../renderer/text/languages.ts';
import { Config } from '../../../../shared/config.ts';
import { sentenceOf, type ErrorCode } from '../../../../shared/errors.ts';

type Words = string | ((...values: unknown[]) => string);

/** With what is loaded apart. */
const whole = async (language: Language, table: Text): Promise<Text> => ({
  ...table,
  doctor: {
    ...table.doctor,
    findings: await doctorFindings[language](),
    disk: await diskWordTables[language](),
    events: await eventWordTables[language](),
    alerts: await alertWordTables[language](),
    audit: await auditWordTables[language](),
    homeAssistant: await homeAssistantWordTables[language](),
    homekit: await homekitWordTables[language](),
    relays: await relayWordTables[language](),
  } as Text['doctor'],
});

const translations: Readonly<Record<string, Text>> = {
  de: await whole('de', de),
  fr: await whole('fr', fr),
  es: await whole('es', es),
  it: await whole('it', italian),
  ja: await whole('ja', ja),
};

/** Names, units and signs, which are the same in every language. */
const international = [
  'PetLog',
  'Home Assistant',
  'Frigate',
  'PetLog: Home Assistant',
  'HomeKit',
  'PetLog: HomeKit',
  'MQTT',
  'OK',
  'GB',
  'h',
  'min',
  's',
  '%',
  '10 s',
  '30 s',
  '1 min',
  '2 min',
  '5 min',
  '⟦0⟧ · ⟦1⟧',
  '⟦0⟧ ⟦1⟧',
  '⟦0⟧: ⟦1⟧',
  '⟦0⟧, ⟦1⟧',
  '⟦0⟧',
  '−⟦0⟧',
  'PetLog ⟦0⟧',
  '⟦0⟧ fps',
  'UTC',
  '{versions}.',
  'ntfy',
  'Telegram',
  'Pushover',
  'Discord',
  'Webhook',
  'Apprise',
];

/** Words that a language has in common with English. */
const common: Readonly<Record<string, readonly string[]>> = {
  de: ['Live', 'Link', 'Name', 'Filter', 'Hamster', 'Token', 'Browser', 'Problem', 'Port', 'Film'],
  fr: ['Note', 'Hamster', 'Zones', 'Options', 'Type', 'minutes', 'Suggestions', 'Europe', 'Film'],
  es: ['Manual', 'No', 'Timelapse', 'Token', 'Asia', 'Australia'],
  it: ['Africa', 'America', 'Asia', 'Australia', 'Backup', 'Browser', 'Link', 'No', 'Password', 'PetLog: backup', 'Privacy', 'Token'],
  ja: [],
};

/** As in the configuration file: `recording.max_total_gb`. */
const keyName = new RegExp(`\\b(?:${Object.keys(Config.shape).join('|')})\\.[a-z]+(?:_[a-z]+)*\\b`);

/** Every text by its path; the sentences of errors are compared with their own table. */
function flatten(table: object, path = ''): Map<string, Words> {
  const flat = new Map<string, Words>();
  for (const [key, value] of Object.entries(table as Record<string, unknown>)) {
    const name = path === '' ? key : `${path}.${key}`;
    if (name === 'errors') {
      continue;
    }
    if (typeof value === 'string' || typeof value === 'function') {
      flat.set(name, value as Words);
    } else {
      for (const [inner, words] of flatten(value as object, name)) {
        flat.set(inner, words);
      }
    }
  }
  return flat;
}

const marks = ['⟦0⟧', '⟦1⟧', '⟦2⟧', '⟦3⟧'];

/** The words with a mark in the place of each value. */
function filled(words: Words): string {
  if (typeof words === 'string') {
    return words;
  }
  const values = marks.slice(0, words.length);
  try {
    return words(...values);
  } catch {
    return words(...values.map((value) => [value]));
  }
}

const marksIn = (words: Words): readonly string[] => marks.filter((mark) => filled(words).includes(mark));

const english = flatten(await whole('en', en));

test('there are words for each language', () => {
  expect(['en', ...Object.keys(translations)].sort()).toEqual([...languages].sort());
});

describe.each(Object.entries(translations))('the words in %s', (language, table) => {
  const words = flatten(table);
  const pairs = [...english].map(([path, original]) => [path, original, words.get(path) ?? ''] as const);

  test('are as many as in English', () => {
    expect([...words.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('are none empty, and none stands between spaces', () => {
    expect([...words].filter(([, one]) => filled(one) === '' || filled(one) !== filled(one).trim()).map(([path]) => path)).toEqual([]);
  });

  test('take the same values and show the same of them', () => {
    const describeValues = (one: Words): string =>
      `${typeof one === 'string' ? 'text' : `function of ${one.length}`} showing ${marksIn(one).join(' ')}`;
    expect(Object.fromEntries(pairs.map(([path, , one]) => [path, describeValues(one)]))).toEqual(
      Object.fromEntries(pairs.map(([path, original]) => [path, describeValues(original)])),
    );
  });

  test('name the product in every title, where the name of the camera can stand', () => {
    expect(Object.values(table.viewTitles).filter((title) => !title.includes(table.productName))).toEqual([]);
  });

  test('are translated', () => {
    const same = new Set(pairs.filter(([, original, one]) => filled(original) === filled(one)).map(([, , one]) => filled(one)));
    for (const known of international) {
      same.delete(known);
    }
    expect([...same].sort()).toEqual([...(common[language] ?? [])].sort());
  });

  test('count one and many', () => {
    const counting = pairs.filter(([, original]) => typeof original === 'function' && original.toString().includes('count === 1'));
    expect(counting.length).toBeGreaterThan(5);
    for (const [path, original, one] of counting) {
      if (typeof original === 'string' || typeof one === 'string') {
        continue;
      }
      for (const count of [1, 2, 17]) {
        expect(one(count, String(count)), path).not.toBe(original(count, String(count)));
        if (count > 1) {
          expect(one(count, String(count)), path).toContain(String(count));
        }
      }
    }
  });

  test('of errors show no values but those that PetLog tells', () => {
    const parameters = (sentence: string): readonly string[] => [...sentence.matchAll(/\{(\w*)\}/g)].map(([, name]) => name ?? '').sort();
    expect(table.errors).not.toBeNull();
    for (const [code, sentence] of Object.entries(table.errors ?? {})) {
      expect(sentence, code).not.toBe(sentenceOf(code as ErrorCode));
      expect(parameters(sentenceOf(code as ErrorCode)), code).toEqual(expect.arrayContaining([...parameters(sentence)]));
      expect(sentence.replace(/\{\w+\}/g, ''), code).not.toMatch(/[{}]/);
    }
  });
});

test.each(Object.entries({ en, ...translations }))(
  'no sentence in %s names a key of the configuration, but for what the system check tells',
  (_, table) => {
    for (const [path, words] of [...flatten(table), ...Object.entries(table.errors ?? {})]) {
      if (!path.startsWith('doctor')) {
        expect(String(words), path).not.toMatch(keyName);
      }
    }
  },
);
