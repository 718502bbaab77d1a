import { diskWords as english, type DiskWords } from './en/disk.ts';
import type { Language } from './languages.ts';

/** Loaded with the page that shows them. */
export const diskWordTables: Readonly<Record<Language, () => Promise<DiskWords>>> = {
  en: async () => english,
  de: async () => (await import('./de/disk.ts')).diskWords,
  fr: async () => (await import('./fr/disk.ts')).diskWords,
  es: async () => (await import('./es/disk.ts')).diskWords,
  it: async () => (await import('./it/disk.ts')).diskWords,
  ja: async () => (await import('./ja/disk.ts')).diskWords,
};
