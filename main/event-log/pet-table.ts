import type { SQLOutputValue } from 'node:sqlite';
import { petSpecies } from '../../shared/pet-species.ts';
import { petGenders, type PetInput, type PetSpecies } from '../../shared/pets.ts';
import type { Statements } from './statements.ts';

export interface StoredPet extends PetInput {
  readonly petId: number;
  /** Name of the file of its picture. */
  readonly picture: string | null;
  readonly createdAtMilliseconds: number;
  readonly updatedAtMilliseconds: number;
}

const columns = ['name', 'species', 'breed', 'color', 'birth_date', 'gender', 'weight_kg', 'microchip_id', 'notes'] as const;

/** The pets in the database. */
export class PetTable {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  list(): StoredPet[] {
    return this.#statements.get('SELECT * FROM pets ORDER BY name COLLATE NOCASE, id').all().map(petOf);
  }

  find(petId: number): StoredPet | null {
    const row = this.#statements.get('SELECT * FROM pets WHERE id = ?').get(petId);
    return row === undefined ? null : petOf(row);
  }

  /** The one of its species; null where there is none, or several. */
  onlyOf(species: PetSpecies): StoredPet | null {
    const rows = this.#statements.get('SELECT * FROM pets WHERE species = ? LIMIT 2').all(species);
    return rows.length === 1 && rows[0] !== undefined ? petOf(rows[0]) : null;
  }

  add(pet: PetInput, milliseconds: number): StoredPet {
    const { lastInsertRowid } = this.#statements
      .get(`INSERT INTO pets (${columns.join(', ')}, created_at_ms, updated_at_ms) VALUES (${columns.map(() => '?').join(', ')}, ?, ?)`)
      .run(...columns.map((column) => pet[column]), milliseconds, milliseconds);
    return {
      ...pet,
      petId: Number(lastInsertRowid),
      picture: null,
      createdAtMilliseconds: milliseconds,
      updatedAtMilliseconds: milliseconds,
    };
  }

  change(pet: StoredPet): void {
    this.#statements
      .get(`UPDATE pets SET ${columns.map((column) => `${column} = ?`).join(', ')}, picture = ?, updated_at_ms = ? WHERE id = ?`)
      .run(...columns.map((column) => pet[column]), pet.picture, pet.updatedAtMilliseconds, pet.petId);
  }

  /** Its events, and their sums, are nobody's from now on. */
  remove(petId: number): void {
    this.#statements.get("UPDATE events SET pet_id = NULL, decided_by = 'nobody' WHERE pet_id = ?").run(petId);
    this.#statements
      .get(
        `INSERT INTO event_quarters (quarter_ms, zone_id, camera_id, event_type, label, pet_id, is_wrong, count, duration_ms)
         SELECT quarter_ms, zone_id, camera_id, event_type, label, 0, is_wrong, count, duration_ms FROM event_quarters WHERE pet_id = ?
         ON CONFLICT DO UPDATE SET count = count + excluded.count, duration_ms = duration_ms + excluded.duration_ms`,
      )
      .run(petId);
    this.#statements.get('DELETE FROM event_quarters WHERE pet_id = ?').run(petId);
    this.#statements.get('DELETE FROM pets WHERE id = ?').run(petId);
  }
}

function petOf(row: Record<string, SQLOutputValue>): StoredPet {
  return {
    petId: Number(row['id']),
    name: String(row['name']),
    species: petSpecies.find((species) => species === row['species']) ?? 'unknown',
    breed: String(row['breed']),
    color: String(row['color']),
    birth_date: typeof row['birth_date'] === 'string' ? row['birth_date'] : null,
    gender: petGenders.find((gender) => gender === row['gender']) ?? 'unknown',
    weight_kg: typeof row['weight_kg'] === 'number' ? row['weight_kg'] : null,
    microchip_id: String(row['microchip_id']),
    notes: String(row['notes']),
    picture: typeof row['picture'] === 'string' ? row['picture'] : null,
    createdAtMilliseconds: Number(row['created_at_ms']),
    updatedAtMilliseconds: Number(row['updated_at_ms']),
  };
}
