import { petSpecies } from '../../shared/pet-species.ts';

const noLabels: ReadonlySet<string> = new Set(['other', 'unknown']);

/** Whom PetLog notices, if its model knows them: people, and what may be a pet. Its own model knows cats, dogs and people. */
export const noticedLabels: readonly string[] = [...petSpecies.filter((species) => !noLabels.has(species)), 'person'];

/** What a line of a labels file is called here: `guinea_pig` for `Guinea pig`. */
export const labelOf = (line: string): string => line.trim().toLowerCase().replaceAll(' ', '_');
