import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PetInput } from '../../../shared/pets.ts';
import { eventLogMigrations } from '../../event-log/event-log-migrations.ts';
import type { Pets } from '../../event-log/pets.ts';
import { PetTable } from '../../event-log/pet-table.ts';
import { PictureFiles } from '../../event-log/picture-files.ts';
import { Statements } from '../../event-log/statements.ts';
import { openSqlite, transaction } from '../../system/sqlite.ts';
import { isMissing } from '../../system/is-missing.ts';
import { changeOf, type NamedThing, type Section, type SectionSource } from '../section.ts';

const PetsContent = z
  .array(
    z.strictObject({
      ...PetInput.shape,
      pet_id: z.int().min(1),
      created_at_ms: z.int(),
      updated_at_ms: z.int(),
      /** JPEG. */
      picture: z.base64().max(4_000_000).nullable(),
    }),
  )
  .max(1000)
  .refine((pets) => new Set(pets.map(({ pet_id }) => pet_id)).size === pets.length, { error: 'must have each pet once' });
type PetsContent = z.infer<typeof PetsContent>;

/** An id alone does not say that it is the same pet: another camera began to count anew. */
const identityOf = (petId: number, createdAtMilliseconds: number): string => `${petId} ${createdAtMilliseconds}`;

/** The pets become those of the file; events of others are nobody's. */
export const petsSection: Section<PetsContent> = {
  name: 'pets',
  schema: PetsContent,
  isSecret: false,
  async bringBack(content, { dataDirectory, logger }) {
    const files = new PictureFiles(join(dataDirectory, 'events', 'pets'));
    const pets: { readonly pet: PetsContent[number]; readonly picture: string | null }[] = [];
    for (const pet of content) {
      // One that nobody knows, as after a power cut in between, is removed at the start.
      pets.push({ pet, picture: pet.picture === null ? null : await files.write(Buffer.from(pet.picture, 'base64')) });
    }
    using database = openSqlite(join(dataDirectory, 'events.db'), eventLogMigrations, (error) =>
      logger.error({ err: error }, 'the log of events is damaged, and was put aside'),
    );
    transaction(database, () => {
      const table = new PetTable(new Statements(database));
      const wanted = new Set(content.map(({ pet_id, created_at_ms }) => identityOf(pet_id, created_at_ms)));
      for (const { petId, createdAtMilliseconds } of table.list()) {
        if (wanted.has(identityOf(petId, createdAtMilliseconds))) {
          database.prepare('DELETE FROM pets WHERE id = ?').run(petId); // its events stay its own
        } else {
          table.remove(petId);
        }
      }
      const insert = database.prepare(
        `INSERT INTO pets (id, name, species, breed, color, birth_date, gender, weight_kg, microchip_id, notes, picture, created_at_ms, updated_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      );
      for (const { pet, picture } of pets) {
        insert.run(
          pet.pet_id,
          pet.name,
          pet.species,
          pet.breed,
          pet.color,
          pet.birth_date,
          pet.gender,
          pet.weight_kg,
          pet.microchip_id,
          pet.notes,
          picture,
          pet.created_at_ms,
          pet.updated_at_ms,
        );
      }
    });
  },
};

export function petsSource(pets: Pick<Pets, 'stored' | 'picturePath'>): SectionSource<PetsContent> {
  const collect = async (): Promise<PetsContent> =>
    Promise.all(
      pets.stored().map(async ({ petId, picture, createdAtMilliseconds, updatedAtMilliseconds, ...values }) => ({
        ...values,
        pet_id: petId,
        created_at_ms: createdAtMilliseconds,
        updated_at_ms: updatedAtMilliseconds,
        picture: picture === null ? null : await pictureAt(pets.picturePath(String(petId))),
      })),
    );
  const named = (list: PetsContent): Map<string, NamedThing> =>
    new Map(
      list.map(({ updated_at_ms: _, ...pet }) => [
        identityOf(pet.pet_id, pet.created_at_ms),
        { name: pet.name, state: JSON.stringify(Object.entries(pet).sort(([a], [b]) => (a < b ? -1 : 1))) },
      ]),
    );
  return {
    section: petsSection,
    collect,
    review: async (content) => ({ content, changes: changeOf('pets', named(await collect()), named(content)), leftOut: [] }),
  };
}

/** Null for one that is gone. */
async function pictureAt(path: string): Promise<string | null> {
  try {
    return (await readFile(path)).toString('base64');
  } catch (error) {
    if (isMissing(error)) {
      return null;
    }
    throw error;
  }
}
