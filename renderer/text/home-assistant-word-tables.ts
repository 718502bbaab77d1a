import { homeAssistantWords as english, type HomeAssistantWords } from './en/home-assistant.ts';
import type { Language } from './languages.ts';

/** Loaded with the page that shows them. */
export const homeAssistantWordTables: Readonly<Record<Language, () => Promise<HomeAssistantWords>>> = {
  en: async () => english,
  de: async () => (await import('./de/home-assistant.ts')).homeAssistantWords,
  fr: async () => (await import('./fr/home-assistant.ts')).homeAssistantWords,
  es: async () => (await import('./es/home-assistant.ts')).homeAssistantWords,
  it: async () => (await import('./it/home-assistant.ts')).homeAssistantWords,
  ja: async () => (await import('./ja/home-assistant.ts')).homeAssistantWords,
};
