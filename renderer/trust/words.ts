import type { Language } from '../text/languages.ts';
import { language } from '../text/text.ts';
import { type TrustWords, trustWords as english } from './words/en.ts';

/** Each in a file of its own, loaded with the pages that need them. */
const tables: Readonly<Record<Exclude<Language, 'en'>, () => Promise<TrustWords>>> = {
  de: async () => (await import('./words/de.ts')).trustWords,
  fr: async () => (await import('./words/fr.ts')).trustWords,
  es: async () => (await import('./words/es.ts')).trustWords,
  it: async () => (await import('./words/it.ts')).trustWords,
  ja: async () => (await import('./words/ja.ts')).trustWords,
};

/** In the language of this page; in English where they cannot be had. */
export async function loadTrustWords(): Promise<TrustWords> {
  const wanted = language.language;
  return wanted === 'en' ? english : tables[wanted]().catch(() => english);
}
