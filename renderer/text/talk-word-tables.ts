import { talkWords as english, type TalkWords } from './en/talk.ts';
import type { Language } from './languages.ts';

/** Loaded with what shows them. */
export const talkWordTables: Readonly<Record<Language, () => Promise<TalkWords>>> = {
  en: async () => english,
  de: async () => (await import('./de/talk.ts')).talkWords,
  fr: async () => (await import('./fr/talk.ts')).talkWords,
  es: async () => (await import('./es/talk.ts')).talkWords,
  it: async () => (await import('./it/talk.ts')).talkWords,
  ja: async () => (await import('./ja/talk.ts')).talkWords,
};
