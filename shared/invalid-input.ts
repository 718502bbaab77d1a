/** What somebody entered and is not allowed, as one error that names each value. */
import type { z } from 'zod';
import { PetLogError, type ValueError } from './errors.ts';
import { describeErrors, validate } from './validation.ts';

export function invalidInput(errors: readonly ValueError[]): PetLogError {
  return new PetLogError('invalid_input', { detail: describeErrors(errors) }, { errors });
}

/** Of one value. @param message a sentence: what is wrong with it, and what is allowed */
export const invalidValue = (path: string, message: string): PetLogError => invalidInput([{ path, message }]);

/** @throws PetLogError `invalid_input` where there are any */
export function refuse(errors: readonly ValueError[]): void {
  if (errors.length > 0) {
    throw invalidInput(errors);
  }
}

/**
 * The value as the schema makes it.
 *
 * @throws PetLogError `invalid_input`
 */
export function check<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = validate(schema, value);
  if (!result.ok) {
    throw invalidInput(result.errors);
  }
  return result.value;
}
