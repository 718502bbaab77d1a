import { cameraLanguage } from '../page-facts.ts';
import type { Text } from './en.ts';
import { LanguageChoice } from './language-choice.ts';

/** Of the page, of which there is one. */
export const language = new LanguageChoice({
  preferred: () => navigator.languages,
  camera: () => cameraLanguage(),
  storage: () => localStorage,
  load: (wanted) => tables[wanted](),
});

/** Each in a file of its own, so that a phone fetches one. */
const tables = {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  es: async () => (await import('./es.ts')).es,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
};

/** The words in the language of this page. */
export function text(): Text {
  return language.words;
}

/** For dates and numbers in the language of this page. */
export function locale(): string {
  return language.locale;
}
