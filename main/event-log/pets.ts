import { PetLogError } from '../../shared/errors.ts';
import { invalidValue } from '../../shared/invalid-input.ts';
import type { Pet, PetChange, PetInput } from '../../shared/pets.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';
import { diskReason } from '../system/disk-errors.ts';
import type { EventLogDatabase } from './event-log-database.ts';
import { EventTable } from './event-table.ts';
import { PetTable, type StoredPet } from './pet-table.ts';
import type { PictureFiles } from './picture-files.ts';

interface PetsOptions {
  readonly database: EventLogDatabase;
  readonly pictures: PictureFiles;
  /** Makes a JPEG of bounded size of a JPEG or PNG that somebody sent. */
  makePicture(image: Uint8Array): Promise<Uint8Array>;
  readonly bus: EventBus;
  readonly clock: Pick<Clock, 'nowMicroseconds'>;
}

/** The pets of this home. */
export class Pets {
  readonly #options: PetsOptions;

  constructor(options: PetsOptions) {
    this.#options = options;
  }

  /** By name. @param cameraIds those whose visits one may see */
  list(cameraIds?: readonly string[]): Pet[] {
    return this.#options.database.read((statements) => {
      const events = new EventTable(statements);
      return new PetTable(statements).list().map((pet) => petInfo(pet, events, cameraIds));
    });
  }

  /** As they are kept, by name. */
  stored(): StoredPet[] {
    return this.#options.database.read((statements) => new PetTable(statements).list());
  }

  /** @throws PetLogError `pet_not_found` */
  get(petId: string, cameraIds?: readonly string[]): Pet {
    const pet = this.find(petId);
    return this.#options.database.read((statements) => petInfo(pet, new EventTable(statements), cameraIds));
  }

  /** @throws PetLogError `pet_not_found` */
  find(petId: string | number): StoredPet {
    const id = /^\d{1,15}$/.test(String(petId)) ? Number(petId) : 0;
    const pet = this.#options.database.read((statements) => new PetTable(statements).find(id));
    if (pet === null) {
      throw new PetLogError('pet_not_found', { id: petId });
    }
    return pet;
  }

  /** @throws PetLogError `invalid_input`, `event_not_saved` */
  create(input: PetInput): Pet {
    this.#assertBorn(input.birth_date);
    const pet = this.#options.database.write((statements) => new PetTable(statements).add(input, this.#now));
    this.#changed(pet.petId, 'added');
    return this.get(String(pet.petId));
  }

  /** @throws PetLogError `pet_not_found`, `invalid_input`, `event_not_saved` */
  change(petId: string, change: PetChange): Pet {
    const before = this.find(petId);
    this.#assertBorn(change.birth_date ?? null);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    this.#save({ ...before, ...given });
    return this.get(petId);
  }

  /**
   * Its events stay.
   *
   * @throws PetLogError `pet_not_found`, `event_not_saved`
   */
  async remove(petId: string): Promise<number> {
    const pet = this.find(petId);
    this.#options.database.write((statements) => new PetTable(statements).remove(pet.petId));
    this.#changed(pet.petId, 'removed');
    await this.#removePicture(pet.picture);
    return pet.petId;
  }

  /** @throws PetLogError `pet_not_found`, `picture_unreadable`, `event_not_saved` */
  async setPicture(petId: string, image: Uint8Array): Promise<Pet> {
    this.find(petId);
    const jpeg = await this.#options.makePicture(image);
    const picture = await this.#options.pictures.write(jpeg).catch((error: unknown) => {
      throw new PetLogError('event_not_saved', { reason: diskReason(error) }, { cause: error });
    });
    let before: StoredPet;
    try {
      before = this.find(petId); // it may have been removed or changed meanwhile
      this.#save({ ...before, picture });
    } catch (error) {
      await this.#removePicture(picture);
      throw error;
    }
    await this.#removePicture(before.picture);
    return this.get(petId);
  }

  /**
   * The file of its picture.
   *
   * @throws PetLogError `pet_not_found`, `pet_picture_unavailable`
   */
  picturePath(petId: string): string {
    const { picture } = this.find(petId);
    if (picture === null) {
      throw new PetLogError('pet_picture_unavailable', { id: petId });
    }
    return this.#options.pictures.path(picture);
  }

  get #now(): number {
    return Math.round(this.#options.clock.nowMicroseconds() / 1000);
  }

  #save(pet: StoredPet): void {
    this.#options.database.write((statements) => new PetTable(statements).change({ ...pet, updatedAtMilliseconds: this.#now }));
    this.#changed(pet.petId, 'changed');
  }

  #changed(petId: number, reason: 'added' | 'changed' | 'removed'): void {
    this.#options.bus.emit('pets.changed', { pet_id: petId, reason });
  }

  /** Anywhere on earth: it may be tomorrow there already. */
  #assertBorn(birthDate: string | null): void {
    if (birthDate !== null && Date.parse(birthDate) > this.#now + 14 * 3_600_000) {
      throw invalidValue('birth_date', `${birthDate} is not allowed; a day that has begun already is.`);
    }
  }

  /** One that stays although nobody knows it is removed at the next start. */
  async #removePicture(picture: string | null): Promise<void> {
    if (picture !== null) {
      await this.#options.pictures.remove(picture).catch(() => {});
    }
  }
}

function petInfo(pet: StoredPet, events: EventTable, cameraIds: readonly string[] | undefined): Pet {
  const { petId, picture, createdAtMilliseconds, updatedAtMilliseconds, ...values } = pet;
  const last = events.lastOfPet(petId, cameraIds);
  return {
    pet_id: petId,
    ...values,
    picture_url: picture === null ? null : `/pets/${petId}/picture?v=${picture}`,
    last_seen: last === null ? null : new Date(last.startedAtMilliseconds + last.durationMilliseconds).toISOString(),
    created_at: new Date(createdAtMilliseconds).toISOString(),
    updated_at: new Date(updatedAtMilliseconds).toISOString(),
  };
}
