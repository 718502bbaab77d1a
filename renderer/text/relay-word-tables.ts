import { relayWords as english, type RelayWords } from './en/relays.ts';
import type { Language } from './languages.ts';

/** Loaded with the page that shows them. */
export const relayWordTables: Readonly<Record<Language, () => Promise<RelayWords>>> = {
  en: async () => english,
  de: async () => (await import('./de/relays.ts')).relayWords,
  fr: async () => (await import('./fr/relays.ts')).relayWords,
  es: async () => (await import('./es/relays.ts')).relayWords,
  it: async () => (await import('./it/relays.ts')).relayWords,
  ja: async () => (await import('./ja/relays.ts')).relayWords,
};
