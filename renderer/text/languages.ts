import type { Language } from '../../shared/languages.ts';

export type { Language };

/** The languages that PetLog speaks, each by its own name. */
export const languageNames = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  it: 'Italiano',
  ja: '日本語',
} as const satisfies Record<Language, string>;

export const languages = Object.keys(languageNames) as readonly Language[];

export const isLanguage = (tag: string): tag is Language => Object.hasOwn(languageNames, tag);

/** What the reader chose, else the first of the languages that are preferred (BCP 47 tags) and that PetLog speaks, else English. */
export function pickLanguage(chosen: string | null, preferred: readonly string[]): Language {
  if (chosen !== null && isLanguage(chosen)) {
    return chosen;
  }
  return preferred.map((tag) => tag.toLowerCase().replace(/[-_].*$/, '')).find(isLanguage) ?? 'en';
}

/** The reader's own variety of a language, such as en-GB, for dates and numbers. */
export function localeOf(language: Language, preferred: readonly string[]): string {
  return preferred.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}
