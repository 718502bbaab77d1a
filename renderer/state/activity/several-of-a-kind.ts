import type { Pet } from '../../../shared/pets.ts';

/** Of these a visit says what it was, and so perhaps whose. */
const recognized: readonly Pet['species'][] = ['cat', 'dog'];

/** Whether visits may be of one pet or another, so that somebody has to say whose they are. */
export const hasSeveralOfAKind = (pets: readonly Pick<Pet, 'species'>[]): boolean =>
  recognized.some((species) => pets.filter((pet) => pet.species === species).length > 1);
