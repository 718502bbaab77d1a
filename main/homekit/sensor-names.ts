import type { Language } from '../../shared/languages.ts';

/** What the sensors of movement are called in a home. */
export const sensorNames: Readonly<Record<Language, { readonly pets: string; readonly people: string }>> = {
  en: { pets: 'Pets', people: 'People' },
  de: { pets: 'Haustiere', people: 'Personen' },
  fr: { pets: 'Animaux', people: 'Personnes' },
  es: { pets: 'Mascotas', people: 'Personas' },
  it: { pets: 'Animali', people: 'Persone' },
  ja: { pets: 'ペット', people: '人' },
};
