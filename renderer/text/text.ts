import { en, type Text } from './en.ts';

const tables: Readonly<Record<string, Text>> = { en };

/** The words in the language of the document (`<html lang>`). */
export function text(): Text {
  return tables[document.documentElement.lang] ?? en;
}

/** The reader's own variety of the document's language, such as en-GB, for dates and numbers. */
export function locale(): string {
  const language = document.documentElement.lang || 'en';
  return navigator.languages.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}
