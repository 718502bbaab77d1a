/** What a pet may be. Apart, so that whoever has no schemas needs none for it. */
export const petSpecies = ['cat', 'dog', 'bird', 'rabbit', 'hamster', 'guinea_pig', 'fish', 'other', 'unknown'] as const;
