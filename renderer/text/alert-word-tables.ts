import { alertWords as english, type AlertWords } from './en/alerts.ts';
import type { Language } from './languages.ts';

/** Loaded with the page that shows them. */
export const alertWordTables: Readonly<Record<Language, () => Promise<AlertWords>>> = {
  en: async () => english,
  de: async () => (await import('./de/alerts.ts')).alertWords,
  fr: async () => (await import('./fr/alerts.ts')).alertWords,
  es: async () => (await import('./es/alerts.ts')).alertWords,
  it: async () => (await import('./it/alerts.ts')).alertWords,
  ja: async () => (await import('./ja/alerts.ts')).alertWords,
};
