/** Pets as people enter them, as schemas. */
import { z } from 'zod';
import { petSpecies } from './pet-species.ts';

const time = z.iso.datetime({ offset: true });

export const PetSpecies = z.enum(petSpecies);
export type PetSpecies = z.infer<typeof PetSpecies>;

export const petGenders = ['female', 'male', 'unknown'] as const;

/** One line, as people write it. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^\P{Cc}*$/u, { error: 'must be one line without control characters' });

const values = {
  name: line(60).min(1, { error: 'must hold at least one character' }),
  species: PetSpecies,
  breed: line(100),
  color: line(100),
  birth_date: z.iso.date().nullable(),
  gender: z.enum(petGenders),
  weight_kg: z.number().min(0.001).max(1000).nullable(),
  microchip_id: line(40),
  notes: z
    .string()
    .trim()
    .max(2000)
    .regex(/^(?:\P{Cc}|[\n\r\t])*$/u, { error: 'must have no control characters but line breaks' }),
};

export const Pet = z.object({
  pet_id: z.int(),
  ...values,
  picture_url: z.string().nullable(),
  last_seen: time.nullable().describe('The last moment of its newest visit, of those that one may see.'),
  created_at: time,
  updated_at: time,
});
export type Pet = z.infer<typeof Pet>;

export const PetList = z.array(Pet);

export const PetInput = z.strictObject({
  name: values.name,
  species: values.species.default('unknown'),
  breed: values.breed.default(''),
  color: values.color.default(''),
  birth_date: values.birth_date.default(null).describe('A day that has begun already; null where nobody knows.'),
  gender: values.gender.default('unknown'),
  weight_kg: values.weight_kg.default(null),
  microchip_id: values.microchip_id.default(''),
  notes: values.notes.default(''),
});
export type PetInput = z.infer<typeof PetInput>;

export const PetChangeInput = z.strictObject({
  id: z.string(),
  name: values.name.optional(),
  species: values.species.optional(),
  breed: values.breed.optional(),
  color: values.color.optional(),
  birth_date: values.birth_date.optional(),
  gender: values.gender.optional(),
  weight_kg: values.weight_kg.optional(),
  microchip_id: values.microchip_id.optional(),
  notes: values.notes.optional(),
});
export type PetChange = Omit<z.infer<typeof PetChangeInput>, 'id'>;

/** An id that is not well-formed is simply unknown (404), so any string passes here. */
export const PetIdInput = z.strictObject({ id: z.string() });

export const PetRemoved = z.object({ message: z.string(), pet_id: z.int() });

/** Most bytes of a picture that is sent. */
export const largestPetPictureBytes = 8_000_000;
