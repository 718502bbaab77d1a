import { eventWords as english, type EventWords } from './en/events.ts';
import type { Language } from './languages.ts';

/** Loaded with the pages that show them: the live picture does not wait for them. */
export const eventWordTables: Readonly<Record<Language, () => Promise<EventWords>>> = {
  en: async () => english,
  de: async () => (await import('./de/events.ts')).eventWords,
  fr: async () => (await import('./fr/events.ts')).eventWords,
  es: async () => (await import('./es/events.ts')).eventWords,
  it: async () => (await import('./it/events.ts')).eventWords,
  ja: async () => (await import('./ja/events.ts')).eventWords,
};
