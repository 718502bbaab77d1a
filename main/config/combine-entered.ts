import type { Config, ConfigPatch } from '../../shared/config.ts';
import { PetLogError } from '../../shared/errors.ts';
import { ConfigurationError } from './configuration-error.ts';
import { combine, type LoadedConfiguration } from './load.ts';

/**
 * The configuration as it would be with these saved settings, which somebody entered.
 *
 * @throws PetLogError `invalid_input`
 */
export function combineEntered(owner: Pick<LoadedConfiguration, 'filePatch' | 'overrides' | 'dataDirectory'>, saved: ConfigPatch): Config {
  try {
    return combine(owner, saved);
  } catch (error) {
    throw error instanceof ConfigurationError ? new PetLogError('invalid_input', { detail: error.message }, { cause: error }) : error;
  }
}
