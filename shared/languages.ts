/** The languages that PetLog's screens speak, as BCP 47 tags. */
export const languageTags = ['en', 'de', 'fr', 'es', 'it', 'ja'] as const;
export type Language = (typeof languageTags)[number];
