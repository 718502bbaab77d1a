import type { Language } from '../text/languages.ts';
import { language } from '../text/text.ts';
import { type CopyWords, copyWords as englishOfCopies } from './words/copies-en.ts';
import { type BackupWords, backupWords as english } from './words/en.ts';

/** Each in a file of its own, loaded with the page that needs them. */
const tables: Readonly<Record<Exclude<Language, 'en'>, () => Promise<BackupWords>>> = {
  de: async () => (await import('./words/de.ts')).backupWords,
  fr: async () => (await import('./words/fr.ts')).backupWords,
  es: async () => (await import('./words/es.ts')).backupWords,
  it: async () => (await import('./words/it.ts')).backupWords,
  ja: async () => (await import('./words/ja.ts')).backupWords,
};

/** In the language of this page; in English where they cannot be had. */
export async function loadBackupWords(): Promise<BackupWords> {
  const wanted = language.language;
  return wanted === 'en' ? english : tables[wanted]().catch(() => english);
}

const copyTables: Readonly<Record<Exclude<Language, 'en'>, () => Promise<CopyWords>>> = {
  de: async () => (await import('./words/copies-de.ts')).copyWords,
  fr: async () => (await import('./words/copies-fr.ts')).copyWords,
  es: async () => (await import('./words/copies-es.ts')).copyWords,
  it: async () => (await import('./words/copies-it.ts')).copyWords,
  ja: async () => (await import('./words/copies-ja.ts')).copyWords,
};

/** As `loadBackupWords`, of copies elsewhere. */
export async function loadCopyWords(): Promise<CopyWords> {
  const wanted = language.language;
  return wanted === 'en' ? englishOfCopies : copyTables[wanted]().catch(() => englishOfCopies);
}
