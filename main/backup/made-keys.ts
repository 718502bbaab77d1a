import { type BackupKey, confirmedCharacters } from '../../shared/backup.ts';
import { PetLogError } from '../../shared/errors.ts';
import { makeKey } from './sealing/age-file.ts';

/** Keys that were shown and not confirmed yet; of each, only what is needed for that. */
export class MadeKeys {
  readonly #made = new Map<string, { readonly recipient: string; readonly ending: string }>();

  /** Takes the place of an earlier one. */
  async make(targetId: string): Promise<BackupKey> {
    const { identity, recipient } = await makeKey();
    this.#made.set(targetId, { recipient, ending: identity.slice(-confirmedCharacters) });
    return { key: identity, recipient };
  }

  /** Returns for whom is encrypted from now on. @throws PetLogError `backup_key_not_made`, `backup_key_not_confirmed` */
  confirm(targetId: string, lastCharacters: string): string {
    const made = this.#made.get(targetId);
    if (made === undefined) {
      throw new PetLogError('backup_key_not_made');
    }
    if (lastCharacters !== made.ending) {
      throw new PetLogError('backup_key_not_confirmed', { count: confirmedCharacters });
    }
    return made.recipient;
  }

  forget(targetId: string): void {
    this.#made.delete(targetId);
  }
}
