import { homekitWords as english, type HomeKitWords } from './en/homekit.ts';
import type { Language } from './languages.ts';

/** Words about Apple's Home: loaded in the language that is spoken, with the page that shows them. */
export const homekitWordTables: Readonly<Record<Language, () => Promise<HomeKitWords>>> = {
  en: async () => english,
  de: async () => (await import('./de/homekit.ts')).homekitWords,
  fr: async () => (await import('./fr/homekit.ts')).homekitWords,
  es: async () => (await import('./es/homekit.ts')).homekitWords,
  it: async () => (await import('./it/homekit.ts')).homekitWords,
  ja: async () => (await import('./ja/homekit.ts')).homekitWords,
};
