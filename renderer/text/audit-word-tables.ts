import { type AuditTable, auditWords as english } from './en/audit.ts';
import type { Language } from './languages.ts';

/** Loaded with the list that shows them. */
export const auditWordTables: Readonly<Record<Language, () => Promise<AuditTable>>> = {
  en: async () => english,
  de: async () => (await import('./de/audit.ts')).auditWords,
  fr: async () => (await import('./fr/audit.ts')).auditWords,
  es: async () => (await import('./es/audit.ts')).auditWords,
  it: async () => (await import('./it/audit.ts')).auditWords,
  ja: async () => (await import('./ja/audit.ts')).auditWords,
};
