import { soundWords as english, type SoundWords } from './en/sound.ts';
import type { Language } from './languages.ts';

/** Loaded with the page that shows them. */
export const soundWordTables: Readonly<Record<Language, () => Promise<SoundWords>>> = {
  en: async () => english,
  de: async () => (await import('./de/sound.ts')).soundWords,
  fr: async () => (await import('./fr/sound.ts')).soundWords,
  es: async () => (await import('./es/sound.ts')).soundWords,
  it: async () => (await import('./it/sound.ts')).soundWords,
  ja: async () => (await import('./ja/sound.ts')).soundWords,
};
