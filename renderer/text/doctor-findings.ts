import type { DoctorLanguage } from '../../shared/doctor-sentence.ts';
import type { Language } from './languages.ts';

/** Loaded with the page that shows them: they are many, and few people look at them. */
export const doctorFindings: Readonly<Record<Language, () => Promise<DoctorLanguage>>> = {
  en: async () => (await import('../../shared/doctor-english.ts')).doctorEnglish,
  de: async () => (await import('./de/doctor-findings.ts')).doctorFindings,
  fr: async () => (await import('./fr/doctor-findings.ts')).doctorFindings,
  es: async () => (await import('./es/doctor-findings.ts')).doctorFindings,
  it: async () => (await import('./it/doctor-findings.ts')).doctorFindings,
  ja: async () => (await import('./ja/doctor-findings.ts')).doctorFindings,
};
