import type { Language } from '../../renderer/text/languages.ts';

/** What a browser says that its reader speaks. */
export const locales: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', fr: 'fr-FR', es: 'es-ES', it: 'it-IT', ja: 'ja-JP' };
