import type { LogEvent } from '../../shared/log-events.ts';

const person = 'person';

export const isOfPeople = ({ label }: Pick<LogEvent, 'label'>): boolean => label === person;

/** Whoever is known and no person. */
export const isOfPets = ({ label, pet_id }: Pick<LogEvent, 'label' | 'pet_id'>): boolean =>
  pet_id !== null || (label !== null && label !== person);
