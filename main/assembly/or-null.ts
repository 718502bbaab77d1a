import { PetLogError } from '../../shared/errors.ts';

/** What the work returns; null where it says in words, by a PetLogError, that there is nothing. */
export function orNull<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof PetLogError) {
      return null;
    }
    throw error;
  }
}
