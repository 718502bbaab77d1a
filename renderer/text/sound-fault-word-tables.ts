import type { SoundFaultWords } from '../state/sound-fault-words.ts';
import type { Language } from './languages.ts';

/** Loaded with what shows them. PetLog says it in English itself. */
export const soundFaultWordTables: Readonly<Record<Language, () => Promise<SoundFaultWords | null>>> = {
  en: async () => null,
  de: async () => (await import('./de/sound-faults.ts')).soundFaultWords,
  fr: async () => (await import('./fr/sound-faults.ts')).soundFaultWords,
  es: async () => (await import('./es/sound-faults.ts')).soundFaultWords,
  it: async () => (await import('./it/sound-faults.ts')).soundFaultWords,
  ja: async () => (await import('./ja/sound-faults.ts')).soundFaultWords,
};
